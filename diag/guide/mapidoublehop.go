package guide

import (
	"net/url"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/paste"
)

// mapiDoubleHop is the decision walk for web applications that open mailboxes
// by MAPI.
func mapiDoubleHop() Guide {
	return Guide{
		ID:      "mapi-double-hop",
		Symptom: "MAPI application fails on the second hop",
		Applies: "Exchange, IIS",
		Intro: "A user logs on to a web server, which opens the mailbox on another server in the user's name. Passing on takes Kerberos, and one of the two builds of the MAPI store provider does not know it. " +
			"This walk says early whether names and delegation can help at all, and what can when they cannot.",
		Inputs: []Input{
			{Key: "provider", Title: "the MAPI store provider", Help: "exchange or outlook; told from the version of Emsmdb32.dll when that is pasted", Check: checkProvider, Discover: discoverProvider},
			{Key: "integrated", Title: "whether the site uses integrated authentication", Help: "yes or no", Check: checkYesNo},
			{Key: "remote", Title: "whether the mailbox is on another server", Help: "yes or no", Check: checkYesNo},
			{Key: "web-server", Title: "the web server", Help: "name of the machine that runs IIS", Check: checkHost},
			{Key: "mailbox-server", Title: "the mailbox server", Help: "name of the Exchange server", Check: checkHost},
			{Key: "pool", Title: "the account of the application", Help: "account that the application runs as; the web server's own unless given", Check: checkAccount},
			{Key: "site", Title: "the site", Help: "URL of the application, to see what it offers", Check: checkURL},
			{Key: "outlook-on-exchange", Title: "whether Outlook is installed on the Exchange server", Help: "yes or no", Check: checkYesNo},
			{Key: "emsmdb32", Title: "the version of Emsmdb32.dll", Help: mapiVersionCommand, Paste: true, Parse: parseProvider},
		},
		Steps: []Step{
			{ID: "provider", Title: "Which provider", Why: "The Exchange build never speaks Kerberos, and no update will change that. The Outlook build does.",
				Checks: []string{"mapi-exchange-provider"}, Story: mapiProviderStory},
			{ID: "double-hop", Title: "The double hop", Kind: Advice, Why: "The first hop proves the user to the web server. The second needs something the web server can pass on.", Story: mapiHopStory},
			{ID: "environment", Title: "Directory and login", Why: "Names and delegation are read from here.", Requests: environment, Checks: environmentChecks, Story: plainStory, Again: environmentKinds},
			{ID: "names", Title: "The mailbox server's names", Why: "With the Outlook build, the second hop asks for exchangeMDB on the mailbox server, and the application must be allowed to act for its users there.", Derive: mapiExpect, Requests: mapiRequests,
				Checks: slices.Concat([]string{"account-missing", "account-disabled", "delegation-entry-missing"}, ownerChecks), Story: mapiNameStory, Again: []string{"spn.owners", "account"}},
			{ID: "ways-out", Title: "What the site offers", Why: "Basic passes the password itself on, and needs TLS for that.", Requests: mapiSiteRequests,
				Checks: []string{"web-basic-no-tls", "mapi-outlook-on-exchange"}, Story: mapiWayStory, Again: []string{"web.auth"}},
			{ID: "decision", Title: "The three ways out", Kind: Advice, Why: "Each has its price.", Story: mapiDecisionStory},
		},
	}
}

const mapiVersionCommand = `Get-ChildItem C:\ -Recurse -Filter emsmdb32.dll -ErrorAction SilentlyContinue | % { $_.FullName + " " + $_.VersionInfo.FileVersion }`

func checkProvider(v string) error {
	if !strings.EqualFold(v, "exchange") && !strings.EqualFold(v, "outlook") {
		return &ad.Problem{Kind: ad.ProblemUsage, What: v + " is no MAPI store provider", Why: "there are two builds: that of Exchange and that of Outlook", Do: "write exchange or outlook"}
	}
	return nil
}

func checkURL(v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return &ad.Problem{Kind: ad.ProblemUsage, What: v + " is not the address of a site", Why: "it has no http:// or https:// and host", Do: "write it like https://app.contoso.com/"}
	}
	return nil
}

// discoverProvider tells the build by its version: Exchange's carries Exchange's
// numbers (5.5, 6.0, 6.5), Outlook's those of Office (9, 10, 11, 12 and later).
func discoverProvider(r *diag.Reader) []string {
	f, ok := facts.FileVersions.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	v, ok := facts.ParseVersion(f.Value["emsmdb32.dll"])
	switch {
	case !ok:
		return nil
	case v[0] == 5 || v[0] == 6 || v[0] == 8:
		return []string{"exchange"}
	case v[0] >= 9:
		return []string{"outlook"}
	}
	return nil
}

func parseProvider(s *diag.Snapshot, text string) error {
	decoded, err := paste.Text([]byte(text))
	if err != nil {
		return err
	}
	v, err := paste.FileVersions(decoded)
	if err != nil {
		return err
	}
	if v["emsmdb32.dll"] == "" {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "this does not show the provider", Why: "there is no Emsmdb32.dll in it", Do: "paste the output of " + mapiVersionCommand}
	}
	facts.FileVersions.Put(s, diag.Fact[map[string]string]{Value: v, Source: pasted("file versions")})
	return nil
}

// outlook says whether names and delegation matter: the provider is Outlook's.
func outlook(r *diag.Reader) bool { return strings.EqualFold(Value(r, "provider"), "outlook") }

func mapiExpect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	server := Value(r, "mailbox-server")
	if !outlook(r) || server == "" {
		return
	}
	for _, host := range []string{server, memberHost(r, server)} {
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: "exchangeMDB/" + host, Source: derived("mapi-double-hop"),
			Value: facts.ExpectedValue{Owner: accountName(server), Why: "the provider, on the second hop"}})
	}
}

func mapiRequests(r *diag.Reader) []diag.Request {
	if !outlook(r) || Value(r, "mailbox-server") == "" {
		return nil
	}
	reqs := casOwnerRequestsFor(r)
	if pool := mapiPool(r); pool != "" {
		reqs = append(reqs, facts.Account.For(pool))
	}
	return reqs
}

func mapiPool(r *diag.Reader) string {
	if p := Value(r, "pool"); p != "" {
		return p
	}
	if w := Value(r, "web-server"); w != "" {
		return accountName(w)
	}
	return ""
}

func mapiSiteRequests(r *diag.Reader) []diag.Request {
	if site := Value(r, "site"); site != "" {
		return []diag.Request{facts.WebAuth.For(site)}
	}
	return nil
}

func mapiProviderStory(r *diag.Reader, results []diag.Result) []Line {
	switch strings.ToLower(Value(r, "provider")) {
	case "":
		return []Line{note(diag.Manual, "Which build of Emsmdb32.dll does the application load? Versions 5.5, 6.0 and 6.5 are Exchange's; 9 and later are Outlook's."),
			command("shows it, on the web server; paste the output", mapiVersionCommand),
			say("Two signs of the Exchange build: MAPI_E_LOGON_FAILED with integrated authentication, and the same page works when browsed on the web server itself.")}
	case "outlook":
		return append(lines(results), say("The Outlook build speaks Kerberos: names and delegation decide."))
	}
	if len(failed(results)) > 0 && strings.EqualFold(Value(r, "integrated"), "no") || strings.EqualFold(Value(r, "remote"), "no") {
		return append(lines(results), say("With a local mailbox, or without integrated authentication, there is no second hop to make."))
	}
	return append(lines(results), say("No name and no delegation setting mends this: go on to the three ways out."))
}

func mapiHopStory(r *diag.Reader, _ []diag.Result) []Line {
	web, server := Value(r, "web-server"), Value(r, "mailbox-server")
	if web == "" {
		web = "the web server"
	}
	if server == "" {
		server = "the mailbox server"
	}
	return []Line{
		say("browser  --integrated-->  %s  --MAPI-->  %s", web, server),
		say("On the first hop the browser proves who the user is; %s learns no password.", web),
		say("On the second hop %s must prove to %s that it acts for the user. Only Kerberos delegation, or a password, can do that.", web, server),
		say("Browsed on %s itself there is one hop less, so it works there.", web),
	}
}

func mapiNameStory(r *diag.Reader, results []diag.Result) []Line {
	if !outlook(r) {
		return []Line{{Status: diag.Skipped, Text: "Not looked at: with the Exchange build, names and delegation do not matter."}}
	}
	if Value(r, "mailbox-server") == "" {
		return []Line{{Status: diag.Skipped, Text: "Not looked at: name the mailbox server with --set mailbox-server=…"}}
	}
	out := lines(results)
	if f, ok := facts.Account.Get(r, mapiPool(r)); ok && f.Known() {
		a := f.Value
		switch {
		case a.UAC.Has(ad.UACTrustedDelegation):
			out = append(out, say("%s may act as anybody: the second hop is allowed, and more than that.", a.Label()))
		case len(a.DelegatesTo) > 0:
			out = append(out, say("%s may delegate to: %s", a.Label(), strings.Join(a.DelegatesTo, ", ")))
		}
	}
	return out
}

func mapiWayStory(r *diag.Reader, results []diag.Result) []Line {
	if Value(r, "site") == "" && Value(r, "outlook-on-exchange") == "" {
		return []Line{{Status: diag.Skipped, Text: "The site was not looked at: name it with --set site=https://…"}}
	}
	return lines(results)
}

func mapiDecisionStory(r *diag.Reader, _ []diag.Result) []Line {
	if outlook(r) {
		return []Line{say("Not needed for the Outlook build. If delegation must stay off, they are the alternatives.")}
	}
	return []Line{
		{Text: "Basic authentication over TLS", Detail: []string{"gives the web server a password, which it can pass on; users are asked for it", "only with TLS: without it the password crosses the network readable"}},
		{Text: "WebDAV instead of MAPI", Detail: []string{"HTTP, so IIS handles the authentication; the application has to be rewritten", "Exchange 2010 and later have no WebDAV: Exchange Web Services take its place"}},
		{Text: "The application on the Exchange server", Detail: []string{"no second hop; the server carries the load, and its administrators the risk", "not on a server with Outlook: the two builds of MAPI do not live together"}},
	}
}
