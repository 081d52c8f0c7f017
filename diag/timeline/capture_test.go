package timeline

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
)

const (
	client = "10.0.0.1:50000"
	kdc    = "10.0.0.2:88"
	web    = "10.0.0.3:80"
)

// tell plays messages and gives the story.
func tell(messages ...ad.WireMessage) Story {
	c := NewCapture()
	at := time.Date(2026, 3, 1, 10, 2, 11, 0, time.UTC)
	for i, m := range messages {
		m.Frame, m.At = i+1, at.Add(time.Duration(i)*time.Second)
		c.Add(m)
	}
	return c.Story()
}

func tgsReq(spn string, etypes ...ad.EType) ad.WireMessage {
	return ad.WireMessage{Kind: ad.WireTGSReq, From: client, To: kdc, Carrier: "KDC/TCP", Service: spn, Realm: "ACME.TEST", ETypes: etypes}
}

func krbError(code int, spn string) ad.WireMessage {
	return ad.WireMessage{Kind: ad.WireKRBError, From: kdc, To: client, Carrier: "KDC/TCP", Service: spn, Error: &ad.WireError{Code: code, Name: ad.KDCErrorName(code)}}
}

func TestARefusedTicketExplainsNTLM(t *testing.T) {
	s := tell(tgsReq("http/app.acme.test", 18, 17), krbError(7, "http/app.acme.test"),
		ad.WireMessage{Kind: ad.WireNTLMNegotiate, From: client, To: web, Carrier: "HTTP", NTLM: &ad.WireNTLM{}, HTTP: &ad.WireHTTP{Method: "GET", Host: "app.acme.test", Path: "/"}},
		ad.WireMessage{Kind: ad.WireNTLMChallenge, From: web, To: client, Carrier: "HTTP", NTLM: &ad.WireNTLM{}},
		ad.WireMessage{Kind: ad.WireNTLMAuth, From: client, To: web, Carrier: "HTTP", NTLM: &ad.WireNTLM{User: "ann", Domain: "ACME"}})
	if len(s.Findings) != 2 || s.Findings[0].Code != "spn-missing" || s.Findings[0].Subject != "http/app.acme.test" || s.Findings[1].Code != "ntlm-fallback" {
		t.Fatalf("%+v", s.Findings)
	}
	if s.Findings[0].Guide != "service-unreachable" || s.Findings[0].Inputs["service"] != "http/app.acme.test" {
		t.Errorf("no guide with its input: %+v", s.Findings[0])
	}
	if !strings.Contains(s.Events[2].Text, "instead of Kerberos, after error 7 for http/app.acme.test") {
		t.Errorf("%q", s.Events[2].Text)
	}
	if len(s.SPNs) != 1 || s.SPNs[0] != "http/app.acme.test" {
		t.Errorf("SPNs %q", s.SPNs)
	}
}

// The same number means one thing to a client that logs in and another to one that
// shows a ticket to a service.
func TestACodeMeansWhatItsExchangeSays(t *testing.T) {
	asReq := ad.WireMessage{Kind: ad.WireASReq, From: client, To: kdc, Carrier: "KDC/TCP", Client: "ann", CRealm: "ACME.TEST", Service: "krbtgt/ACME.TEST"}
	apReq := ad.WireMessage{Kind: ad.WireAPReq, From: client, To: web, Carrier: "HTTP", Service: "http/app.acme.test"}
	fromWeb := func(code int) ad.WireMessage {
		m := krbError(code, "")
		m.From, m.Carrier = web, "HTTP"
		return m
	}
	for name, c := range map[string]struct {
		messages []ad.WireMessage
		code     string // of the only finding, "" for none
		subject  string
	}{
		"pre-authentication asked for":  {[]ad.WireMessage{asReq, krbError(25, "krbtgt/ACME.TEST")}, "", ""},
		"too big for UDP":               {[]ad.WireMessage{tgsReq("http/app.acme.test", 18), krbError(52, "")}, "", ""},
		"wrong password":                {[]ad.WireMessage{asReq, krbError(24, "krbtgt/ACME.TEST")}, "bad-password", "ann@ACME.TEST"},
		"clock":                         {[]ad.WireMessage{asReq, krbError(37, "krbtgt/ACME.TEST")}, "clock", "ann@ACME.TEST"},
		"no encryption type in common":  {[]ad.WireMessage{tgsReq("http/app.acme.test", 18), krbError(14, "")}, "no-common-etype", "http/app.acme.test"},
		"the service has another key":   {[]ad.WireMessage{apReq, fromWeb(41)}, "wrong-key", "http/app.acme.test"},
		"the keytab is behind":          {[]ad.WireMessage{apReq, fromWeb(44)}, "wrong-key", "http/app.acme.test"},
		"a ticket that was issued":      {[]ad.WireMessage{tgsReq("http/app.acme.test", 18), {Kind: ad.WireTGSRep, From: kdc, To: client, Service: "http/app.acme.test", Ticket: &ad.WireTicket{EType: 18, Kvno: 3}}}, "", ""},
		"an RC4 ticket":                 {[]ad.WireMessage{{Kind: ad.WireTGSRep, From: kdc, To: client, Service: "http/app.acme.test", Ticket: &ad.WireTicket{EType: 23, Kvno: 3}}}, "ticket-weak-etype", "http/app.acme.test"},
		"a TGT in RC4 is another thing": {[]ad.WireMessage{{Kind: ad.WireASRep, From: kdc, To: client, Service: "krbtgt/ACME.TEST", Ticket: &ad.WireTicket{EType: 23, Kvno: 3}}}, "", ""},
		"a client without AES":          {[]ad.WireMessage{tgsReq("http/app.acme.test", 23)}, "client-offers-no-aes", "10.0.0.1"},
		"nobody answers":                {[]ad.WireMessage{asReq, asReq}, "kdc-unreachable", kdc},
		"one request at the end":        {[]ad.WireMessage{asReq}, "", ""},
		"401 to a ticket":               {[]ad.WireMessage{apReq, {Kind: ad.WireHTTPAnswer, From: web, To: client, HTTP: &ad.WireHTTP{Status: 401, Schemes: []string{"Negotiate"}}}}, "wrong-key", "http/app.acme.test"},
		"401 before any ticket":         {[]ad.WireMessage{{Kind: ad.WireHTTPAnswer, From: web, To: client, HTTP: &ad.WireHTTP{Status: 401, Schemes: []string{"Negotiate"}}}}, "", ""},
		"400 to a ticket":               {[]ad.WireMessage{apReq, {Kind: ad.WireHTTPAnswer, From: web, To: client, HTTP: &ad.WireHTTP{Status: 400}}}, "token-size", "http/app.acme.test"},
	} {
		s := tell(c.messages...)
		switch {
		case c.code == "" && len(s.Findings) > 0:
			t.Errorf("%s: %+v", name, s.Findings)
		case c.code != "" && (len(s.Findings) != 1 || s.Findings[0].Code != c.code || s.Findings[0].Subject != c.subject):
			t.Errorf("%s: got %+v, want %s about %s", name, s.Findings, c.code, c.subject)
		}
	}
}

// What is cut off is not told: no error of which the code is missing, no client of which
// the rest of the list may hold AES.
func TestOfACutMessageNothingIsMadeUp(t *testing.T) {
	half := tgsReq("http/app.acme.test", 23)
	half.Cut = true
	cutError := ad.WireMessage{Kind: ad.WireKRBError, From: kdc, To: client, Carrier: "KDC/TCP", Cut: true}
	cutTicket := ad.WireMessage{Kind: ad.WireAPReq, From: client, To: "10.0.0.3:80", Carrier: "HTTP", Service: "http/app.acme.test", Ticket: &ad.WireTicket{Service: "http/app.acme.test"}, Cut: true}
	s := tell(half, cutError, cutTicket)
	if len(s.Findings) != 0 {
		t.Errorf("%+v", s.Findings)
	}
	for _, e := range s.Events {
		if strings.Contains(e.Text, "error 0") || strings.Contains(e.Text, "etype 0") || strings.Contains(e.Text, "kvno 0") || strings.Contains(e.Code, "0") {
			t.Errorf("%+v", e)
		}
	}
}
