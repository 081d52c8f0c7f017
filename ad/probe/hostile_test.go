package probe_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/probe"
)

// hostile serves each connection with f and gives its address.
func hostile(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	return adtest.Accepting(t, "tcp", "127.0.24.2:0", f)
}

// request reads an HTTP request's head and says whether it holds a ticket.
func request(c net.Conn) (withTicket bool) {
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil || strings.TrimSpace(line) == "" {
			return withTicket
		}
		withTicket = withTicket || strings.HasPrefix(line, "Authorization: Negotiate")
	}
}

// web answers without and with a ticket.
func web(without, with string) func(net.Conn) {
	return func(c net.Conn) {
		answer := without
		if request(c) {
			answer = with
		}
		io.WriteString(c, answer)
	}
}

func unauthorized(challenges ...string) string {
	s := "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n"
	for _, c := range challenges {
		s += "WWW-Authenticate: " + c + "\r\n"
	}
	return s + "\r\n"
}

const fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

func silent(c net.Conn) { io.Copy(io.Discard, c) }

// A redirect within the same host is followed to the page that asks for a login;
// one to another host is told.
func TestRedirectsWithinTheHost(t *testing.T) {
	page := func(path string) string {
		return "HTTP/1.1 302 Found\r\nLocation: " + path + "\r\nContent-Length: 0\r\n\r\n"
	}
	addr := hostile(t, func(c net.Conn) {
		head, _ := bufio.NewReader(c).ReadString('\n')
		switch strings.Fields(head + " - -")[1] {
		case "/":
			io.WriteString(c, page("/start"))
		case "/start":
			io.WriteString(c, page("http://Service.corp.test/in?x=1"))
		case "/in?x=1":
			io.WriteString(c, unauthorized("Basic"))
		case "/away":
			io.WriteString(c, page("http://login.corp.test/"))
		case "/round":
			io.WriteString(c, page("/round/"))
		case "/round/":
			io.WriteString(c, page("/round"))
		}
	})
	p := probe.New(probe.Options{Timeout: 5 * time.Second})
	for path, want := range map[string]ad.ProbeResult{
		"/":      {Outcome: ad.ProbeNoNegotiate, Followed: "http://service.corp.test:80/in?x=1"},
		"/away":  {Outcome: ad.ProbeOther, Text: "redirects to http://login.corp.test/"},
		"/round": {Outcome: ad.ProbeOther, Followed: "http://service.corp.test:80/round/", Text: "redirects to /round"},
	} {
		got := p.Probe(t.Context(), ad.ProbeRequest{Target: "http://service.corp.test" + path, Addresses: []string{addr}})[0]
		if got.Outcome != want.Outcome || got.Followed != want.Followed || want.Text != "" && got.Text != want.Text {
			t.Errorf("%s: %s, followed %q, %q (%v)", path, got.Outcome, got.Followed, got.Text, got.Problem)
		}
	}
}

// What servers do instead of answering is named, and never hangs.
func TestServersThatMisbehaveBeforeTheTicket(t *testing.T) {
	endless := func(c net.Conn) {
		for {
			if _, err := io.WriteString(c, strings.Repeat("220-more\r\n", 100)); err != nil {
				return
			}
		}
	}
	for _, c := range []struct {
		name, scheme string
		serve        func(net.Conn)
		outcome      ad.ProbeOutcome
	}{
		{"web server that cuts", "http", func(c net.Conn) { request(c) }, ad.ProbeCut},
		{"web server that speaks SSH", "http", func(c net.Conn) { io.WriteString(c, "SSH-2.0-OpenSSH_9\r\n") }, ad.ProbeGarbage},
		{"web server that is silent", "http", silent, ad.ProbeSilent},
		{"web server with endless headers", "http", func(c net.Conn) {
			request(c)
			io.WriteString(c, "HTTP/1.1 401 no\r\n")
			for {
				if _, err := io.WriteString(c, "X: "+strings.Repeat("a", 4000)+"\r\n"); err != nil {
					return
				}
			}
		}, ad.ProbeGarbage},
		{"web server that offers NTLM", "http", web(unauthorized("NTLM", `Basic realm="a, Negotiate"`), ""), ad.ProbeNTLMOnly},
		{"web server that redirects", "http", web("HTTP/1.1 302 Found\r\nLocation: https://elsewhere/\r\nContent-Length: 0\r\n\r\n", ""), ad.ProbeOther},
		{"TLS that is silent", "https", silent, ad.ProbeSilent},
		{"TLS that cuts", "https", func(net.Conn) {}, ad.ProbeCut},
		{"mail server that is silent", "smtp", silent, ad.ProbeSilent},
		{"mail server that cuts", "smtp", func(c net.Conn) { io.WriteString(c, "220 hi\r\n") }, ad.ProbeCut},
		{"mail server that never ends", "smtp", endless, ad.ProbeGarbage},
		{"mail server with one long line", "smtp", func(c net.Conn) { io.WriteString(c, "220 "+strings.Repeat("a", 1<<20)) }, ad.ProbeGarbage},
		{"mail server that is busy", "smtp", func(c net.Conn) { io.WriteString(c, "421 later\r\n"); silent(c) }, ad.ProbeOther},
		{"mail server that offers NTLM", "smtp", conversation("220 hi", "250-hi\r\n250 AUTH NTLM LOGIN", "221 bye"), ad.ProbeNTLMOnly},
		{"mail server that offers nothing", "smtp", conversation("220 hi", "250 hi", "221 bye"), ad.ProbeOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := probe.New(probe.Options{Timeout: 2 * time.Second})
			begin := time.Now()
			got := p.Probe(t.Context(), ad.ProbeRequest{Target: c.scheme + "://service.corp.test", Addresses: []string{hostile(t, c.serve)}})[0]
			if got.Outcome != c.outcome {
				t.Errorf("%+v (problem %v), want %s", got, got.Problem, c.outcome)
			}
			if got.Problem != nil && (got.Problem.Why == "" || got.Problem.Do == "") {
				t.Errorf("the problem does not say why and what to do: %+v", got.Problem)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// conversation says its lines one after the other, each when asked.
func conversation(lines ...string) func(net.Conn) {
	return func(c net.Conn) {
		r := bufio.NewReader(c)
		for _, l := range lines {
			io.WriteString(c, l+"\r\n")
			if _, err := r.ReadString('\n'); err != nil {
				return
			}
		}
	}
}

// A server can also go wrong when it has the ticket.
func TestServersThatMisbehaveWithTheTicket(t *testing.T) {
	dc := adtest.Samba(t)
	_, host := service(t, dc)
	p := prober(t, dc, 3*time.Second)
	huge := []byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff}
	bound := func(diagnostic string, code byte) []byte {
		body := append([]byte{0x0a, 1, code, 0x04, 0, 0x04, byte(len(diagnostic))}, diagnostic...)
		op := append([]byte{0x61, byte(len(body))}, body...)
		return append([]byte{0x30, byte(len(op) + 3), 0x02, 1, 1}, op...)
	}
	say := func(b []byte) func(net.Conn) {
		return func(c net.Conn) {
			c.Read(make([]byte, 1))
			c.Write(b)
			silent(c)
		}
	}
	for _, c := range []struct {
		name, scheme string
		serve        func(net.Conn)
		outcome      ad.ProbeOutcome
	}{
		{"lets in without proof", "http", web(unauthorized("Negotiate"), fine), ad.ProbeUnproved},
		{"answers with no base64", "http", web(unauthorized("Negotiate"), unauthorized("Negotiate ???")), ad.ProbeGarbage},
		{"answers with a token of nonsense", "http", web(unauthorized("Negotiate"), unauthorized("Negotiate AAAAAAAA")), ad.ProbeGarbage},
		{"answers with NTLM", "http", web(unauthorized("Negotiate"), unauthorized("Negotiate TlRMTVNTUAACAAAA")), ad.ProbeNTLMOnly},
		{"cuts", "http", func(c net.Conn) {
			if !request(c) {
				io.WriteString(c, unauthorized("Negotiate"))
			}
		}, ad.ProbeCut},
		{"falls silent", "http", func(c net.Conn) {
			if !request(c) {
				io.WriteString(c, unauthorized("Negotiate"))
				return
			}
			silent(c)
		}, ad.ProbeSilent},
		{"directory with a length of 4 GB", "ldap", say(huge), ad.ProbeGarbage},
		{"directory that cuts", "ldap", func(c net.Conn) { c.Read(make([]byte, 1)); c.Write([]byte{0x30, 0x20, 0x02}) }, ad.ProbeCut},
		{"directory that is silent", "ldap", silent, ad.ProbeSilent},
		{"directory without GSSAPI", "ldap", say(bound("unknown mechanism", 7)), ad.ProbeNoNegotiate},
		{"directory that lets in without proof", "ldap", say(bound("", 0)), ad.ProbeUnproved},
		{"mail server with a token of nonsense", "smtp", conversation("220 hi", "250 AUTH GSSAPI", "334 ", "334 AAAA"), ad.ProbeGarbage},
		{"mail server that refuses", "smtp", conversation("220 hi", "250 AUTH GSSAPI", "334 ", "535 no", "221 bye"), ad.ProbeRejected},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := p.Probe(t.Context(), ad.ProbeRequest{Target: c.scheme + "://" + host, SPN: "http/" + host, Addresses: []string{hostile(t, c.serve)}})[0]
			if got.Outcome != c.outcome {
				t.Errorf("%+v (error %v, problem %v), want %s", got, got.Error, got.Problem, c.outcome)
			}
		})
	}
}

func TestAProbeEndsWhenItsOperatorSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	addr := hostile(t, func(c net.Conn) {
		request(c)
		cancel()
		silent(c)
	})
	p := probe.New(probe.Options{Timeout: time.Minute, Parallel: 1})
	got := p.Probe(ctx, ad.ProbeRequest{Target: "http://service.corp.test", Addresses: []string{addr, addr, addr}})
	for _, r := range got {
		if r.Outcome != ad.ProbeNotPerformed || r.Problem == nil || r.Problem.Kind != ad.ProblemCancelled {
			t.Errorf("%+v (problem %v)", r, r.Problem)
		}
	}
}

func TestTargetsThatMakeNoSense(t *testing.T) {
	p := probe.New(probe.Options{Timeout: 5 * time.Second})
	for _, target := range []string{"", "ftp://host", "https://", "bad:secret@host", "jdbc:foo;password=secret", "http://%zz", "https://" + strings.Repeat("a", 5000)} {
		got := p.Probe(t.Context(), ad.ProbeRequest{Target: target})
		if len(got) != 1 || got[0].Outcome != ad.ProbeNotPerformed || got[0].Problem == nil || got[0].Problem.Kind != ad.ProblemUsage {
			t.Errorf("%.60q: %+v", target, got)
		}
		if got[0].Problem != nil && strings.Contains(fmt.Sprint(got[0].Target, got[0].Problem), "secret") {
			t.Errorf("a password is repeated: %v", got[0].Problem)
		}
	}
	for _, target := range []string{"https://user:secret@nowhere.invalid/", "jdbc:https://nowhere.invalid;password=secret"} {
		if got := fmt.Sprintf("%+v", p.Probe(t.Context(), ad.ProbeRequest{Target: target})); strings.Contains(got, "secret") {
			t.Errorf("a password is repeated: %v", got)
		}
	}
	got := p.Probe(t.Context(), ad.ProbeRequest{Target: "https://nowhere.invalid"})
	if len(got) != 1 || got[0].Outcome != ad.ProbeUnreachable || got[0].Problem == nil {
		t.Errorf("a name without an address: %+v", got)
	}
}
