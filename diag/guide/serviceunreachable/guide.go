package serviceunreachable

import (
	"slices"

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
		Intro: "A client turns the host it was given into an SPN, asks the KDC for a ticket for that SPN, and shows the ticket to the service. " +
			"This walk follows the same steps and stops where one fails: the SPN, its owner, the key, the ticket, the service.",
		Inputs: []guide.Input{
			{Key: "service", Title: "the service", Help: "URL, host, SPN, UNC path or connection string, as the client uses it", Required: true, Check: checkService, Clean: cleanService},
			{Key: "account", Title: "the account that runs it", Help: "account name; the SPN owner unless given", Check: ask.CheckAccount},
		},
		Steps: []guide.Step{
			{ID: "name", Title: "The SPN that the client builds", Short: "SPN", Why: "Everything depends on it. For an IP address, clients build no SPN.", Derive: expect, Requests: nameRequests,
				Checks: append(slices.Clone(ask.EnvironmentChecks), "dns-ip-literal"), Story: nameStory, Again: ask.EnvironmentKinds},
			{ID: "dns", Title: "Where the host name leads", Short: "DNS", Why: "A CNAME can make clients ask for another name.", Derive: expect, Requests: dnsRequests, Checks: []string{"dns-cname", "dns-unresolved"}, Story: story.Plain, Again: []string{"dns.name"}},
			{ID: "owner", Title: "SPN owner", Short: "SPN owner", Why: "The KDC encrypts the ticket with the key of the one account that has the SPN.", Derive: expect, Requests: ownerRequests,
				Checks: ask.OwnerChecks, Story: story.Plain, Again: []string{"spn.owners", "account"}},
			{ID: "account", Title: "The account behind it", Short: "Account", Why: "A disabled or expired account gets no tickets made for it; if DCs disagree, it works only sometimes.", Derive: expect, Requests: accountRequests,
				Checks: append(slices.Clone(account), "replica-differs"), Story: story.Plain, Again: []string{"replica.account"}},
			{ID: "etypes", Title: "Encryption types", Short: "Encryption types", Why: "Client, KDC and owner must share one.", Derive: expect, Requests: accountRequests, Checks: []string{"etype-des-only", "etype-rc4-only"}, Story: story.Plain},
			{ID: "ticket", Title: "The ticket", Short: "Ticket", Why: "What the KDC answers is what every client gets.", Derive: expect, Requests: ticketRequests,
				Checks: ask.TicketChecks, Story: ticketStory, Again: []string{"ticket"}},
			{ID: "service", Title: "The service's own answer", Short: "Service answer", Why: "It accepts the ticket only when it holds the same key.", Derive: expect, Requests: answerRequests,
				Checks: []string{"service-no-negotiate", "service-refuses-ticket"}, Story: answerStory, Again: []string{"service.answer"}},
			{ID: "cache", Title: "Cached tickets", Short: "Cached tickets", Why: "An old ticket in a cache outlives a change of the key.", Requests: func(*diag.Reader) []diag.Request { return []diag.Request{facts.Caches.For("")} },
				Checks: []string{"cache-unreadable", "cache-expired", "cache-old-ticket"}, Story: story.Plain, Again: []string{"cache"}},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "One value at a time; every change can be undone.", Derive: expect, Requests: accountRequests,
				Checks: slices.Concat(ask.OwnerChecks, account, []string{"dns-cname", "dns-unresolved", "dns-ip-literal", "etype-des-only", "etype-rc4-only"}, ask.TicketChecks, []string{"service-no-negotiate", "service-refuses-ticket", "cache-old-ticket"}), Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works.", Derive: expect, Requests: ticketRequests,
				Checks: slices.Concat(ask.OwnerChecks, account, ask.TicketChecks), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"}},
		},
	}
}
