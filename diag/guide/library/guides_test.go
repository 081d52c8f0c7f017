package library_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
)

// exchange2003 is a front end with two back ends and an SMTP virtual server.
func exchange2003() *forest {
	fe := computer("FE1", "1301", "HOST/fe1")
	fe.UAC |= ad.UACTrustedToAuth
	fe.DelegatesTo = []string{"HTTP/BE1", "HTTP/be1.contoso.lab", "HTTP/BE2", "HTTP/be2.contoso.lab"}
	fe.Writable = append(fe.Writable, "msDS-AllowedToDelegateTo")
	be1 := computer("BE1", "1302", "HTTP/BE1", "HTTP/be1.contoso.lab", "SMTPSVC/smtp2.contoso.lab")
	be2 := computer("BE2", "1303", "HTTP/BE2", "HTTP/be2.contoso.lab", "SMTPSVC/be2.contoso.lab")
	return &forest{accounts: []*ad.Account{fe, be1, be2}, exchange: facts.ExchangeValue{
		Organisation: "CN=Contoso",
		Servers: []facts.ExchangeServer{{Name: "FE1", FQDN: "fe1.contoso.lab", Version: 6, FrontEnd: true},
			{Name: "BE1", FQDN: "be1.contoso.lab", Version: 6}, {Name: "BE2", FQDN: "be2.contoso.lab", Version: 6}},
		SMTP: []facts.ExchangeSMTP{{Server: "BE1", Number: "2", FQDN: "smtp2.contoso.lab"}, {Server: "BE2", Number: "1", FQDN: "be2.contoso.lab"}},
	}}
}

func TestFrontEnd(t *testing.T) {
	if _, got := exchange2003().walk(t, "kcd-front-end", map[string]string{"file-versions": "store.exe 6.5.7653.23"}); len(got) > 0 {
		t.Errorf("a healthy front end: %q", got)
	}
	f := exchange2003()
	f.find("FE1").DelegatesTo = []string{"http/be1.contoso.lab", "HTTP/BE1", "HTTP/GONE"}
	w, got := f.walk(t, "kcd-front-end", map[string]string{"file-versions": "store.exe 6.5.7638.1"})
	want := []string{"delegation-entry-missing FE1$ > HTTP/be2.contoso.lab", "delegation-target-missing FE1$ > HTTP/GONE", "exchange-file-old store.exe"}
	if !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
	p := fix.Build(w.Findings, w.Facts.Reader())
	var adds []string
	for _, c := range p.Changes {
		adds = append(adds, string(c.Change.Op)+" "+c.Change.Attribute+" "+c.Change.Value)
	}
	if !slices.Equal(adds, []string{"add msDS-AllowedToDelegateTo HTTP/be2.contoso.lab", "add msDS-AllowedToDelegateTo HTTP/be2"}) || !slices.Equal(p.ConfirmWords(), []string{"yes"}) || len(p.Left) != 2 {
		t.Errorf("the list grows by single values only: %q, left %d", adds, len(p.Left))
	}
}

func TestSMTPVirtualServers(t *testing.T) {
	if _, got := exchange2003().walk(t, "smtp-virtual-servers", nil); len(got) > 0 {
		t.Errorf("healthy: %q", got)
	}
	f := exchange2003()
	be1 := f.find("BE1")
	be1.SPNs = be1.SPNs[:2]
	w, got := f.walk(t, "smtp-virtual-servers", map[string]string{"same-machine": "yes", "events": "Event ID: 1706 error code 0x8009030c"})
	if !slices.Equal(got, []string{"spn-missing SMTPSVC/smtp2.contoso.lab"}) && !slices.Equal(got, []string{"smtp-loopback authentication log", "spn-missing SMTPSVC/smtp2.contoso.lab"}) {
		t.Errorf("found %q", got)
	}
	reg := ""
	for _, st := range w.Steps {
		for _, l := range st.Lines {
			if strings.HasPrefix(l.Copy, "Windows Registry Editor") {
				reg = l.Copy
			}
		}
	}
	if !strings.Contains(reg, "hex(7):73,00,6d,00,74,00,70,00,32,00,2e,00") || !strings.HasSuffix(strings.TrimSpace(reg), "00,00,00,00") {
		t.Errorf("the registry file: %q", reg)
	}
}

func TestDoubleHop(t *testing.T) {
	f := exchange2003()
	_, got := f.walk(t, "mapi-double-hop", map[string]string{"emsmdb32": "emsmdb32.dll 6.5.7638.1", "remote": "yes", "integrated": "yes", "web-server": "web1", "mailbox-server": "be1"})
	if !slices.Equal(got, []string{"mapi-exchange-provider provider"}) {
		t.Errorf("Exchange's build: %q", got)
	}
	f.find("BE1").SPNs = append(f.find("BE1").SPNs, "exchangeMDB/be1")
	_, got = f.walk(t, "mapi-double-hop", map[string]string{"emsmdb32": "emsmdb32.dll 11.0.8200.0", "remote": "yes", "web-server": "fe1", "mailbox-server": "be1"})
	if !slices.Equal(got, []string{"delegation-entry-missing FE1$ > exchangeMDB/be1", "spn-missing exchangeMDB/be1.contoso.lab"}) {
		t.Errorf("Outlook's build needs the names and the delegation: %q", got)
	}
	f.find("FE1").DelegatesTo = append(f.find("FE1").DelegatesTo, "exchangeMDB/BE1")
	_, got = f.walk(t, "mapi-double-hop", map[string]string{"emsmdb32": "emsmdb32.dll 11.0.8200.0", "remote": "yes", "web-server": "fe1", "mailbox-server": "be1"})
	if !slices.Equal(got, []string{"spn-missing exchangeMDB/be1.contoso.lab"}) {
		t.Errorf("Outlook's build needs the names: %q", got)
	}
}

func TestServiceUnreachable(t *testing.T) {
	f := exchange2010()
	for in, want := range map[string][]string{
		"https://mail.contoso.lab/owa":    nil,
		"mail.contoso.lab":                nil,
		"exchangeMDB/outlook.contoso.lab": nil,
		"http://10.0.0.7/app":             {"dns-ip-literal http/10.0.0.7"},
		"https://[fe80::1]/":              {"dns-ip-literal http/fe80::1"},
		"https://app.contoso.lab":         {"spn-missing http/app.contoso.lab"},
	} {
		if _, got := f.walk(t, "service-unreachable", map[string]string{"service": in}); !slices.Equal(got, want) {
			t.Errorf("%s: %q", in, got)
		}
	}
	f.find("CASARRAY-ASA").UAC |= ad.UACDisabled
	if _, got := f.walk(t, "service-unreachable", map[string]string{"service": "mail.contoso.lab"}); !slices.Equal(got, []string{"account-disabled CASARRAY-ASA$"}) {
		t.Errorf("a disabled owner hides the refusal: %q", got)
	}
	g, _ := library.ByID("service-unreachable")
	for _, bad := range []string{"", `http\x`, "http://", "a b"} {
		if guide.Set(g, diag.NewSnapshot(), "service", bad, ad.Source{}) == nil {
			t.Errorf("%q was taken for a service", bad)
		}
	}
}

func TestLoadBalancedNamespace(t *testing.T) {
	f := exchange2010()
	f.exchange.Arrays = nil
	for i := range f.exchange.Servers {
		f.exchange.Servers[i].Version = 15
	}
	if _, got := f.walk(t, "lb-namespace", nil); len(got) > 0 {
		t.Errorf("healthy: %q", got)
	}
	f.find("CASARRAY-ASA").SPNs = []string{"http/mail.contoso.lab"}
	f.find("CAS1").SPNs = append(f.find("CAS1").SPNs, "http/autodiscover.contoso.lab")
	if _, got := f.walk(t, "lb-namespace", map[string]string{"asa": "CASARRAY-ASA$"}); !slices.Equal(got, []string{"spn-misplaced http/autodiscover.contoso.lab"}) {
		t.Errorf("found %q", got)
	}
	// Exchange 2010 alone: nothing to look at, and nothing to ask for.
	if _, got := exchange2010().walk(t, "lb-namespace", nil); len(got) > 0 {
		t.Errorf("2010 only: %q", got)
	}
}

func TestForestWalksSayWhatTheyCouldNotRead(t *testing.T) {
	for _, id := range []string{"duplicates", "rc4-readiness", "delegation"} {
		f := exchange2010()
		f.down = true
		w, _ := f.walk(t, id, nil)
		for _, st := range w.Steps {
			if st.Status == diag.Pass {
				t.Errorf("%s: nothing answers, and %s says pass", id, st.ID)
			}
		}
	}
}

func TestEveryOwnerIsAskedForAnAESTicket(t *testing.T) {
	s := diag.NewSnapshot()
	var scan facts.SPNScanValue
	for i := range 700 {
		name := fmt.Sprintf("srv%03d", i)
		scan.Owners = append(scan.Owners, *computer(name, fmt.Sprint(2000+i), "HOST/"+name))
	}
	facts.SPNScan.Put(s, diag.Fact[facts.SPNScanValue]{Value: scan})
	g, _ := library.ByID("rc4-readiness")
	for _, st := range g.Steps {
		if st.ID != "proof" {
			continue
		}
		n := 0
		for _, req := range st.Requests(s.Reader()) {
			if req.Kind == facts.AESTicket.Name {
				n++
			}
		}
		if n != len(scan.Owners) {
			t.Errorf("%d of %d owners are asked for", n, len(scan.Owners))
		}
	}
}
