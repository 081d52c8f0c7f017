package probe_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/probe"
)

// lie is what a service does instead of answering.
type lie func(c net.Conn)

// tells sends a text and then nothing more.
func tells(text string) lie {
	return func(c net.Conn) { _, _ = io.WriteString(c, text); silent(c) }
}

// hangsUp sends a text and ends the connection.
func hangsUp(text string) lie { return func(c net.Conn) { _, _ = io.WriteString(c, text) } }

// forEver sends a text, and another one again and again.
func forEver(text, more string) lie {
	return func(c net.Conn) {
		more := strings.Repeat(more, 1+16<<10/len(more))
		for _, err := io.WriteString(c, text); err == nil; _, err = io.WriteString(c, more) {
		}
	}
}

// dribbles sends a text one byte after the other, over and over.
func dribbles(text string) lie {
	return func(c net.Conn) {
		for i := 0; ; i++ {
			<-time.After(20 * time.Millisecond)
			if _, err := c.Write([]byte{text[i%len(text)]}); err != nil {
				return
			}
		}
	}
}

// hugeToken announces four gigabytes in a token (RFC 4178).
var hugeToken = base64.StdEncoding.EncodeToString([]byte{0xa1, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30})

func anyLies() map[string]lie {
	return map[string]lie{
		"no answer":          silent,
		"the end":            func(net.Conn) {},
		"garbage":            tells("\x00\x01\x02garbage\xff\xfe\r\n\r\n"),
		"another protocol":   tells("SSH-2.0-OpenSSH_9.2\r\n"),
		"endless zeros":      forEver("", "\x00"),
		"endless lines":      forEver("", "x\r\n"),
		"one endless line":   forEver("", "x"),
		"control characters": tells("\x1b[2J\x1b]0;x\a\r\n\r\n"),
	}
}

func webLies() map[string]lie {
	const ok, no = "HTTP/1.1 200 OK\r\n", "HTTP/1.1 401 no\r\n"
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"half a status":               hangsUp("HTTP/1."),
		"half the headers":            hangsUp(no + "WWW-Authenticate: Nego"),
		"an endless status":           forEver("HTTP/1.1 401 ", "no"),
		"endless headers":             forEver(no, "X: "+strings.Repeat("a", 1000)+"\r\n"),
		"one endless header":          forEver(no+"WWW-Authenticate: ", "a"),
		"one header of 2 MB":          tells(no + "X: " + strings.Repeat("a", 2<<20) + "\r\n\r\n"),
		"10000 challenges":            tells(no + strings.Repeat("WWW-Authenticate: Basic realm=\"x\"\r\n", 10000) + "\r\n"),
		"10000 in one challenge":      tells(no + "WWW-Authenticate: " + strings.Repeat("Negotiate, ", 10000) + "\r\nContent-Length: 0\r\n\r\n"),
		"endless 100 Continue":        forEver("", "HTTP/1.1 100 Continue\r\n\r\n"),
		"endless 103 hints":           forEver("", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
		"an endless body":             forEver(ok+"\r\n", "x"),
		"a body of 4 GB":              forEver(ok+"Content-Length: 4294967295\r\n\r\n", "x"),
		"a body that never comes":     tells(ok + "Content-Length: 10\r\n\r\n"),
		"a negative length":           tells(ok + "Content-Length: -1\r\n\r\n"),
		"two lengths":                 tells(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
		"a chunk of 16 EB":            forEver(ok+"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n", "x"),
		"endless chunks":              forEver(ok+"Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
		"endless chunk extensions":    forEver(ok+"Transfer-Encoding: chunked\r\n\r\n1;", "x"),
		"a compressed bomb":           forEver(ok+"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "\xec\xc1\x01"),
		"a redirect to itself":        hangsUp("HTTP/1.1 302 x\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
		"a redirect to a file":        hangsUp("HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
		"a redirect with a password":  hangsUp("HTTP/1.1 302 x\r\nLocation: http://a:b@mail.contoso.lab/\r\nContent-Length: 0\r\n\r\n"),
		"a redirect of 100 kB":        hangsUp("HTTP/1.1 302 x\r\nLocation: /" + strings.Repeat("a", 100<<10) + "\r\nContent-Length: 0\r\n\r\n"),
		"a redirect of nonsense":      hangsUp("HTTP/1.1 302 x\r\nLocation: http://[::1%zz]:999999/\r\nContent-Length: 0\r\n\r\n"),
		"a status of 999":             hangsUp("HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n"),
		"a status of letters":         hangsUp("HTTP/1.1 abc x\r\nContent-Length: 0\r\n\r\n"),
		"HTTP/2":                      tells("\x00\x00\x12\x04\x00\x00\x00\x00\x00"),
		"an upgrade":                  tells("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
		"one byte at a time":          dribbles(no + "X: y\r\n"),
		"no base64":                   hangsUp(unauthorized("Negotiate ???")),
		"a token of 4 GB":             hangsUp(unauthorized("Negotiate " + hugeToken)),
		"a token of 200 kB":           hangsUp(unauthorized("Negotiate " + strings.Repeat("oYIB", 50_000))),
		"a nested token":              hangsUp(unauthorized("Negotiate " + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xa1, 0x82, 0x7f, 0xff}, 2000)))),
		"Negotiate, for ever":         hangsUp(unauthorized("Negotiate")),
		"let in without a proof":      hangsUp(fine),
		"let in with a proof of 4 GB": hangsUp(ok + "WWW-Authenticate: Negotiate " + hugeToken + "\r\nContent-Length: 0\r\n\r\n"),
		"let in with another's proof": hangsUp(ok + "WWW-Authenticate: Negotiate b2kGCSqGSIb3EgECAgIAb1owWKADAgEFoQMCAQ8=\r\nContent-Length: 0\r\n\r\n"),
	})
	return lies
}

func mailLies() map[string]lie {
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"endless 250 lines":      forEver("", "250-x\r\n"),
		"a code that changes":    tells("250-x\r\n251 x\r\n"),
		"a code of 000":          tells("000 x\r\n"),
		"a code of 999":          tells("999 x\r\n"),
		"no line end":            hangsUp("250 x"),
		"one line of 2 MB":       tells("250 " + strings.Repeat("x", 2<<20) + "\r\n"),
		"one byte at a time":     dribbles("250-x\r\n"),
		"10000 mechanisms":       tells("250 AUTH " + strings.Repeat("GSSAPI ", 2000) + "\r\n"),
		"busy":                   tells("421 later\r\n"),
		"go on":                  tells("334 \r\n"),
		"a token of 4 GB":        tells("334 " + hugeToken + "\r\n"),
		"no base64":              tells("334 ???\r\n"),
		"let in without a proof": tells("235 fine\r\n"),
	})
	return lies
}

func directoryLies() map[string]lie {
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"a length of 4 GB":     tells("\x30\x84\xff\xff\xff\xff\x02"),
		"15 MB, endless":       forEver("\x30\x83\xf0\x00\x00", "\x00"),
		"another's id":         tells("\x30\x0c\x02\x01\x63\x61\x07\x0a\x01\x00\x04\x00\x04\x00"),
		"success, no proof":    tells("\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00"),
		"in progress, always":  forEver("", "\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x0e\x04\x00\x04\x00"),
		"another operation":    tells("\x30\x0c\x02\x01\x01\x65\x07\x0a\x01\x00\x04\x00\x04\x00"),
		"nested beyond all":    tells("\x30\x82\x10\x00" + strings.Repeat("\x30\x80", 0x800)),
		"one byte at a time":   dribbles("\x30\x82\x10\x00"),
		"end in a message":     hangsUp("\x30\x20\x02"),
		"endless answers of 1": forEver("", "\x30\x0c\x02\x01\x01\x64\x07\x04\x00\x30\x03\x04\x01\x00"),
	})
	return lies
}

func tlsLies() map[string]lie {
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"a record of 64 kB":    tells("\x16\x03\x03\xff\xff\x02"),
		"a handshake of 16 MB": forEver("\x16\x03\x03\x40\x00\x02\xff\xff\xff", "\x00"),
		"endless alerts":       forEver("", "\x15\x03\x03\x00\x02\x01\x00"),
		"endless certificates": forEver("\x16\x03\x03\x40\x00\x0b\x03\xff\xff", "\x00\x00\x01\x00"),
		"one byte at a time":   dribbles("\x16\x03\x03\x00\x40\x02\x00\x00\x3c\x03\x03"),
		"an alert":             hangsUp("\x15\x03\x03\x00\x02\x02\x28"),
	})
	return lies
}

// stage is where in a conversation the lie comes.
type stage struct {
	name, target string
	lies         map[string]lie
	before       func(c net.Conn, l lie) // the conversation until then
}

func stages() []stage {
	mail := func(lines ...string) func(net.Conn, lie) {
		return func(c net.Conn, l lie) {
			buf := make([]byte, 64<<10)
			for _, line := range lines {
				_, _ = io.WriteString(c, line)
				if _, err := c.Read(buf); err != nil {
					return
				}
			}
			l(c)
		}
	}
	return []stage{
		{"web, at once", "http://mail.contoso.lab", webLies(), func(c net.Conn, l lie) { request(c); l(c) }},
		{"web, shown the ticket", "http://mail.contoso.lab", webLies(), func(c net.Conn, l lie) {
			if !request(c) {
				_, _ = io.WriteString(c, unauthorized("Negotiate"))
				return
			}
			l(c)
		}},
		{"TLS", "https://mail.contoso.lab", tlsLies(), func(c net.Conn, l lie) { _, _ = c.Read(make([]byte, 4096)); l(c) }},
		{"mail, greeting", "smtp://mail.contoso.lab", mailLies(), mail()},
		{"mail, EHLO", "smtp://mail.contoso.lab", mailLies(), mail("220 hi\r\n")},
		{"mail, STARTTLS", "smtp://mail.contoso.lab", mailLies(), mail("220 hi\r\n", "250-hi\r\n250-STARTTLS\r\n250 AUTH GSSAPI\r\n")},
		{"mail, in TLS", "smtp://mail.contoso.lab", tlsLies(), mail("220 hi\r\n", "250-hi\r\n250 STARTTLS\r\n", "220 go\r\n")},
		{"mail, AUTH", "smtp://mail.contoso.lab", mailLies(), mail("220 hi\r\n", "250 AUTH GSSAPI\r\n")},
		{"mail, shown the ticket", "smtp://mail.contoso.lab", mailLies(), mail("220 hi\r\n", "250 AUTH GSSAPI\r\n", "334 \r\n")},
		{"files, NEGOTIATE", "smb://mail.contoso.lab", fileLies(), first(0, nil)},
		{"files, shown the ticket", "smb://mail.contoso.lab", fileLies(), first(1, smbSays(0, 65, 0, 0))},
		{"SQL, PRELOGIN", "mssql://mail.contoso.lab", sqlLies(), first(0, nil)},
		{"SQL, in TLS", "mssql://mail.contoso.lab", tdsTLSLies(), first(1, tdsSays(0x04, sqlNeedsTLS))},
		{"SQL, shown the ticket", "mssql://mail.contoso.lab", sqlLies(), first(1, tdsSays(0x04, sqlWithoutTLS))},
		{"directory, bind", "ldap://mail.contoso.lab", directoryLies(), func(c net.Conn, l lie) { _, _ = c.Read(make([]byte, 64<<10)); l(c) }},
	}
}

// TestServicesThatLie asks services that lie, at every stage of the conversation: each
// attempt ends, none takes a lie for a proof, nothing grows, and what was wrong is said.
func TestServicesThatLie(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for many servers that say nothing")
	}
	_, client := labLogin(t, "healthy")
	type cell struct{ stage, lie, ended string }
	var (
		mu    sync.Mutex
		cells []cell
		wg    sync.WaitGroup
		count = map[string]int{}
	)
	slots, grew := make(chan struct{}, 8), adtest.Growth()
	for _, s := range stages() {
		for _, name := range slices.Sorted(maps.Keys(s.lies)) {
			addr := hostile(t, func(c net.Conn) { s.before(c, s.lies[name]) })
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				p := probe.New(probe.Options{Tickets: client, Timeout: 700 * time.Millisecond})
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // hanging, not slowness
				defer cancel()
				begin := time.Now()
				r := p.Probe(ctx, ad.ProbeRequest{Target: s.target, SPN: "http/mail.contoso.lab", Addresses: []string{addr}})[0]
				said := ""
				switch {
				case ctx.Err() != nil:
					t.Errorf("%s: %s: did not end", s.name, name)
				case r.Outcome == ad.ProbeRejected && strings.HasPrefix(s.name, "SQL"):
					t.Errorf("%s: %s: taken for a refusal of the ticket", s.name, name)
				case r.Outcome == ad.ProbeAccepted, r.Outcome == "":
					t.Errorf("%s: %s: the outcome is %q", s.name, name, r.Outcome)
				case r.Problem != nil && (r.Problem.Why == "" || r.Problem.Do == ""):
					t.Errorf("%s: %s: it does not say why and what to do: %+v", s.name, name, r.Problem)
				case len(r.Text) > 1024 || r.Problem != nil && len(r.Problem.Error()) > 4096 || len(r.Offered) > 64:
					t.Errorf("%s: %s: %d bytes of foreign text, %d offers", s.name, name, len(r.Text), len(r.Offered))
				}
				if r.Problem != nil {
					said = r.Problem.Why
				}
				mu.Lock()
				defer mu.Unlock()
				count[string(r.Outcome)]++
				cells = append(cells, cell{s.name, name, fmt.Sprintf("%-14s %4.1f s  %.70q", r.Outcome, time.Since(begin).Seconds(), said)})
			})
		}
	}
	wg.Wait()
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Or(strings.Compare(a.stage, b.stage), strings.Compare(a.lie, b.lie)) })
	for _, c := range cells {
		t.Logf("%-24s %-28s %s", c.stage, c.lie, c.ended)
	}
	most := grew()
	if most > 100 {
		t.Errorf("eight at a time grew by %d MB", most)
	}
	t.Logf("%d cells: %v; eight at a time grew by no more than %d MB", len(cells), count, most)
}
