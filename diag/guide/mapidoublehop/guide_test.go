package mapidoublehop

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/guidetest"
)

func TestSteps(t *testing.T) {
	g := Guide()
	guidetest.Shape(t, g, "provider double-hop environment names ways-out token decision", "", "provider integrated remote web-server mailbox-server pool site outlook-on-exchange emsmdb32 user server-kind header-limit")
	for key, value := range map[string]string{"provider": "notes", "integrated": "perhaps", "remote": "1", "web-server": `\\web1`, "site": "web1.contoso.lab", "pool": "", "emsmdb32": "mapi32.dll 6.5.1.2"} {
		if got := guidetest.Answer(t, g, key, value); !strings.HasPrefix(got, "refused: ") {
			t.Errorf("%s=%q was taken as %q", key, value, got)
		}
	}
	for key, value := range map[string]string{"provider": "Outlook", "integrated": "YES", "site": "https://web1.contoso.lab/app"} {
		if got := guidetest.Answer(t, g, key, value); got != value {
			t.Errorf("%s=%q: %q", key, value, got)
		}
	}
}

// The build is known by its version: Exchange's numbers or those of Office.
func TestWhoseBuildItIs(t *testing.T) {
	for version, want := range map[string]string{"5.5.2653.12": "exchange", "6.0.6249.0": "exchange", "6.5.7638.1": "exchange", "8.1.240.5": "exchange", "9.0.0.1": "outlook", "11.0.8200.0": "outlook", "16.0.1.2": "outlook", "7.0.0.1": "", "odd": ""} {
		s := guidetest.Snapshot(guidetest.Seen(facts.FileVersions, "", map[string]string{"emsmdb32.dll": version}))
		if got := strings.Join(discoverProvider(s.Reader()), " "); got != want {
			t.Errorf("%s is %q, want %q", version, got, want)
		}
	}
	if got := discoverProvider(diag.NewSnapshot().Reader()); got != nil {
		t.Errorf("without a version it is %q", got)
	}
}

func TestTheDecision(t *testing.T) {
	exchange, outlook := guidetest.Typed("provider", "exchange"), guidetest.Typed("provider", "Outlook")
	all := guidetest.All
	yes := all(guidetest.Typed("remote", "yes"), guidetest.Typed("integrated", "yes"))
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a build that nobody named", Step: "provider", Status: diag.Skipped, Says: []string{"manual: Which build of Emsmdb32.dll", "emsmdb32.dll", "MAPI_E_LOGON_FAILED"}},
		{Name: "Exchange's", Step: "provider", Facts: all(exchange, yes), Status: diag.Fail, Finds: []string{"mapi-exchange-provider provider"}, Says: []string{"No SPN and no delegation setting fixes this"}},
		{Name: "Exchange's with a local mailbox", Step: "provider", Facts: all(exchange, guidetest.Typed("remote", "no")), Status: diag.Pass, Says: []string{"there is no second hop to make"}},
		{Name: "Outlook's", Step: "provider", Facts: outlook, Status: diag.Pass, Says: []string{"names and delegation decide"}},
		{Name: "the machines by name", Step: "double-hop", Facts: all(guidetest.Typed("web-server", "web1"), guidetest.Typed("mailbox-server", "be1")), Status: diag.Manual, Says: []string{"browser  --integrated-->  web1  --MAPI-->  be1", "web1 learns no password"}},
		{Name: "the machines without names", Step: "double-hop", Status: diag.Manual, Says: []string{"the web server  --MAPI-->  the mailbox server"}},
		{Name: "ways out", Step: "decision", Facts: exchange, Status: diag.Manual, Says: []string{"Basic authentication over TLS", "WebDAV instead of MAPI", "The application on the Exchange server"}},
		{Name: "no way out is needed", Step: "decision", Facts: outlook, Status: diag.Manual, Says: []string{"Not needed for the Outlook build."}, Silent: []string{"WebDAV"}},
	})
}

func TestTheNames(t *testing.T) {
	const spn, full = "exchangeMDB/be1", "exchangeMDB/be1.contoso.lab"
	server := guidetest.Computer("BE1", "1102", spn, full)
	web := guidetest.Computer("WEB1", "1101")
	web.DelegatesTo = []string{spn, full}
	free := web
	free.DelegatesTo, free.UAC = nil, free.UAC|ad.UACTrustedDelegation
	none := web
	none.DelegatesTo = nil
	hop := func(pool ad.Account, more ...guidetest.Fact) guidetest.Fact {
		return guidetest.All(guidetest.Healthy(), guidetest.Typed("provider", "outlook"), guidetest.Typed("web-server", "web1"), guidetest.Typed("mailbox-server", "be1"),
			guidetest.Seen(facts.Exchange, "", facts.ExchangeValue{Organisation: "CN=X", Servers: []facts.ExchangeServer{{Name: "BE1", FQDN: "be1.contoso.lab", Version: 6}}}),
			guidetest.Account(pool), guidetest.OwnedBy(spn, server), guidetest.OwnedBy(full, server), guidetest.All(more...))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "with a list", Step: "names", Facts: hop(web), Status: diag.Pass, Says: []string{"WEB1$ may delegate to: " + spn + ", " + full}, Asks: []string{"spn.owners " + spn, "spn.owners " + full, "account web1$"}},
		{Name: "towards anything", Step: "names", Facts: hop(free), Status: diag.Pass, Says: []string{"WEB1$ may act as anybody"}},
		{Name: "without a list", Step: "names", Facts: hop(none), Status: diag.Fail, Finds: []string{"delegation-entry-missing WEB1$ > " + spn}},
		{Name: "a name that nobody has", Step: "names", Facts: hop(web, guidetest.OwnedBy(full)), Status: diag.Fail, Finds: []string{"spn-missing " + full}},
		{Name: "the application's own account", Step: "names", Facts: hop(web, guidetest.Typed("pool", "svc-app")), Status: diag.Pass, Asks: []string{"account svc-app"}},
		{Name: "Exchange's build needs none", Step: "names", Facts: guidetest.Typed("provider", "exchange"), Status: diag.Skipped, Says: []string{"with the Exchange build, SPNs and delegation do not matter"}},
		{Name: "a server that nobody named", Step: "names", Facts: guidetest.Typed("provider", "outlook"), Status: diag.Skipped, Says: []string{"the mailbox server is not known", "--set mailbox-server=…"}},
	})
}

func TestTheSite(t *testing.T) {
	const url = "http://web1.contoso.lab/"
	offers := func(v facts.WebAuthValue) guidetest.Fact {
		return guidetest.All(guidetest.Typed("site", url), guidetest.Seen(facts.WebAuth, url, v))
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "no address", Step: "ways-out", Status: diag.Skipped, Says: []string{"The site was not checked.", "--set site=https://…"}},
		{Name: "Basic without TLS", Step: "ways-out", Facts: offers(facts.WebAuthValue{Offered: []string{"Basic"}, Status: 401}), Status: diag.Fail, Finds: []string{"web-basic-no-tls " + url}, Asks: []string{"web.auth " + url}},
		{Name: "Basic over TLS", Step: "ways-out", Facts: offers(facts.WebAuthValue{Offered: []string{"Basic"}, TLS: true, Status: 401}), Status: diag.Pass},
		{Name: "no answer", Step: "ways-out", Facts: guidetest.All(guidetest.Typed("site", url), guidetest.Unknown(facts.WebAuth, url, ad.ProblemUnreachable, "connection refused")), Status: diag.Unknown, Says: []string{"connection refused"}},
		{Name: "was not asked", Step: "ways-out", Facts: guidetest.All(guidetest.Typed("site", url), guidetest.Unknown(facts.WebAuth, url, ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"Not asked: reading web.auth: --no-probes"}},
		{Name: "Outlook beside Exchange", Step: "ways-out", Facts: guidetest.Typed("outlook-on-exchange", "yes"), Status: diag.Fail, Finds: []string{"mapi-outlook-on-exchange Outlook"}},
	})
}

// The paste is read into the version that names the provider.
func TestAPastedVersion(t *testing.T) {
	s := diag.NewSnapshot()
	if err := guide.Set(Guide(), s, "emsmdb32", `C:\Program Files\Exchsrvr\bin\emsmdb32.dll 6.5.7638.1`, ad.Source{}); err != nil {
		t.Fatal(err)
	}
	if err := (&guide.Engine{}).Inputs(t.Context(), Guide(), s, nil); err != nil || guide.Value(s.Reader(), "provider") != "exchange" {
		t.Errorf("provider %q, %v", guide.Value(s.Reader(), "provider"), err)
	}
}
