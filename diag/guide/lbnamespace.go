package guide

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
)

const lbStatusCommand = "Get-ClientAccessService -IncludeAlternateServiceAccountCredentialStatus | fl Name,*Alternate*"

// lbNamespace is the walk for Exchange 2013 and later: everything is HTTP.
func lbNamespace() Guide {
	return Guide{
		ID:      "lb-namespace",
		Symptom: "Clients fall back to NTLM on a load-balanced namespace",
		Applies: "Exchange 2013+",
		Intro: "All clients speak HTTP to a shared name that no server owns. One shared account must hold http/ for each of these names, every server must know its password, and the virtual directories must offer Negotiate. " +
			"This walk finds which of the three is missing.",
		Inputs: lbInputs(),
		Steps: []Step{
			{ID: "namespace", Title: "The namespace", Why: "Clients build the ticket's name from the host name they connect to. Behind a CNAME some of them ask for another name.",
				Requests: lbNamespaceRequests, Checks: append(slices.Clone(environmentChecks), "dns-cname", "dns-unresolved"), Story: lbNamespaceStory, Again: append(slices.Clone(environmentKinds), "dns.name")},
			{ID: "expected", Title: "The names that clients ask for", Why: "Only http is needed, with the full name, once for each shared host.",
				Derive: lbExpect, Requests: casOwnerRequests, Story: lbExpectedStory, Again: []string{"exchange.org", "spn.owners"}},
			{ID: "asa", Title: "The alternate service account", Why: "One account holds the names for all servers. Exchange 2010 must have another one.",
				Derive: lbExpect, Requests: asaReplicaRequests, Checks: append(slices.Clone(asaChecks), "replica-differs"), Story: lbASAStory, Again: []string{"account", "replica.account"}},
			{ID: "credential", Title: "The credential on every server", Why: "A server without the current password cannot read the tickets that clients bring.",
				Derive: lbExpect, Requests: casASARequests, Checks: memberChecks, Story: lbCredentialStory},
			{ID: "owners", Title: "Who holds the names", Why: "The KDC makes tickets for the key of the one account that holds the name.",
				Derive: lbExpect, Requests: casOwnerRequests, Checks: ownerChecks, Story: casOwnersStory, Again: []string{"spn.owners", "account"}},
			{ID: "tickets", Title: "Tickets for the expected names", Why: "What the KDC answers is what every client gets.",
				Derive: lbExpect, Requests: casTicketRequests, Checks: ticketChecks, Story: casTicketStory, Again: []string{"ticket"}},
			{ID: "offered", Title: "What the servers offer", Why: "Clients use Kerberos only where Negotiate is offered, and each server must accept the ticket.", Items: lbItems(),
				Derive: lbExpect, Requests: memberAnswerRequests, Checks: []string{"service-no-negotiate", "service-refuses-ticket"}, Story: lbOfferedStory, Again: []string{"service.answer"}},
			{ID: "fix", Title: "The fix", Kind: Fix, Why: "Names change one value at a time, and every change has its way back.",
				Derive: lbExpect, Requests: casOwnerRequests, Checks: slices.Concat(asaChecks, memberChecks, ownerChecks, ticketChecks, []string{"dns-cname", "dns-unresolved", "service-no-negotiate", "service-refuses-ticket"}), Story: planStory},
			{ID: "verify", Title: "Verification", Kind: Verify, Why: "Only a fresh ticket proves that a name works.",
				Derive: lbExpect, Requests: casTicketRequests, Checks: slices.Concat(ownerChecks, ticketChecks, []string{"account-missing", "etype-unset"}), Story: casVerifyStory, Again: []string{"spn.owners", "account", "ticket"}},
			{ID: "client", Title: "Proof on a client", Why: "A log that shows Negotiate is consistent with Kerberos and does not prove it; a ticket on the client does.",
				Checks: []string{"auth-log-ntlm"}, Items: []Item{{ID: "client-http-klist", Title: "A client holds a ticket for http with the shared name", Command: "klist", Where: "a domain-joined client after Outlook was started again", Expect: "http/<shared name>, AES-256"}}, Story: lbClientStory},
			{ID: "back-out", Title: "Backing out", Kind: Advice, Why: "The names go first, then the credential.", Story: lbBackOutStory},
		},
	}
}

func lbInputs() []Input {
	out := []Input{{Key: "namespace", Title: "the shared host names", Help: "hosts in the internal URLs, with Autodiscover", List: true, RequiredIf: noModern,
		Discover: discoverNamespace, Requests: exchangeRequest, Check: checkHost},
		{Key: "members", Title: "the servers", Help: "servers behind the load balancer", List: true, Discover: discoverModern, Requests: exchangeRequest, Check: checkHost}}
	for _, in := range casInputs() {
		switch in.Key {
		case "asa", "strike", "add", "domain", "zone", "tolerance":
			out = append(out, in)
		case "asa-status":
			in.Help = "output of " + lbStatusCommand
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
		server := serverOf(w)
		ours := server == "" || containsHost(servers, server)
		if w.Host != "" && ours && !own && !contains(out, w.Host) && checkHost(w.Host) == nil {
			out = append(out, w.Host)
		}
	}
	return out
}

func lbExpect(r *diag.Reader, s *diag.Snapshot) {
	asa := Value(r, "asa")
	strike := Values(r, "strike")
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	put := func(spn, why string) {
		if contains(strike, spn) {
			return
		}
		owner := webOwner(r, asa, spn)
		want := facts.ExpectedValue{Owner: owner, OwnerUnknown: owner == "", Why: why}
		if _, host, _ := strings.Cut(spn, "/"); sharedByVersions(r, host) {
			want = facts.ExpectedValue{Why: why + "; also used by an earlier version, so that version's account may hold it"}
		}
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Source: derived("lb-namespace"), Value: want})
	}
	for _, host := range Values(r, "namespace") {
		put("http/"+host, "Outlook and every other client, over HTTP")
	}
	for _, spn := range Values(r, "add") {
		put(spn, "it was added by hand")
	}
}

func lbNamespaceRequests(r *diag.Reader) []diag.Request {
	return append(environment(r), namesRequests(r, Values(r, "namespace")...)...)
}

func asaReplicaRequests(r *diag.Reader) []diag.Request {
	return append(casASARequests(r), requestsFor(facts.Replicas, facts.ASANames(Value(r, "asa")))...)
}

// memberAnswerRequests asks each server, by its own name, whether it accepts a
// ticket for the shared web names that have an owner.
func memberAnswerRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	for _, e := range facts.Expected.All(r) {
		spn, err := ad.ParseSPN(e.Subject)
		t, issued := facts.Ticket.Get(r, e.Subject)
		if err != nil || !strings.EqualFold(spn.Class, "http") || !issued || !t.Known() || t.Value.Reply == nil {
			continue
		}
		for _, m := range Values(r, "members") {
			reqs = append(reqs, facts.ServiceAnswer.For(facts.ServiceSubject(e.Subject, memberHost(r, m))))
		}
	}
	return reqs
}

// memberHost is the full name of a member.
func memberHost(r *diag.Reader, name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() {
		for _, s := range f.Value.Servers {
			if strings.EqualFold(s.Name, name) && s.FQDN != "" {
				return s.FQDN
			}
		}
	}
	return name
}

func lbNamespaceStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	if len(Values(r, "namespace")) == 0 {
		return append(out, say("There is no Exchange 2013 or later in this organisation, and no shared name was given: nothing to look at."))
	}
	out = append(out, say("Shared names: %s", strings.Join(Values(r, "namespace"), ", ")))
	if m := Values(r, "members"); len(m) > 0 {
		out = append(out, say("Servers: %s", strings.Join(m, ", ")))
	}
	return out
}

func lbExpectedStory(r *diag.Reader, _ []diag.Result) []Line {
	out := []Line{say("Only http is needed, also for https, and only with the full name. Names that external clients use do not belong here.")}
	for _, e := range facts.Expected.All(r) {
		out = append(out, Line{Text: e.Subject, Detail: []string{"asked for by " + e.Value.Why}})
	}
	return out
}

func lbASAStory(r *diag.Reader, results []diag.Result) []Line {
	return asaStory(r, results, "EXCHANGE-ASA")
}

func lbCredentialStory(r *diag.Reader, results []diag.Result) []Line {
	if f, ok := facts.ASAStatus.Get(r, ""); !ok || !f.Known() {
		return []Line{note(diag.Manual, "The credential of each server can only be read on a server. Paste the output of this command."),
			command("in the Exchange Management Shell", lbStatusCommand)}
	}
	out := casCredentialStory(r, results)
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() && slices.ContainsFunc(f.Value.Servers, func(s facts.ExchangeServer) bool { return s.Version == 14 }) {
		out = append(out, say("There is Exchange 2010 beside it: it needs an account of its own, and the script of either version handles only its own servers."))
	}
	return out
}

func lbItems() []Item {
	return []Item{
		{ID: "outlook-anywhere", Title: "Outlook Anywhere asks internal clients for Negotiate", Command: "Get-OutlookAnywhere | ft Server,InternalClientAuthenticationMethod", Where: "Exchange Management Shell",
			Expect: "Negotiate on every server; else Set-OutlookAnywhere -InternalClientAuthenticationMethod Negotiate"},
		{ID: "mapi-negotiate", Title: "MAPI over HTTP offers Negotiate", Command: "Get-MapiVirtualDirectory | ft Server,IISAuthenticationMethods", Where: "Exchange Management Shell",
			Expect: "Negotiate among the methods; append it (with OAuth in hybrid organisations), do not overwrite the list"},
	}
}

func lbOfferedStory(r *diag.Reader, results []diag.Result) []Line {
	return append(lines(results), itemLines(r, lbItems())...)
}

func lbClientStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	if f, ok := facts.AuthLog.Get(r, ""); ok && f.Known() {
		out = append(out, say("The log counts: %s. Negotiate is consistent with Kerberos; only a ticket on a client proves it.", authCounts(f.Value.ByAuth)))
	} else {
		out = append(out, note(diag.Manual, `An HttpProxy log shows how clients log on: %%ExchangeInstallPath%%\Logging\HttpProxy`))
	}
	return append(out, say("%s", fix.RememberNote))
}

func lbBackOutStory(r *diag.Reader, _ []diag.Result) []Line {
	out := []Line{say("First the names, then the credential on every server.")}
	for _, e := range facts.Expected.All(r) {
		if rightOwner(r, e.Subject) {
			out = append(out, command("takes the name off", "setspn -D "+e.Subject+" "+sam(r, e.Value.Owner)))
		}
	}
	members := Values(r, "members")
	if len(members) == 0 {
		members = []string{"SERVER"}
	}
	for _, m := range members {
		out = append(out, command("takes the credential off "+m, "Set-ClientAccessService "+m+" -RemoveAlternateServiceAccountCredentials"))
	}
	return out
}
