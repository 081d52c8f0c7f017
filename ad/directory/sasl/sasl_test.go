package sasl

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// marked is a context whose tokens are the message behind a letter.
type marked struct{}

func (marked) Token() []byte      { return []byte("token") }
func (marked) Reply([]byte) error { return nil }
func (marked) Overhead(bool) int  { return 1 }
func (marked) Wrap(m []byte, seal bool) ([]byte, error) {
	return append([]byte{letter(seal)}, m...), nil
}
func (marked) Unwrap(t []byte) ([]byte, bool, error) {
	if len(t) == 0 || t[0] != 'e' && t[0] != 'i' {
		return nil, false, errors.New("not ours")
	}
	return t[1:], t[0] == 'e', nil
}

func letter(seal bool) byte {
	if seal {
		return 'e'
	}
	return 'i'
}

func pipe(t *testing.T, layer Layer, maxSend int) (net.Conn, net.Conn) {
	t.Helper()
	near, far := net.Pipe()
	t.Cleanup(func() { near.Close(); far.Close() })
	c, err := Protect(near, marked{}, layer, maxSend)
	if err != nil {
		t.Fatal(err)
	}
	return c, far
}

// No token is longer than the other side takes, whatever is written at once.
func TestWritesKeepToTheSizeOfTheServer(t *testing.T) {
	c, far := pipe(t, LayerSeal, 256)
	message := bytes.Repeat([]byte("abcdefg"), 200)
	go func() { _, _ = c.Write(message); c.Close() }()
	var got []byte
	for {
		var head [4]byte
		if _, err := io.ReadFull(far, head[:]); err != nil {
			break
		}
		n := binary.BigEndian.Uint32(head[:])
		token := make([]byte, n)
		if _, err := io.ReadFull(far, token); err != nil || n > 256 || token[0] != 'e' {
			t.Fatalf("a token of %d bytes, %v", n, err)
		}
		got = append(got, token[1:]...)
	}
	if !bytes.Equal(got, message) {
		t.Errorf("%d of %d bytes arrived", len(got), len(message))
	}
}

func TestReadsThatEndTheConnection(t *testing.T) {
	for name, tc := range map[string]struct {
		sent  []byte
		token bool // a TokenError, as opposed to a lost connection
	}{
		"four gigabytes":        {[]byte{0xff, 0xff, 0xff, 0xff}, true},
		"nothing":               {[]byte{0, 0, 0, 0}, true},
		"foreign":               {[]byte{0, 0, 0, 1, 'x'}, true},
		"unsealed where sealed": {[]byte{0, 0, 0, 2, 'i', 'm'}, true},
		"cut in a token":        {[]byte{0, 0, 0, 9, 'e'}, false},
		"cut in a length":       {[]byte{0, 0}, false},
		"LDAP in the clear":     {[]byte{0x30, 0x0c, 0x02, 0x01, 0x01, 0x61}, true},
	} {
		c, far := pipe(t, LayerSeal, 65536)
		go func() { _, _ = far.Write(tc.sent); far.Close() }()
		_ = c.SetDeadline(time.Now().Add(5 * time.Second))
		var wrong *TokenError
		for range 2 { // the connection stays broken
			if _, err := c.Read(make([]byte, 10)); err == nil || errors.As(err, &wrong) != tc.token {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestOffers(t *testing.T) {
	for _, tc := range []struct {
		offer []byte
		want  Layer
		got   Layer
		size  int
	}{
		{[]byte{7, 1, 0, 0}, LayerSeal, LayerSeal, 65536},
		{[]byte{3, 1, 0, 0}, LayerSeal, LayerSign, 65536},
		{[]byte{1, 0, 0, 0}, LayerSeal, 0, 0},
		{[]byte{7, 0, 0, 0}, LayerNone, LayerNone, 0},
		{[]byte{6, 1, 0, 0}, LayerNone, 0, 0},
		{[]byte{7, 0, 0, 9}, LayerSeal, 0, 0},
		{[]byte{7, 1, 0}, LayerSeal, 0, 0},
		{nil, LayerSeal, 0, 0},
	} {
		got, size, err := choose(tc.offer, tc.want)
		if got != tc.got || size != tc.size || (err == nil) != (tc.got != 0) {
			t.Errorf("% x for %s: %s, %d, %v", tc.offer, tc.want, got, size, err)
		}
	}
}

// A server that ends the bind early must not leave the connection open in the
// clear while we believe it is sealed.
func TestBindThatEndsEarly(t *testing.T) {
	for rounds := range 3 {
		n := 0
		_, _, err := Negotiate(GSSAPI, marked{}, LayerSeal, func([]byte) ([]byte, bool, error) {
			n++
			return []byte{'i', 7, 1, 0, 0}, n > rounds, nil
		})
		if (err == nil) != (rounds == 2) {
			t.Errorf("complete after %d rounds: %v", rounds+1, err)
		}
	}
}

// FuzzNegotiate answers every step of a bind with what the fuzzer makes of it: the
// negotiation ends, with a layer that was asked for and offered, or with an error.
func FuzzNegotiate(f *testing.F) {
	f.Add("reply", false, []byte("i\x07\x00\xff\xff"), false, true, true)
	f.Add("", true, []byte{}, false, false, false)
	f.Add("x", false, []byte("e\x04\xff\xff\xff"), false, true, false)
	f.Add("x", false, []byte("i\x01\x00\x00\x00"), true, true, false)
	f.Fuzz(func(t *testing.T, first string, firstDone bool, offer []byte, offerDone, lastDone, spnego bool) {
		mechanism := GSSAPI
		if spnego {
			mechanism = SPNEGO
		}
		for _, want := range []Layer{LayerNone, LayerSign, LayerSeal} {
			steps := 0
			layer, size, err := Negotiate(mechanism, marked{}, want, func([]byte) ([]byte, bool, error) {
				switch steps++; steps {
				case 1:
					return []byte(first), firstDone, nil
				case 2:
					return offer, offerDone, nil
				}
				return nil, lastDone, nil
			})
			if steps > 3 {
				t.Fatalf("%d steps", steps)
			}
			if err != nil {
				continue
			}
			if layer != want && (want != LayerSeal || layer != LayerSign) {
				t.Fatalf("asked for %v, got %v", want, layer)
			}
			if !spnego && Layer(offer[1])&layer == 0 {
				t.Fatalf("%v was not offered in %x", layer, offer)
			}
			if layer != LayerNone && size < 256 {
				t.Fatalf("tokens of %d bytes", size)
			}
		}
	})
}

// FuzzRead gives a protected connection any bytes: it hands on what was in tokens of
// the layer, and nothing after the first that was not.
func FuzzRead(f *testing.F) {
	f.Add([]byte{0, 0, 0, 2, 'e', 'm', 0, 0, 0, 2, 'i', 'm'})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, sent []byte) {
		c := &Conn{Conn: reading{Reader: bytes.NewReader(sent)}, context: marked{}, seal: true, chunk: 64}
		got, err := io.ReadAll(c)
		var want []byte
		for rest := sent; len(rest) >= 4; {
			n := int(binary.BigEndian.Uint32(rest))
			if n == 0 || n > len(rest)-4 || rest[4] != 'e' {
				break
			}
			want, rest = append(want, rest[5:4+n]...), rest[4+n:]
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("%x gave %x, %v; want %x", sent, got, err, want)
		}
	})
}

// reading is a connection that can only be read.
type reading struct {
	net.Conn
	io.Reader
}

func (r reading) Read(p []byte) (int, error) { return r.Reader.Read(p) }
