package timeline

import (
	"context"
	"strings"
	"testing"
)

const httpErr = "#Software: Microsoft HTTP API 2.0\r\n#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\r\n"

// HTTP.SYS gives a reason where no site has seen the request. One for a header that is too
// large is a finding; an idle connection that ends is none, and is not called a rejection.
func TestTheLogOfHTTPSYS(t *testing.T) {
	for _, c := range []struct {
		name, line, says, finding string
	}{
		{"a header that is too large", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 HTTP/1.1 GET /shop - 1 RequestLength Pool", "HTTP.SYS rejects a request: RequestLength", "token-size"},
		{"a field that is too large", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 HTTP/1.1 GET /shop - 1 FieldLength Pool", "HTTP.SYS rejects a request: FieldLength", "token-size"},
		{"with its status", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 HTTP/1.1 GET /shop 400 1 RequestLength Pool", "400.0", "token-size"},
		{"another reason", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 HTTP/1.1 GET /shop - 1 Hostname Pool", "HTTP.SYS rejects a request: Hostname", ""},
		{"an idle connection", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 - - - - - Timer_ConnectionIdle -", "HTTP.SYS ends a connection: Timer_ConnectionIdle", ""},
		{"one that the client dropped", "2026-03-01 10:02:11 10.0.0.9 50001 10.0.0.3 443 - - - - 1 Connection_Dropped Pool", "HTTP.SYS ends a connection: Connection_Dropped", ""},
	} {
		s, err := Text(context.Background(), strings.NewReader(httpErr+c.line+"\r\n"))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(s.Events) != 1 || !strings.Contains(s.Events[0].Text, c.says) || s.Events[0].From != "10.0.0.9" {
			t.Errorf("%s: %+v", c.name, s.Events)
		}
		code := ""
		if len(s.Findings) > 0 {
			code = s.Findings[0].Code
		}
		if code != c.finding {
			t.Errorf("%s: finding %q, want %q", c.name, code, c.finding)
		}
	}
}

// A line that does not fit the header is left out; the lines around it are read.
func TestAWebLogWithADamagedLine(t *testing.T) {
	damaged := iisLog + "2026-03-01 10:02\r\n2026-03-01 10:02:13 10.0.0.3 GET /shop ACME\\ann 10.0.0.9 200 0 0\r\n"
	s, err := Text(context.Background(), strings.NewReader(damaged))
	if err != nil || len(s.Findings) != 1 || len(s.Events) < 2 {
		t.Fatalf("%v %+v", err, s)
	}
	if last := s.Events[len(s.Events)-1]; last.Client != `ACME\ann` || last.Problem {
		t.Errorf("a login that went well: %+v", last)
	}
}
