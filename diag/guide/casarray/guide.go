package casarray

import (
	"slices"

	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// AccountChecks judge the shared account.
var AccountChecks = []string{"account-missing", "account-disabled", "account-expired", "account-locked", "etype-unset", "etype-rc4-only", "etype-des-only"}

// MemberChecks judge the credential that each member has.
var MemberChecks = []string{"asa-missing-on-member", "asa-other-account", "asa-old-credential"}

// Guide is the walk for Exchange 2010 arrays on which Outlook falls back to
// NTLM.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "cas-array",
		Symptom: "Outlook falls back to NTLM on a client access array",
		Applies: "Exchange 2010",
		Intro: "Clients ask the KDC for tickets to the array's name, which no server owns, so one shared account (the ASA) must hold the names and every member must know its password. " +
			"This walk finds which of the two is missing, proves it with ticket requests, and adds the missing SPNs.",
		Inputs: append(Inputs(), service.TokenInputs("iis")...),
		Steps: []guide.Step{
			{
				ID: "namespace", Title: "The namespace", Short: "Namespace", Why: "Clients build the ticket's name from the host name they connect to. Behind a CNAME some of them ask for another name.",
				Requests: namespaceRequests, Checks: append(slices.Clone(ask.EnvironmentChecks), "dns-cname", "dns-unresolved"),
				Story: namespaceStory, Again: append(slices.Clone(ask.EnvironmentKinds), "dns.name"),
			},
			{
				ID: "expected", Title: "The SPNs that clients ask for", Short: "Expected SPNs", Why: "Every SPN has to exist once. If one is missing, its clients silently fall back to NTLM.",
				Derive: expect, Requests: OwnerRequests, Story: expectedStory, Again: []string{"exchange.org", "spn.owners"},
			},
			{
				ID: "asa", Title: "The alternate service account", Short: "ASA account", Why: "One account has the SPNs of all members. The KDC must be able to issue tickets for it, with encryption types that both sides support.",
				Derive: expect, Requests: ReplicaRequests, Checks: slices.Concat(AccountChecks, []string{"replica-differs"}), Story: asaStory, Again: []string{"account", "replica.account"},
			},
			{
				ID: "prerequisites", Title: "Check on the servers", Short: "Server checks", Kind: guide.Person, Items: items(),
				Why: "Without these, members ignore the shared credential even when every SPN is right.", Story: prerequisiteStory,
			},
			{
				ID: "credential", Title: "The credential on every member", Short: "Credentials", Why: "A member without the current password cannot decrypt the tickets that clients bring. Through a load balancer that looks like an intermittent fault.",
				Derive: expect, Requests: AccountRequests, Checks: MemberChecks, Story: CredentialStory,
			},
			{
				ID: "script", Title: "Deploying the credential", Short: "Roll script", Kind: guide.Advice, Why: "Deploy the credential first, then the SPNs: once an SPN exists, clients use Kerberos, and members that cannot decrypt their tickets refuse them.",
				Story: scriptStory,
			},
			{
				ID: "owners", Title: "SPN owners", Short: "SPN owners", Why: "The KDC encrypts the ticket with the key of the one account that has the SPN. With no owner or two it refuses; with the wrong owner the service cannot decrypt the ticket.",
				Derive: expect, Requests: OwnerRequests, Checks: ask.OwnerChecks, Story: story.Owners, Again: []string{"spn.owners", "account"},
			},
			{
				ID: "tickets", Title: "Tickets for the expected SPNs", Short: "Tickets", Why: "What the KDC answers is what every client gets.",
				Derive: expect, Requests: TicketRequests, Checks: ask.TicketChecks, Story: story.Tickets, Again: []string{"ticket"},
			},
			{
				ID: "members", Title: "What each member answers", Short: "Member answers", Why: "A ticket that one member accepts and another refuses shows as an intermittent failure.",
				Derive: expect, Requests: answerRequests, Checks: []string{"service-no-negotiate", "service-refuses-ticket", "service-refuses-user"}, Story: answerStory, Again: []string{"service.answer"},
			},
			service.TokenSize(service.Walk{}),
			{
				ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "SPNs change one value at a time: nothing else on the accounts is touched, and every change can be undone.",
				Derive: expect, Requests: OwnerRequests, Checks: slices.Concat(AccountChecks, MemberChecks, ask.OwnerChecks, ask.TicketChecks, []string{"dns-cname", "dns-unresolved", "service-no-negotiate", "service-refuses-ticket", "service-refuses-user", "token-size"}), Story: story.Plan,
			},
			{
				ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works.",
				Derive: expect, Requests: TicketRequests, Checks: slices.Concat(ask.OwnerChecks, ask.TicketChecks, []string{"account-missing", "etype-unset"}),
				Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"},
			},
			{
				ID: "client", Title: "Proof on a client", Short: "Client proof", Why: "Outlook must be seen using Kerberos, not only be able to.",
				Checks: []string{"auth-log-ntlm"}, Items: clientItems(), Story: clientStory,
			},
			{
				ID: "back-out", Title: "Backing out", Short: "Back out", Kind: guide.Advice, Why: "Remove the SPNs first: without them clients use NTLM again, and the credential can be removed at any time.",
				Story: backOutStory,
			},
		},
	}
}
