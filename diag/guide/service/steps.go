package service

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
)

// The codes that steps share.
var (
	accountChecks = []string{"account-missing", "account-disabled", "account-expired", "account-locked"}
	etypeChecks   = []string{"etype-des-only", "etype-rc4-only"}
	answerChecks  = []string{"service-no-negotiate", "service-refuses-ticket", "service-refuses-user"}
	dnsChecks     = []string{"dns-cname", "dns-unresolved"}
)

// KeytabChecks judge a keytab.
var KeytabChecks = []string{"keytab-unreadable", "keytab-empty", "keytab-file-mode", "keytab-realm", "keytab-case", "keytab-host", "keytab-no-entry", "keytab-kvno-behind", "keytab-kvno-ahead",
	"keytab-kvno-zero", "keytab-etype", "keytab-salt", "keytab-other-account", "keytab-mixed-ages", "keytab-policy", "keytab-wrong-key"}

// InstanceChecks judge what SQL Server Browser said of an instance.
var InstanceChecks = []string{"sql-browser-silent", "sql-instance-unknown", "sql-port-moved"}

// CacheChecks judge the operator's own tickets.
var CacheChecks = []string{"cache-unreadable", "cache-expired", "cache-old-ticket"}

// Names is the step about the SPNs that clients ask for.
func (w Walk) Names() guide.Step {
	checks := append(slices.Clone(ask.EnvironmentChecks), "dns-ip-literal")
	if w.Clients {
		checks = append(checks, "client-name-differs")
	}
	if w.Scheme == "mssql" { // no other service has instances
		checks = append(checks, InstanceChecks...)
	}
	return guide.Step{ID: "name", Title: "The SPN that the client builds", Short: "SPN", Why: "Everything depends on it. For an IP address, clients build no SPN.",
		Derive: w.expect, Requests: w.nameRequests, Checks: checks, Story: w.nameStory, Again: ask.EnvironmentKinds}
}

// DNS is the step about the host's name.
func (w Walk) DNS() guide.Step {
	return guide.Step{ID: "dns", Title: "DNS for the host name", Short: "DNS", Why: "A CNAME can make clients ask for another name.",
		Derive: w.expect, Requests: w.dnsRequests, Checks: dnsChecks, Story: story.Plain, Again: []string{"dns.name"}}
}

// Owner is the step about the SPN's owner.
func (w Walk) Owner() guide.Step {
	return guide.Step{ID: "owner", Title: "SPN owner", Short: "SPN owner", Why: "The KDC encrypts the ticket with the key of the one account that has the SPN.",
		Derive: w.expect, Requests: w.ownerRequests, Checks: ask.OwnerChecks, Story: story.Plain, Again: []string{"spn.owners", "account"}}
}

// Account is the step about the state of the owner's account.
func (w Walk) Account() guide.Step {
	return guide.Step{ID: "account", Title: "The account behind it", Short: "Account", Why: "A disabled or expired account gets no tickets made for it; if DCs disagree, it works only sometimes.",
		Derive: w.expect, Requests: w.accountRequests, Checks: append(slices.Clone(accountChecks), "replica-differs"), Story: story.Plain, Again: []string{"replica.account"}}
}

// ETypes is the step about what the owner's account lists.
func (w Walk) ETypes() guide.Step {
	return guide.Step{ID: "etypes", Title: "Encryption types", Short: "Encryption types", Why: "Client, KDC and owner must share one.",
		Derive: w.expect, Requests: w.accountRequests, Checks: etypeChecks, Story: story.Plain}
}

// Ticket is the step about the KDC's answer.
func (w Walk) Ticket() guide.Step {
	return guide.Step{ID: "ticket", Title: "The ticket", Short: "Ticket", Why: "What the KDC answers is what every client gets.",
		Derive: w.expect, Requests: w.ticketRequests, Checks: ask.TicketChecks, Story: ticketStory, Again: []string{"ticket", "ticket.controller"}}
}

// Keytab is the step about the service's keytab; see KeytabInputs.
func (w Walk) Keytab() guide.Step {
	return guide.Step{ID: "keytab", Title: "The service's keytab", Short: "Keytab", Why: "The service decrypts tickets with a key from this file. A fresh ticket shows whether the key is right.",
		Derive: w.expect, Requests: w.keytabRequests, Checks: KeytabChecks, Story: w.keytabStory, Again: []string{"keytab"}}
}

// Answer is the step that shows a ticket to the service.
func (w Walk) Answer() guide.Step {
	return guide.Step{ID: "service", Title: "The service's own answer", Short: "Service answer", Why: "It accepts the ticket only when it holds the same key.",
		Derive: w.expect, Requests: w.answerRequests, Checks: answerChecks, Story: w.answerStory, Again: []string{"service.answer"}}
}

// Cache is the step about the operator's own tickets.
func (w Walk) Cache() guide.Step {
	return guide.Step{ID: "cache", Title: "Cached tickets", Short: "Cached tickets", Why: "An old ticket in a cache outlives a change of the key.",
		Requests: func(*diag.Reader) []diag.Request { return []diag.Request{facts.Caches.For("")} },
		Checks:   CacheChecks, Story: story.Plain, Again: []string{"cache"}}
}

// Fix is the step with the plan. More names the guide's own checks.
func (w Walk) Fix(more ...string) guide.Step {
	return guide.Step{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "One value at a time; every change can be undone.", Derive: w.expect, Requests: w.accountRequests,
		Checks: slices.Concat(ask.OwnerChecks, accountChecks, dnsChecks, []string{"dns-ip-literal"}, etypeChecks, ask.TicketChecks, answerChecks, []string{"cache-old-ticket"}, more), Story: story.Plan}
}

// Verify is the step that asks again after the fix.
func (w Walk) Verify() guide.Step {
	return guide.Step{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works.", Derive: w.expect, Requests: w.ticketRequests,
		Checks: slices.Concat(ask.OwnerChecks, accountChecks, ask.TicketChecks), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket", "ticket.controller"}}
}
