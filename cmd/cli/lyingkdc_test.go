package cli

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// asked are the service and the realm that a request to a KDC is about.
func asked(request []byte) (service types.PrincipalName, realm string) {
	var as messages.ASReq
	if as.Unmarshal(request) == nil {
		return as.ReqBody.SName, as.ReqBody.Realm
	}
	var tgs messages.TGSReq
	if tgs.Unmarshal(request) == nil {
		return tgs.ReqBody.SName, tgs.ReqBody.Realm
	}
	return types.PrincipalName{}, ""
}

// refusing is a KDC's refusal of the request with a code and a text.
func refusing(request []byte, code int32, text string) []byte {
	service, realm := asked(request)
	e := messages.NewKRBError(service, realm, code, text)
	e.STime = time.Now().UTC().Truncate(time.Second)
	b, _ := e.Marshal()
	return b
}

// kdcLies are what a KDC sends instead of an answer.
func kdcLies(kdc string) map[string]adtest.KDCLie {
	// send sends and waits until the client has had enough.
	send := func(c io.ReadWriter, b []byte) { _, _ = c.Write(b); _, _ = io.Copy(io.Discard, c) }
	// framed sends a message as it travels: over TCP behind its length.
	framed := func(c io.ReadWriter, b []byte) {
		if _, tcp := c.(net.Conn); tcp {
			b = adtest.Frame(b)
		}
		send(c, b)
	}
	say := func(b ...byte) adtest.KDCLie { return func(c io.ReadWriter, _ []byte) { send(c, b) } }
	frame := func(b ...byte) adtest.KDCLie { return func(c io.ReadWriter, _ []byte) { framed(c, b) } }
	code := func(n int32, text string) adtest.KDCLie {
		return func(c io.ReadWriter, request []byte) { framed(c, refusing(request, n, text)) }
	}
	var first sync.Once
	var asked, earlier []byte // the first request and its answer
	return map[string]adtest.KDCLie{
		"garbage":            say([]byte("\x00\x00\x00\x09\x00\x01garbage\xff\xff")...),
		"another protocol":   say([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")...),
		"no answer":          say(),
		"the end":            func(io.ReadWriter, []byte) {},
		"a length of 4 GB":   say(0xff, 0xff, 0xff, 0xff, 0x6d),
		"a length of none":   say(0, 0, 0, 0),
		"4 GB inside":        frame(0x6d, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30),
		"half an answer":     func(c io.ReadWriter, _ []byte) { _, _ = c.Write([]byte{0, 0, 1, 0, 0x6d, 0x82}) },
		"nested beyond all":  frame(append([]byte{0x6d, 0x82, 0x10, 0}, bytes.Repeat([]byte{0x30, 0x80}, 0x800)...)...),
		"an empty TGS-REP":   frame(0x6d, 2, 0x30, 0),
		"an empty AS-REP":    frame(0x6b, 2, 0x30, 0),
		"an empty KRB-ERROR": frame(0x7e, 2, 0x30, 0),
		"endless data": func(c io.ReadWriter, _ []byte) {
			b := bytes.Repeat([]byte{0x6d}, 64<<10)
			for _, err := c.Write([]byte{0, 0x0f, 0xff, 0xff}); err == nil; _, err = c.Write(b) {
				if _, tcp := c.(net.Conn); !tcp {
					return // one datagram is enough
				}
			}
		},
		"one byte at a time": func(c io.ReadWriter, request []byte) {
			for _, b := range adtest.Frame(refusing(request, 7, strings.Repeat("x", 4096))) {
				<-time.After(20 * time.Millisecond)
				if _, err := c.Write([]byte{b}); err != nil {
					return
				}
			}
		},
		"half a megabyte of e-text": code(60, strings.Repeat("evil\x1b[2J\n", 50_000)),
		"pre-authenticate, always":  code(25, ""),
		"too big for UDP, always":   code(52, ""),
		"a wrong clock, always":     code(37, ""),
		"another realm, always":     code(68, ""),
		"a code that is none":       code(4711, "?"),
		"a negative code":           code(-1, "?"),
		"another's refusal": func(c io.ReadWriter, request []byte) {
			e := messages.NewKRBError(types.PrincipalName{NameType: 2, NameString: []string{"http", "other.example"}}, "OTHER.EXAMPLE", 7, "")
			b, _ := e.Marshal()
			framed(c, b)
		},
		"an earlier answer": func(c io.ReadWriter, request []byte) {
			first.Do(func() { asked, earlier = bytes.Clone(request), answerTo(kdc, request) })
			if !bytes.Equal(request, asked) { // else its own answer: silent
				framed(c, earlier)
			}
		},
	}
}

// answerTo asks a KDC over TCP.
func answerTo(kdc string, request []byte) []byte {
	c, err := dialTCP(kdc)
	if err != nil {
		return nil
	}
	defer c.Close()
	var head [4]byte
	if _, err := c.Write(adtest.Frame(request)); err != nil {
		return nil
	}
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil
	}
	b := make([]byte, min(binary.BigEndian.Uint32(head[:]), 1<<20))
	_, _ = io.ReadFull(c, b)
	return b
}

// TestKDCsThatLie runs commands against a KDC whose answers go wrong from some question
// on, over TCP and UDP: each command ends, none says that all is well, none grows.
func TestKDCsThatLie(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many commands")
	}
	shortLimits(t)
	f := newLabForest(t, "healthy", "operator")
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	proxy := adtest.NewKDCProxy(t, f.KDCAddr())
	lies := kdcLies(f.KDCAddr())
	cells, most := 0, 0
	t.Logf("%-28s %-4s %-4s %s: what it ends with and after how long", "the KDC sends", "over", "from", "each command")
	for i, name := range slices.Sorted(maps.Keys(lies)) {
		for k, over := range []string{"tcp", "udp"} {
			for l, from := range []int{0, 2} {
				if !full() && racing && (i+k+l)%4 != 0 {
					continue
				}
				through := slices.Clone(f.connect)
				through[slices.Index(through, "--kdc")+1] = over + "/" + proxy.Addr
				byTicket := slices.Clone(through)
				byTicket[slices.Index(byTicket, "--server")+1] = f.LDAPURL() // a login by ticket
				row := ""
				for _, args := range [][]string{
					slices.Concat([]string{"ticket", "http/mail.contoso.lab"}, through),
					slices.Concat([]string{"ticket", "http/mail.contoso.lab", "HOST/cas1.contoso.lab", "--json"}, through),
					slices.Concat([]string{"show", "CAS1$"}, byTicket),
				} {
					proxy.Lie(func(_ string, n int) adtest.KDCLie {
						if n >= from {
							return lies[name]
						}
						return nil
					})
					ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // hanging, not slowness
					var out, errs bytes.Buffer
					begin, grew := time.Now(), adtest.Growth()
					code := Run(ctx, append(args, "--timeout", "400ms"), app.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
					most = max(most, grew())
					if ctx.Err() != nil {
						t.Errorf("%s over %s from question %d: %q did not end", name, over, from, args[:2])
					}
					cancel()
					lied := 0
					for _, n := range proxy.Seen() {
						lied += n
					}
					said := out.String() + errs.String()
					if code == app.ExitOK && args[0] == "ticket" && lied > from {
						t.Errorf("%s over %s from question %d: %q says that all is well: %s", name, over, from, args[:2], said)
					}
					if strings.Contains(said, "internal error") || strings.ContainsRune(said, '\x1b') {
						t.Errorf("%s over %s from question %d: %q: %q", name, over, from, args[:2], said)
					}
					if len(said) > 64<<10 {
						t.Errorf("%s over %s from question %d: %q says %d bytes", name, over, from, args[:2], len(said))
					}
					row += " " + exitAfter(code, begin)
					cells++
				}
				t.Logf("%-28s %-4s %-4d%s", name, over, from, row)
			}
		}
	}
	if most > 100 {
		t.Errorf("a command grew by %d MB", most)
	}
	t.Logf("%d lies, %d cells; no command grew by more than %d MB", len(lies), cells, most)
}
