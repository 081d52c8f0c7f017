package mapidoublehop

import (
	"net/url"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
	"adwalk/diag/paste"
)

// Guide is the decision walk for web applications that open mailboxes
// by MAPI.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "mapi-double-hop",
		Symptom: "MAPI application fails on the second hop",
		Applies: "Exchange, IIS",
		Intro: "A user logs on to a web server, which opens the mailbox on another server in the user's name. Passing on takes Kerberos, and one of the two builds of the MAPI store provider does not know it. " +
			"This walk says early whether names and delegation can help at all, and what can when they cannot.",
		Inputs: append([]guide.Input{
			{Key: "provider", Title: "the MAPI store provider", Help: "exchange or outlook; taken from the version of Emsmdb32.dll when that is pasted", Check: checkProvider, Discover: discoverProvider},
			{Key: "integrated", Title: "whether the site uses integrated authentication", Help: "yes or no", Check: ask.CheckYesNo},
			{Key: "remote", Title: "whether the mailbox is on another server", Help: "yes or no", Check: ask.CheckYesNo},
			{Key: "web-server", Title: "the web server", Help: "name of the machine that runs IIS", Check: ask.CheckHost},
			{Key: "mailbox-server", Title: "the mailbox server", Help: "name of the Exchange server", Check: ask.CheckHost},
			{Key: "pool", Title: "the account of the application", Help: "account that the application runs as; the web server's own unless given", Check: ask.CheckAccount},
			{Key: "site", Title: "the site", Help: "URL of the application, to see what it offers", Check: checkURL},
			{Key: "outlook-on-exchange", Title: "whether Outlook is installed on the Exchange server", Help: "yes or no", Check: ask.CheckYesNo},
			{Key: "emsmdb32", Title: "the version of Emsmdb32.dll", Help: versionCommand, Paste: true, Parse: parseProvider},
		}, service.TokenInputs("iis")...),
		Steps: []guide.Step{
			{ID: "provider", Title: "Which provider", Short: "Provider", Why: "The Exchange build never speaks Kerberos, and no update will change that. The Outlook build does.",
				Checks: []string{"mapi-exchange-provider"}, Story: providerStory},
			{ID: "double-hop", Title: "The double hop", Short: "Double hop", Kind: guide.Advice, Why: "The first hop proves the user to the web server. The second needs something the web server can pass on.", Story: hopStory},
			{ID: "environment", Title: "Directory and login", Short: "Connection", Why: "Names and delegation are read from here.", Requests: ask.Environment, Checks: ask.EnvironmentChecks, Story: story.Plain, Again: ask.EnvironmentKinds},
			{ID: "names", Title: "The mailbox server's SPNs", Short: "Mailbox SPNs", Why: "With the Outlook build, the second hop asks for exchangeMDB on the mailbox server, and the application must be allowed to impersonate its users there.", Derive: expect, Requests: requests,
				Checks: slices.Concat([]string{"account-missing", "account-disabled", "delegation-entry-missing"}, ask.OwnerChecks), Story: nameStory, Again: []string{"spn.owners", "account"}},
			{ID: "ways-out", Title: "What the site offers", Short: "Site logins", Why: "Basic passes the password itself on, and needs TLS for that.", Requests: siteRequests,
				Checks: []string{"web-basic-no-tls", "mapi-outlook-on-exchange"}, Story: wayStory, Again: []string{"web.auth"}},
			service.TokenSize(service.Walk{}),
			{ID: "decision", Title: "The three ways out", Short: "Ways out", Kind: guide.Advice, Why: "Each has its price.", Story: decisionStory},
		},
	}
}

const versionCommand = `Get-ChildItem C:\ -Recurse -Filter emsmdb32.dll -ErrorAction SilentlyContinue | % { $_.FullName + " " + $_.VersionInfo.FileVersion }`

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
		return &ad.Problem{Kind: ad.ProblemUsage, What: "this does not show the provider", Why: "there is no Emsmdb32.dll in it", Do: "paste the output of " + versionCommand}
	}
	facts.FileVersions.Put(s, diag.Fact[map[string]string]{Value: v, Source: guide.Pasted("file versions")})
	return nil
}

// outlook says whether names and delegation matter: the provider is Outlook's.
func outlook(r *diag.Reader) bool { return strings.EqualFold(guide.Value(r, "provider"), "outlook") }

func expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	server := guide.Value(r, "mailbox-server")
	if !outlook(r) || server == "" {
		return
	}
	for _, host := range []string{server, ask.MemberHost(r, server)} {
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: "exchangeMDB/" + host, Source: ask.Derived("mapi-double-hop"),
			Value: facts.ExpectedValue{Owner: ask.Account(server), OwnerFrom: facts.OwnerMachine, Why: "the provider, on the second hop"}})
	}
}

func requests(r *diag.Reader) []diag.Request {
	if !outlook(r) || guide.Value(r, "mailbox-server") == "" {
		return nil
	}
	reqs := ask.OwnersFor(r)
	if pool := pool(r); pool != "" {
		reqs = append(reqs, facts.Account.For(pool), facts.Groups.For(pool))
	}
	return reqs
}

func pool(r *diag.Reader) string {
	if p := guide.Value(r, "pool"); p != "" {
		return p
	}
	if w := guide.Value(r, "web-server"); w != "" {
		return ask.Account(w)
	}
	return ""
}

func siteRequests(r *diag.Reader) []diag.Request {
	if site := guide.Value(r, "site"); site != "" {
		return []diag.Request{facts.WebAuth.For(site)}
	}
	return nil
}

func providerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	switch strings.ToLower(guide.Value(r, "provider")) {
	case "":
		return []guide.Line{story.Note(diag.Manual, "Which build of Emsmdb32.dll does the application load? Versions 5.5, 6.0 and 6.5 are Exchange's; 9 and later are Outlook's."),
			story.Command("shows it, on the web server; paste the output", versionCommand),
			story.Say("Two signs of the Exchange build: MAPI_E_LOGON_FAILED with integrated authentication, and the same page works when browsed on the web server itself.")}
	case "outlook":
		return append(story.Lines(results), story.Say("The Outlook build speaks Kerberos: names and delegation decide."))
	}
	if len(story.Failed(results)) > 0 && strings.EqualFold(guide.Value(r, "integrated"), "no") || strings.EqualFold(guide.Value(r, "remote"), "no") {
		return append(story.Lines(results), story.Say("With a local mailbox, or without integrated authentication, there is no second hop to make."))
	}
	return append(story.Lines(results), story.Say("No SPN and no delegation setting fixes this: go on to the three alternatives."))
}

func hopStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	web, server := guide.Value(r, "web-server"), guide.Value(r, "mailbox-server")
	if web == "" {
		web = "the web server"
	}
	if server == "" {
		server = "the mailbox server"
	}
	return []guide.Line{
		story.Say("browser  --integrated-->  %s  --MAPI-->  %s", web, server),
		story.Say("On the first hop the browser proves who the user is; %s learns no password.", web),
		story.Say("On the second hop %s must prove to %s that it may impersonate the user. Only Kerberos delegation, or a password, can do that.", web, server),
		story.Say("Browsed on %s itself there is one hop less, so it works there.", web),
	}
}

func nameStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if !outlook(r) {
		return []guide.Line{{Status: diag.Skipped, Text: "Not checked: with the Exchange build, SPNs and delegation do not matter."}}
	}
	if guide.Value(r, "mailbox-server") == "" {
		return []guide.Line{{Status: diag.Skipped, Text: "Not checked: the mailbox server is not known.", Do: []ad.Advice{story.Give("give the mailbox server", "mailbox-server", "…")}}}
	}
	out := story.Lines(results)
	if f, ok := facts.Account.Get(r, pool(r)); ok && f.Known() {
		a := f.Value
		switch {
		case a.UAC.Has(ad.UACTrustedDelegation):
			out = append(out, story.Say("%s may act as anybody: the second hop is allowed, and more than that.", a.Label()))
		case len(a.DelegatesTo) > 0:
			out = append(out, story.Say("%s may delegate to: %s", a.Label(), strings.Join(a.DelegatesTo, ", ")))
		}
	}
	return out
}

func wayStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if guide.Value(r, "site") == "" && guide.Value(r, "outlook-on-exchange") == "" {
		return []guide.Line{{Status: diag.Skipped, Text: "The site was not checked.", Do: []ad.Advice{story.Give("give its address", "site", "https://…")}}}
	}
	return append(story.Lines(results), story.Unasked(r, facts.WebAuth)...)
}

func decisionStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	if outlook(r) {
		return []guide.Line{story.Say("Not needed for the Outlook build. If delegation must stay off, they are the alternatives.")}
	}
	return []guide.Line{
		{Text: "Basic authentication over TLS", Detail: []string{"gives the web server a password, which it can pass on; users are asked for it", "only with TLS: without it the password crosses the network readable"}},
		{Text: "WebDAV instead of MAPI", Detail: []string{"HTTP, so IIS handles the authentication; the application has to be rewritten", "Exchange 2010 and later have no WebDAV: Exchange Web Services take its place"}},
		{Text: "The application on the Exchange server", Detail: []string{"no second hop; the server carries the load, and its administrators the risk", "not on a server with Outlook: the two builds of MAPI do not live together"}},
	}
}
