package guide

import (
	"slices"
)

// Codes that judge the names of an array and their owner, shared by the steps
// that find, mend and verify.
var (
	ownerChecks  = []string{"replica-differs", "spn-missing", "spn-duplicate", "spn-misplaced", "spn-covered-by-host", "spn-unicode", "spn-malformed"}
	ticketChecks = []string{"ticket-refused", "etype-none-common", "ticket-weak-etype", "ticket-kvno-differs", "account-no-password"}
	asaChecks    = []string{"account-missing", "account-disabled", "account-expired", "account-locked", "etype-unset", "etype-rc4-only", "etype-des-only"}
	memberChecks = []string{"asa-missing-on-member", "asa-other-account", "asa-old-credential"}
)

// casArray is the walk for Exchange 2010 arrays on which Outlook falls back to
// NTLM.
func casArray() Guide {
	return Guide{
		ID:      "cas-array",
		Symptom: "Outlook falls back to NTLM on a client access array",
		Applies: "Exchange 2010",
		Intro: "Clients ask the KDC for tickets to the array's name, which no server owns, so one shared account (the ASA) must hold the names and every member must know its password. " +
			"This walk finds which of the two is missing, proves it with ticket requests, and mends the names.",
		Inputs: casInputs(),
		Steps: []Step{
			{
				ID: "namespace", Title: "The namespace", Why: "Clients build the ticket's name from the host name they connect to. Behind a CNAME some of them ask for another name.",
				Requests: casNamespaceRequests, Checks: append(slices.Clone(environmentChecks), "dns-cname", "dns-unresolved"),
				Story: casNamespaceStory, Again: append(slices.Clone(environmentKinds), "dns.name"),
			},
			{
				ID: "expected", Title: "The names that clients ask for", Why: "Every name has to exist once. A name too few sends its clients to NTLM without a word.",
				Derive: casExpect, Requests: casOwnerRequests, Story: casExpectedStory, Again: []string{"exchange.org", "spn.owners"},
			},
			{
				ID: "asa", Title: "The alternate service account", Why: "One account holds the names for all members. It must be able to get tickets made for it, with encryption types that both sides know.",
				Derive: casExpect, Requests: asaReplicaRequests, Checks: slices.Concat(asaChecks, []string{"replica-differs"}), Story: casASAStory, Again: []string{"account", "replica.account"},
			},
			{
				ID: "prerequisites", Title: "What only a look at the servers shows", Kind: Person, Items: casItems(),
				Why: "Without these, members ignore the shared credential even when every name is right.", Story: casPrerequisiteStory,
			},
			{
				ID: "credential", Title: "The credential on every member", Why: "A member without the current password cannot read the tickets that clients bring. Through a load balancer that looks like chance.",
				Derive: casExpect, Requests: casASARequests, Checks: memberChecks, Story: casCredentialStory,
			},
			{
				ID: "script", Title: "Deploying the credential", Kind: Advice, Why: "The credential goes first, the names after it: once a name exists, clients use Kerberos, and members that cannot read their tickets refuse them.",
				Story: casScriptStory,
			},
			{
				ID: "owners", Title: "Who holds the names", Why: "The KDC makes tickets for the key of the one account that holds the name. With none or two it refuses; with the wrong one the ticket is of no use.",
				Derive: casExpect, Requests: casOwnerRequests, Checks: ownerChecks, Story: casOwnersStory, Again: []string{"spn.owners", "account"},
			},
			{
				ID: "tickets", Title: "Tickets for the expected names", Why: "What the KDC answers is what every client gets.",
				Derive: casExpect, Requests: casTicketRequests, Checks: ticketChecks, Story: casTicketStory, Again: []string{"ticket"},
			},
			{
				ID: "members", Title: "What each member answers", Why: "A ticket that one member accepts and another refuses is what users meet as chance.",
				Derive: casExpect, Requests: casAnswerRequests, Checks: []string{"service-no-negotiate", "service-refuses-ticket"}, Story: casAnswerStory, Again: []string{"service.answer"},
			},
			{
				ID: "fix", Title: "The fix", Kind: Fix, Why: "Names change one value at a time, so that nothing else on the accounts is touched and every change has its way back.",
				Derive: casExpect, Requests: casOwnerRequests, Checks: slices.Concat(asaChecks, memberChecks, ownerChecks, ticketChecks, []string{"dns-cname", "dns-unresolved", "service-no-negotiate", "service-refuses-ticket"}), Story: planStory,
			},
			{
				ID: "verify", Title: "Verification", Kind: Verify, Why: "Only a fresh ticket proves that a name works.",
				Derive: casExpect, Requests: casTicketRequests, Checks: slices.Concat(ownerChecks, ticketChecks, []string{"account-missing", "etype-unset"}),
				Story: casVerifyStory, Again: []string{"spn.owners", "account", "ticket"},
			},
			{
				ID: "client", Title: "Proof on a client", Why: "Outlook must be seen using Kerberos, not only be able to.",
				Checks: []string{"auth-log-ntlm"}, Items: casClientItems(), Story: casClientStory,
			},
			{
				ID: "back-out", Title: "Backing out", Kind: Advice, Why: "The names go first: without them clients use NTLM again, and the credential can go at leisure.",
				Story: casBackOutStory,
			},
		},
	}
}
