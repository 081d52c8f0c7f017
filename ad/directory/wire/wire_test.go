package wire

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"adwalk/ad"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// The library's encoder says what is right.
func TestIntegersAreThoseOfTheLibrary(t *testing.T) {
	for _, v := range []int64{0, 1, 127, 128, 255, 256, 32767, 32768, 1 << 23, 1<<31 - 1, 1 << 40, -1, -128, -129, -32768, -32769} {
		want := ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, v, "").Bytes()
		got := AppendInt(nil, TagInteger, v)
		if !bytes.Equal(got, want) {
			t.Errorf("%d is % x, want % x", v, got, want)
		}
		r := Reader(got)
		if back, err := r.Int(TagInteger); err != nil || back != v {
			t.Errorf("%d comes back as %d, %v", v, back, err)
		}
	}
}

func TestLongLengths(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 255, 256, 65535, 65536, 1 << 20} {
		r := Reader(AppendTLV(nil, TagOctetString, make([]byte, n)))
		if c, err := r.Expect(TagOctetString); err != nil || len(c) != n || len(r) != 0 {
			t.Errorf("%d bytes come back as %d, %v", n, len(c), err)
		}
	}
}

func entry(values int) []byte {
	var set []byte
	for range values {
		set = AppendString(set, TagOctetString, "http/web.contoso.lab")
	}
	attr := AppendTLV(AppendString(nil, TagOctetString, "servicePrincipalName"), TagSet, set)
	body := AppendString(nil, TagOctetString, "CN=web,DC=contoso,DC=lab")
	body = AppendTLV(body, TagSequence, AppendTLV(nil, TagSequence, attr))
	return AppendMessage(nil, 7, AppendTLV(nil, OpSearchEntry, body), nil)
}

func TestEntriesAreDecoded(t *testing.T) {
	m, err := ReadMessage(bufio.NewReader(bytes.NewReader(entry(3))))
	if err != nil || m.ID != 7 || m.Op != OpSearchEntry {
		t.Fatalf("%+v, %v", m, err)
	}
	var d EntryDecoder
	e, err := d.Decode(m)
	if err != nil || e.DN != "CN=web,DC=contoso,DC=lab" || len(e.Texts("serviceprincipalname")) != 3 {
		t.Errorf("%+v, %v", e, err)
	}
}

// A server may promise four gigabytes, send something else than LDAP, or stop
// in the middle: each is an error, and no memory is set aside for a promise.
func TestMessagesThatAreNone(t *testing.T) {
	for name, b := range map[string][]byte{
		"4 GB":            {0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1},
		"63 MB, cut":      {0x30, 0x84, 0x03, 0xf0, 0, 0, 1, 2},
		"http":            []byte("HTTP/1.1 400 Bad Request\r\n\r\n"),
		"indefinite":      {0x30, 0x80, 2, 1, 1, 0, 0},
		"length of eight": {0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, 1},
		"negative id":     {0x30, 5, 2, 1, 0xff, 0x65, 0},
		"no operation":    {0x30, 3, 2, 1, 1},
		"cut":             entry(3)[:20],
	} {
		if _, err := ReadMessage(bufio.NewReader(bytes.NewReader(b))); err == nil {
			t.Errorf("%s is taken for a message", name)
		}
		if _, err := ReadExact(bytes.NewReader(b)); err == nil {
			t.Errorf("%s is taken for a message before the login", name)
		}
	}
}

// What follows a message on the connection belongs to somebody else.
func TestReadExactTakesNoMore(t *testing.T) {
	for _, n := range []int{1, 40} {
		in := bytes.NewReader(append(entry(n), "after"...))
		if _, err := ReadExact(in); err != nil || in.Len() != len("after") {
			t.Errorf("%d values: %d bytes are left, %v", n, in.Len(), err)
		}
	}
}

func TestFiltersThatAreNone(t *testing.T) {
	for _, f := range []string{"(", "(cn=", "cn=x)", "(&(cn=x)", "(cn=\\zz)", ")(", "(=x)x"} {
		if _, err := (Search{Filter: f}).Append(nil); err == nil {
			t.Errorf("%q is taken for a filter", f)
		}
	}
}

func TestCookie(t *testing.T) {
	got, err := Cookie(AppendPaged(AppendSDFlags(nil), 100, []byte("next")))
	if err != nil || string(got) != "next" {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Cookie(AppendSDFlags(nil)); got != nil || err != nil {
		t.Errorf("no paging control: %q, %v", got, err)
	}
	if _, err := Cookie([]byte{0x30, 3, 4, 9}); !errors.Is(err, ErrBER) {
		t.Errorf("damaged: %v", err)
	}
}

func FuzzMessage(f *testing.F) {
	f.Add(entry(2))
	f.Add(AppendMessage(nil, 1, []byte{OpSearchDone, 7, 10, 1, 0, 4, 0, 4, 0}, AppendPaged(nil, 1, []byte("c"))))
	f.Add([]byte{0x30, 0x84, 0, 0, 0, 3, 2, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ReadMessage(bufio.NewReader(bytes.NewReader(b)))
		if err != nil {
			return
		}
		var d EntryDecoder
		_, _ = d.Decode(m)
		_, _ = ParseResult(m)
		_, _ = Cookie(m.Controls)
	})
}

func FuzzFilter(f *testing.F) {
	f.Add("(&(objectClass=user)(cn=a*b))")
	f.Add("(userAccountControl:1.2.840.113556.1.4.803:=2)")
	f.Fuzz(func(t *testing.T, s string) {
		timer := time.AfterFunc(time.Minute, func() { panic(fmt.Sprintf("%d bytes: %.200q", len(s), s)) })
		defer timer.Stop()
		_, _ = Search{Filter: s}.Append(nil)
	})
}

func BenchmarkDecodeEntry(b *testing.B) {
	raw := entry(5)
	var d EntryDecoder
	var e ad.Entry
	b.ReportAllocs()
	for b.Loop() {
		m, err := ReadMessage(bufio.NewReaderSize(bytes.NewReader(raw), 16))
		if err == nil {
			e, err = d.Decode(m)
		}
		_ = err
	}
	_ = e
}
