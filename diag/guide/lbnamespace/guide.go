package lbnamespace

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/casarray"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

const statusCommand = "Get-ClientAccessService -IncludeAlternateServiceAccountCredentialStatus | fl Name,*Alternate*"

// Guide is the walk for Exchange 2013 and later: everything is HTTP.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "lb-namespace",
		Symptom: "Clients fall back to NTLM on a load-balanced namespace",
		Applies: "Exchange 2013+",
		Intro: "All clients use HTTP with a shared host name that belongs to no server. One shared account must have http/ for each of these host names, every server must have its password, and the virtual directories must offer Negotiate. " +
			"This walk finds which of the three is missing.",
		Inputs: append(inputs(), service.TokenInputs("iis")...),
		Steps: []guide.Step{
			{ID: "namespace", Title: "The namespace", Short: "Namespace", Why: "Clients build the ticket's name from the host name they connect to. Behind a CNAME some of them ask for another name.",
				Requests: namespaceRequests, Checks: append(slices.Clone(ask.EnvironmentChecks), "dns-cname", "dns-unresolved"), Story: namespaceStory, Again: append(slices.Clone(ask.EnvironmentKinds), "dns.name")},
			{ID: "expected", Title: "The SPNs that clients ask for", Short: "Expected SPNs", Why: "Only http is needed, with the full name, once for each shared host.",
				Derive: expect, Requests: casarray.OwnerRequests, Story: expectedStory, Again: []string{"exchange.org", "spn.owners"}},
			{ID: "asa", Title: "The alternate service account", Short: "ASA account", Why: "One account has the SPNs of all servers. Exchange 2010 must have another one.",
				Derive: expect, Requests: casarray.ReplicaRequests, Checks: append(slices.Clone(casarray.AccountChecks), "replica-differs"), Story: asaStory, Again: []string{"account", "replica.account"}},
			{ID: "credential", Title: "The credential on every server", Short: "Credentials", Why: "A server without the current password cannot decrypt the tickets that clients bring.",
				Derive: expect, Requests: casarray.AccountRequests, Checks: casarray.MemberChecks, Story: credentialStory},
			{ID: "owners", Title: "SPN owners", Short: "SPN owners", Why: "The KDC encrypts the ticket with the key of the one account that has the SPN.",
				Derive: expect, Requests: casarray.OwnerRequests, Checks: ask.OwnerChecks, Story: story.Owners, Again: []string{"spn.owners", "account"}},
			{ID: "tickets", Title: "Tickets for the expected SPNs", Short: "Tickets", Why: "What the KDC answers is what every client gets.",
				Derive: expect, Requests: casarray.TicketRequests, Checks: ask.TicketChecks, Story: story.Tickets, Again: []string{"ticket"}},
			{ID: "offered", Title: "What the servers offer", Short: "Offered logins", Why: "Clients use Kerberos only where Negotiate is offered, and each server must accept the ticket.", Items: items(),
				Derive: expect, Requests: casarray.MemberAnswerRequests, Checks: []string{"service-no-negotiate", "service-refuses-ticket", "service-refuses-user"}, Story: offeredStory, Again: []string{"service.answer"}},
			service.TokenSize(service.Walk{}),
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "SPNs change one value at a time, and every change can be undone.",
				Derive: expect, Requests: casarray.OwnerRequests, Checks: slices.Concat(casarray.AccountChecks, casarray.MemberChecks, ask.OwnerChecks, ask.TicketChecks, []string{"dns-cname", "dns-unresolved", "service-no-negotiate", "service-refuses-ticket", "service-refuses-user", "token-size"}), Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works.",
				Derive: expect, Requests: casarray.TicketRequests, Checks: slices.Concat(ask.OwnerChecks, ask.TicketChecks, []string{"account-missing", "etype-unset"}), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"}},
			{ID: "client", Title: "Proof on a client", Short: "Client proof", Why: "A log that shows Negotiate is consistent with Kerberos and does not prove it; a ticket on the client does.",
				Checks: []string{"auth-log-ntlm"}, Items: []guide.Item{{ID: "client-http-klist", Title: "A client holds a ticket for http with the shared name", Command: "klist", Where: "a domain-joined client after Outlook was started again", Expect: "http/<shared name>, AES-256"}}, Story: clientStory},
			{ID: "back-out", Title: "Backing out", Short: "Back out", Kind: guide.Advice, Why: "Remove the SPNs first, then the credential.", Story: backOutStory},
		},
	}
}

func inputs() []guide.Input {
	out := []guide.Input{{Key: "namespace", Title: "the shared host names", Help: "hosts in the internal URLs, with Autodiscover", List: true, RequiredIf: noModern,
		Discover: discoverNamespace, Requests: ask.Exchange, Check: ask.CheckHost},
		{Key: "members", Title: "the servers", Help: "servers behind the load balancer", List: true, Discover: discoverModern, Requests: ask.Exchange, Check: ask.CheckHost}}
	for _, in := range casarray.Inputs() {
		switch in.Key {
		case "asa", "strike", "add", "domain", "zone", "tolerance":
			out = append(out, in)
		case "asa-status":
			in.Help = "output of " + statusCommand
			out = append(out, in)
		case "addressbook-log":
			in.Key, in.Title, in.Help = "httpproxy-log", "an HttpProxy log", `a file of …\V15\Logging\HttpProxy\Mapi or RpcHttp`
			out = append(out, in)
		}
	}
	return out
}

// noModern says that the names must be given: the directory describes no Exchange
// at all. Where it describes older versions only, there is nothing to look at.
func noModern(r *diag.Reader) bool {
	f, ok := facts.Exchange.Get(r, "")
	return !ok || !f.Known() || f.Value.Organisation == "" || len(modern(r)) > 0
}

// modern lists the servers of Exchange 2013 and later that take clients.
func modern(r *diag.Reader) []facts.ExchangeServer {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []facts.ExchangeServer
	for _, s := range f.Value.Servers {
		if s.Version >= 15 {
			out = append(out, s)
		}
	}
	return out
}

func discoverModern(r *diag.Reader) []string {
	var out []string
	for _, s := range modern(r) {
		out = append(out, s.Name)
	}
	return out
}

func discoverNamespace(r *diag.Reader) []string {
	f, ok := facts.Exchange.Get(r, "")
	servers := discoverModern(r)
	if !ok || !f.Known() || len(servers) == 0 {
		return nil
	}
	var out []string
	for _, w := range slices.Concat(f.Value.WebNames, f.Value.Autodiscover) {
		own := slices.ContainsFunc(f.Value.Servers, func(s facts.ExchangeServer) bool {
			return strings.EqualFold(s.Name, w.Host) || strings.EqualFold(s.FQDN, w.Host)
		})
		server := casarray.ServerOf(w)
		ours := server == "" || ask.ContainsHost(servers, server)
		if w.Host != "" && ours && !own && !ask.Contains(out, w.Host) && ask.CheckHost(w.Host) == nil {
			out = append(out, w.Host)
		}
	}
	return out
}

func expect(r *diag.Reader, s *diag.Snapshot) {
	asa := guide.Value(r, "asa")
	strike := guide.Values(r, "strike")
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	put := func(spn, why string) {
		if ask.Contains(strike, spn) {
			return
		}
		owner := casarray.WebOwner(r, asa, spn)
		want := facts.ExpectedValue{Owner: owner, OwnerFrom: ask.OwnerFrom(r, "asa"), OwnerUnknown: owner == "", Why: why}
		if _, host, _ := strings.Cut(spn, "/"); casarray.SharedByVersions(r, host) {
			want = facts.ExpectedValue{Why: why + "; also used by an earlier version, so that version's account may have it"}
		}
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Source: ask.Derived("lb-namespace"), Value: want})
	}
	for _, host := range guide.Values(r, "namespace") {
		put("http/"+host, "Outlook and every other client, over HTTP")
	}
	for _, spn := range guide.Values(r, "add") {
		put(spn, "it was added by hand")
	}
}

func namespaceRequests(r *diag.Reader) []diag.Request {
	return append(ask.Environment(r), ask.Names(r, guide.Values(r, "namespace")...)...)
}

func namespaceStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	if len(guide.Values(r, "namespace")) == 0 {
		return append(out, story.Say("There is no Exchange 2013 or later in this organisation, and no shared host name was given: nothing to check."))
	}
	out = append(out, story.Say("Shared host names: %s", strings.Join(guide.Values(r, "namespace"), ", ")))
	if m := guide.Values(r, "members"); len(m) > 0 {
		out = append(out, story.Say("Servers: %s", strings.Join(m, ", ")))
	}
	return out
}

func expectedStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	out := []guide.Line{story.Say("Only http is needed, also for https, and only with the full name. Names that external clients use do not belong here.")}
	for _, e := range facts.Expected.All(r) {
		out = append(out, guide.Line{Text: e.Subject, Detail: []string{"asked for by " + e.Value.Why}})
	}
	return out
}

func asaStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return casarray.AccountStory(r, results, "EXCHANGE-ASA")
}

func credentialStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if f, ok := facts.ASAStatus.Get(r, ""); !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Manual, "The credential of each server can only be read on a server. Paste the output of this command."),
			story.Command("in the Exchange Management Shell", statusCommand)}
	}
	out := casarray.CredentialStory(r, results)
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() && slices.ContainsFunc(f.Value.Servers, func(s facts.ExchangeServer) bool { return s.Version == 14 }) {
		out = append(out, story.Say("There is Exchange 2010 beside it: it needs an account of its own, and the script of either version handles only its own servers."))
	}
	return out
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "outlook-anywhere", Title: "Outlook Anywhere asks internal clients for Negotiate", Command: "Get-OutlookAnywhere | ft Server,InternalClientAuthenticationMethod", Where: "Exchange Management Shell",
			Expect: "Negotiate on every server; else Set-OutlookAnywhere -InternalClientAuthenticationMethod Negotiate"},
		{ID: "mapi-negotiate", Title: "MAPI over HTTP offers Negotiate", Command: "Get-MapiVirtualDirectory | ft Server,IISAuthenticationMethods", Where: "Exchange Management Shell",
			Expect: "Negotiate among the methods; append it (with OAuth in hybrid organisations), do not overwrite the list"},
	}
}

func offeredStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return append(story.Lines(results), story.Items(r, items())...)
}

func clientStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	if f, ok := facts.AuthLog.Get(r, ""); ok && f.Known() {
		out = append(out, story.Say("The log counts: %s. Negotiate is consistent with Kerberos; only a ticket on a client proves it.", casarray.AuthCounts(f.Value.ByAuth)))
	} else {
		out = append(out, story.Note(diag.Manual, `An HttpProxy log shows how clients log on: %%ExchangeInstallPath%%\Logging\HttpProxy`))
	}
	return append(out, story.Say("%s", fix.RememberNote))
}

func backOutStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	out := []guide.Line{story.Say("First the SPNs, then the credential on every server.")}
	for _, e := range facts.Expected.All(r) {
		if story.RightOwner(r, e.Subject) {
			out = append(out, story.Command("removes the SPN", story.Removal(r, e.Subject, e.Value.Owner)))
		}
	}
	members := guide.Values(r, "members")
	if len(members) == 0 {
		members = []string{"SERVER"}
	}
	for _, m := range members {
		out = append(out, story.Command("removes the credential from "+m, "Set-ClientAccessService "+m+" -RemoveAlternateServiceAccountCredentials"))
	}
	return out
}
