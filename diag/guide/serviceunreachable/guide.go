package serviceunreachable

import (
	"net/url"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
)

// Guide is the walk for any client and any service.
func Guide() guide.Guide {
	account := []string{"account-missing", "account-disabled", "account-expired", "account-locked"}
	return guide.Guide{
		ID:      "service-unreachable",
		Symptom: "A client cannot get Kerberos to a service",
		Applies: "any",
		Intro: "A client turns the host it was given into a name, asks the KDC for a ticket to that name, and shows the ticket to the service. " +
			"This walk takes the same way and stops where it breaks: the name, its owner, the key, the ticket, the service.",
		Inputs: []guide.Input{
			{Key: "service", Title: "the service", Help: "URL, host or SPN, as the client uses it", Required: true, Check: checkService},
			{Key: "account", Title: "the account that runs it", Help: "account name; whoever holds the SPN unless given", Check: ask.CheckAccount},
		},
		Steps: []guide.Step{
			{ID: "name", Title: "The name that the client builds", Why: "Everything hangs on it. From an address, clients build none.", Derive: expect, Requests: ask.Environment,
				Checks: append(slices.Clone(ask.EnvironmentChecks), "dns-ip-literal"), Story: nameStory, Again: ask.EnvironmentKinds},
			{ID: "dns", Title: "Where the name leads", Why: "A CNAME can make clients ask for another name.", Derive: expect, Requests: dnsRequests, Checks: []string{"dns-cname", "dns-unresolved"}, Story: story.Plain, Again: []string{"dns.name"}},
			{ID: "owner", Title: "Who holds the name", Why: "The KDC makes tickets for the key of the one account that holds it.", Derive: expect, Requests: ownerRequests,
				Checks: ask.OwnerChecks, Story: story.Plain, Again: []string{"spn.owners", "account"}},
			{ID: "account", Title: "The account behind it", Why: "A disabled or expired account gets no tickets made for it; controllers that disagree give turns of luck.", Derive: expect, Requests: accountRequests,
				Checks: append(slices.Clone(account), "replica-differs"), Story: story.Plain, Again: []string{"replica.account"}},
			{ID: "etypes", Title: "Encryption types", Why: "Client, KDC and owner must share one.", Derive: expect, Requests: accountRequests, Checks: []string{"etype-des-only", "etype-rc4-only"}, Story: story.Plain},
			{ID: "ticket", Title: "The ticket", Why: "What the KDC answers is what every client gets.", Derive: expect, Requests: ticketRequests,
				Checks: ask.TicketChecks, Story: ticketStory, Again: []string{"ticket"}},
			{ID: "service", Title: "The service's own answer", Why: "It accepts the ticket only when it holds the same key.", Derive: expect, Requests: answerRequests,
				Checks: []string{"service-no-negotiate", "service-refuses-ticket"}, Story: answerStory, Again: []string{"service.answer"}},
			{ID: "cache", Title: "The tickets at hand", Why: "An old ticket in a cache outlives a change of the key.", Requests: func(*diag.Reader) []diag.Request { return []diag.Request{facts.Caches.For("")} },
				Checks: []string{"cache-unreadable", "cache-expired", "cache-old-ticket"}, Story: story.Plain, Again: []string{"cache"}},
			{ID: "fix", Title: "The fix", Kind: guide.Fix, Why: "One value at a time, with the way back kept.", Derive: expect, Requests: accountRequests,
				Checks: slices.Concat(ask.OwnerChecks, account, []string{"dns-cname", "dns-unresolved", "dns-ip-literal", "etype-des-only", "etype-rc4-only"}, ask.TicketChecks, []string{"service-no-negotiate", "service-refuses-ticket", "cache-old-ticket"}), Story: story.Plan},
			{ID: "verify", Title: "Verification", Kind: guide.Verify, Why: "Only a fresh ticket proves that a name works.", Derive: expect, Requests: ticketRequests,
				Checks: slices.Concat(ask.OwnerChecks, account, ask.TicketChecks), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"}},
		},
	}
}

func checkService(v string) error {
	_, err := spnOf(v)
	return err
}

// spnOf is the SPN that a client builds from a URL, a host or an SPN. The
// port of a URL is left out, as browsers do.
func spnOf(v string) (string, error) {
	if strings.Contains(v, "://") {
		u, err := url.Parse(v)
		if err != nil || u.Hostname() == "" {
			return "", &ad.Problem{Kind: ad.ProblemUsage, What: v + " is not an address", Why: "there is no host in it", Do: "write it like https://app.contoso.com/"}
		}
		class := u.Scheme
		switch class {
		case "https":
			class = "http"
		case "ldaps":
			class = "ldap"
		}
		return class + "/" + u.Hostname(), nil
	}
	if !strings.Contains(v, "/") {
		if strings.Contains(v, ":") && !strings.Contains(v, "::") {
			v, _, _ = strings.Cut(v, ":")
		}
		v = "http/" + v
	}
	if _, host, _ := strings.Cut(v, "/"); strings.Contains(host, "::") {
		return v, nil // an IPv6 address: no SPN, and dns-ip-literal says so
	}
	if _, err := ad.ParseSPN(v); err != nil {
		return "", err
	}
	return v, nil
}

func theSPN(r *diag.Reader) string {
	spn, err := spnOf(guide.Value(r, "service"))
	if err != nil {
		return ""
	}
	return spn
}

// expect expects the one name, on the account that was named, else on
// whoever holds it alone.
func expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	spn := theSPN(r)
	if spn == "" {
		return
	}
	want := facts.ExpectedValue{Owner: guide.Value(r, "account"), Why: "the client"}
	if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && want.Owner == "" {
		list := f.Value.Owners
		if len(list) == 0 {
			list = f.Value.AliasHeld
		}
		if len(list) == 1 {
			want.Owner, want.Alias = list[0].Name, true
		}
	}
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: ask.Derived("service-unreachable")})
}

func hostOf(r *diag.Reader) string {
	_, host, _ := strings.Cut(theSPN(r), "/")
	host, _, _ = strings.Cut(host, "/")
	if !strings.Contains(host, "::") {
		host, _, _ = strings.Cut(host, ":")
	}
	return host
}

func dnsRequests(r *diag.Reader) []diag.Request {
	host := hostOf(r)
	if host == "" || isAddress(host) {
		return nil
	}
	return ask.Names(r, host)
}

func isAddress(host string) bool {
	return strings.Contains(host, ":") || strings.Trim(host, "0123456789.") == ""
}

func ownerRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	if isAddress(hostOf(r)) {
		return nil
	}
	for _, e := range facts.Expected.All(r) {
		reqs = append(reqs, facts.Owners.For(e.Subject))
		if e.Value.Owner != "" {
			reqs = append(reqs, facts.Account.For(e.Value.Owner))
		}
	}
	return reqs
}

func accountRequests(r *diag.Reader) []diag.Request {
	reqs := ownerRequests(r)
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" && len(reqs) > 0 {
			reqs = append(reqs, facts.Replicas.For(e.Value.Owner))
		}
	}
	return reqs
}

func ticketRequests(r *diag.Reader) []diag.Request {
	reqs := ownerRequests(r)
	if len(reqs) > 0 {
		reqs = append(reqs, facts.Ticket.For(theSPN(r)))
	}
	return reqs
}

// answerRequests asks a web service for its own answer.
func answerRequests(r *diag.Reader) []diag.Request {
	spn := theSPN(r)
	t, ok := facts.Ticket.Get(r, spn)
	if !strings.HasPrefix(strings.ToLower(spn), "http/") || !ok || !t.Known() || t.Value.Reply == nil {
		return nil
	}
	return []diag.Request{facts.ServiceAnswer.For(spn)}
}

// answerStory says why nobody was asked, where nobody was.
func answerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	switch spn := theSPN(r); {
	case len(out) > 0:
		return out
	case !strings.HasPrefix(strings.ToLower(spn), "http/"):
		return []guide.Line{story.Note(diag.Skipped, "Not asked here: this step asks web services. adwalk probe %s asks others.", spn)}
	}
	return []guide.Line{story.Note(diag.Skipped, "Not asked: there is no ticket to show to it.")}
}

func nameStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return append(story.Lines(results), story.Say("From %q the client builds %s.", guide.Value(r, "service"), theSPN(r)),
		story.Say("https has the class http as well; ports are left out by browsers."))
}

func ticketStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return slices.Concat(story.TicketLines(r), story.Lines(story.Failed(results)))
}
