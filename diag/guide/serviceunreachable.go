package guide

import (
	"net/url"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// serviceUnreachable is the walk for any client and any service.
func serviceUnreachable() Guide {
	account := []string{"account-missing", "account-disabled", "account-expired", "account-locked"}
	return Guide{
		ID:      "service-unreachable",
		Symptom: "A client cannot get Kerberos to a service",
		Applies: "any",
		Intro: "A client turns the host it was given into a name, asks the KDC for a ticket to that name, and shows the ticket to the service. " +
			"This walk takes the same way and stops where it breaks: the name, its owner, the key, the ticket, the service.",
		Inputs: []Input{
			{Key: "service", Title: "the service", Help: "URL, host or SPN, as the client uses it", Required: true, Check: checkService},
			{Key: "account", Title: "the account that runs it", Help: "account name; whoever holds the SPN unless given", Check: checkAccount},
		},
		Steps: []Step{
			{ID: "name", Title: "The name that the client builds", Why: "Everything hangs on it. From an address, clients build none.", Derive: serviceExpect, Requests: environment,
				Checks: append(slices.Clone(environmentChecks), "dns-ip-literal"), Story: serviceNameStory, Again: environmentKinds},
			{ID: "dns", Title: "Where the name leads", Why: "A CNAME can make clients ask for another name.", Derive: serviceExpect, Requests: serviceDNSRequests, Checks: []string{"dns-cname", "dns-unresolved"}, Story: plainStory, Again: []string{"dns.name"}},
			{ID: "owner", Title: "Who holds the name", Why: "The KDC makes tickets for the key of the one account that holds it.", Derive: serviceExpect, Requests: serviceOwnerRequests,
				Checks: ownerChecks, Story: plainStory, Again: []string{"spn.owners", "account"}},
			{ID: "account", Title: "The account behind it", Why: "A disabled or expired account gets no tickets made for it; controllers that disagree give turns of luck.", Derive: serviceExpect, Requests: serviceAccountRequests,
				Checks: append(slices.Clone(account), "replica-differs"), Story: plainStory, Again: []string{"replica.account"}},
			{ID: "etypes", Title: "Encryption types", Why: "Client, KDC and owner must share one.", Derive: serviceExpect, Requests: serviceAccountRequests, Checks: []string{"etype-des-only", "etype-rc4-only"}, Story: plainStory},
			{ID: "ticket", Title: "The ticket", Why: "What the KDC answers is what every client gets.", Derive: serviceExpect, Requests: serviceTicketRequests,
				Checks: ticketChecks, Story: serviceTicketStory, Again: []string{"ticket"}},
			{ID: "service", Title: "The service's own answer", Why: "It accepts the ticket only when it holds the same key.", Derive: serviceExpect, Requests: serviceAnswerRequests,
				Checks: []string{"service-no-negotiate", "service-refuses-ticket"}, Story: serviceAnswerStory, Again: []string{"service.answer"}},
			{ID: "cache", Title: "The tickets at hand", Why: "An old ticket in a cache outlives a change of the key.", Requests: func(*diag.Reader) []diag.Request { return []diag.Request{facts.Caches.For("")} },
				Checks: []string{"cache-unreadable", "cache-expired", "cache-old-ticket"}, Story: plainStory, Again: []string{"cache"}},
			{ID: "fix", Title: "The fix", Kind: Fix, Why: "One value at a time, with the way back kept.", Derive: serviceExpect, Requests: serviceAccountRequests,
				Checks: slices.Concat(ownerChecks, account, []string{"dns-cname", "dns-unresolved", "dns-ip-literal", "etype-des-only", "etype-rc4-only"}, ticketChecks, []string{"service-no-negotiate", "service-refuses-ticket", "cache-old-ticket"}), Story: planStory},
			{ID: "verify", Title: "Verification", Kind: Verify, Why: "Only a fresh ticket proves that a name works.", Derive: serviceExpect, Requests: serviceTicketRequests,
				Checks: slices.Concat(ownerChecks, account, ticketChecks), Story: casVerifyStory, Again: []string{"spn.owners", "account", "ticket"}},
		},
	}
}

func checkService(v string) error {
	_, err := serviceSPN(v)
	return err
}

// serviceSPN is the SPN that a client builds from a URL, a host or an SPN. The
// port of a URL is left out, as browsers do.
func serviceSPN(v string) (string, error) {
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
	spn, err := serviceSPN(Value(r, "service"))
	if err != nil {
		return ""
	}
	return spn
}

// serviceExpect expects the one name, on the account that was named, else on
// whoever holds it alone.
func serviceExpect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	spn := theSPN(r)
	if spn == "" {
		return
	}
	want := facts.ExpectedValue{Owner: Value(r, "account"), Why: "the client"}
	if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && want.Owner == "" {
		list := f.Value.Owners
		if len(list) == 0 {
			list = f.Value.AliasHeld
		}
		if len(list) == 1 {
			want.Owner, want.Alias = list[0].Name, true
		}
	}
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: derived("service-unreachable")})
}

func serviceHost(r *diag.Reader) string {
	_, host, _ := strings.Cut(theSPN(r), "/")
	host, _, _ = strings.Cut(host, "/")
	if !strings.Contains(host, "::") {
		host, _, _ = strings.Cut(host, ":")
	}
	return host
}

func serviceDNSRequests(r *diag.Reader) []diag.Request {
	host := serviceHost(r)
	if host == "" || isAddress(host) {
		return nil
	}
	return namesRequests(r, host)
}

func isAddress(host string) bool {
	return strings.Contains(host, ":") || strings.Trim(host, "0123456789.") == ""
}

func serviceOwnerRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	if isAddress(serviceHost(r)) {
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

func serviceAccountRequests(r *diag.Reader) []diag.Request {
	reqs := serviceOwnerRequests(r)
	for _, e := range facts.Expected.All(r) {
		if e.Value.Owner != "" && len(reqs) > 0 {
			reqs = append(reqs, facts.Replicas.For(e.Value.Owner))
		}
	}
	return reqs
}

func serviceTicketRequests(r *diag.Reader) []diag.Request {
	reqs := serviceOwnerRequests(r)
	if len(reqs) > 0 {
		reqs = append(reqs, facts.Ticket.For(theSPN(r)))
	}
	return reqs
}

// serviceAnswerRequests asks a web service for its own answer.
func serviceAnswerRequests(r *diag.Reader) []diag.Request {
	spn := theSPN(r)
	t, ok := facts.Ticket.Get(r, spn)
	if !strings.HasPrefix(strings.ToLower(spn), "http/") || !ok || !t.Known() || t.Value.Reply == nil {
		return nil
	}
	return []diag.Request{facts.ServiceAnswer.For(spn)}
}

// serviceAnswerStory says why nobody was asked, where nobody was.
func serviceAnswerStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	switch spn := theSPN(r); {
	case len(out) > 0:
		return out
	case !strings.HasPrefix(strings.ToLower(spn), "http/"):
		return []Line{note(diag.Skipped, "Not asked here: this step asks web services. adwalk probe %s asks others.", spn)}
	}
	return []Line{note(diag.Skipped, "Not asked: there is no ticket to show to it.")}
}

func serviceNameStory(r *diag.Reader, results []diag.Result) []Line {
	return append(lines(results), say("From %q the client builds %s.", Value(r, "service"), theSPN(r)),
		say("https has the class http as well; ports are left out by browsers."))
}

func serviceTicketStory(r *diag.Reader, results []diag.Result) []Line {
	return slices.Concat(ticketLines(r), lines(failed(results)))
}
