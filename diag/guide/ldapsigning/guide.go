package ldapsigning

import (
	"context"
	"io"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/timeline"
)

const (
	id = "ldap-signing"
	// events is the input with the export of the Directory Service log.
	events = "ldap-events"
)

var (
	policy  = []string{"ldap-signing-off", "ldap-tls-missing", "ldap-binding-off", "ldap-binding-optional"}
	clients = []string{"ldap-client-simple", "ldap-client-unsigned", "ldap-client-no-token"}
)

// Guide is the walk through the domain controllers' policies and the clients that
// these refuse.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      id,
		Symptom: "Which LDAP logins break under signing and channel binding?",
		Applies: "LDAP, events 2886-2889, 3039-3041",
		Intro: "Signing refuses simple binds without TLS and SASL binds without protection; channel binding refuses logins inside TLS that are not tied to that connection. " +
			"This walk tries each kind of login at every domain controller, and reads from exported events which clients must change first.",
		Inputs: []guide.Input{{Key: events, Title: "exported events", Paste: true, Parse: parse, ParseReader: parseReader,
			Help: "an export (XML or CSV) of the domain controllers' Directory Service log: wevtutil qe \"Directory Service\" /f:xml /e:Events > ldap.xml"}},
		Steps: []guide.Step{
			{ID: "environment", Title: "Directory and login", Short: "Connection", Why: "The logins are tried from here, with a ticket.", Requests: ask.Environment, Checks: ask.EnvironmentChecks, Story: story.Plain, Again: ask.EnvironmentKinds},
			{ID: "controllers", Title: "What each domain controller accepts", Short: "Controllers", Why: "A client meets every domain controller, and each has its own setting. No real password is sent for this.",
				Requests: requests, Checks: policy, Story: controllerStory, Again: []string{"ldap.binds", "directory.controllers"}},
			{ID: "clients", Title: "Clients that would be refused", Short: "Clients", Why: "Only the domain controllers' events name the clients. Change these before the policy.", Checks: clients, Story: clientStory},
			{ID: "settings", Title: "What each kind of client changes", Short: "Settings", Kind: guide.Advice, Why: "The server's policy is one value; the work is at the clients.", Story: settingStory},
			{ID: "order", Title: "The order of the change", Short: "Order", Kind: guide.Person, Why: "A policy that comes before the clients breaks them.", Items: items(), Story: func(r *diag.Reader, _ []diag.Result) []guide.Line { return story.Items(r, items()) }},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "These settings are in group policy and in the clients, not in the directory: this program changes none of them.", Requests: requests, Checks: slices.Concat(policy, clients), Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "The same logins, tried again.", Requests: requests, Checks: policy, Story: func(_ *diag.Reader, results []diag.Result) []guide.Line { return story.Lines(story.NotRight(results)) }, Again: []string{"ldap.binds", "directory.controllers"}},
		},
	}
}

// requests asks every domain controller that is worth asking, the one in use first.
func requests(r *diag.Reader) []diag.Request {
	reqs := ask.Environment(r)
	f, ok := facts.Directory.Get(r, "")
	if !ok || !f.Known() || f.Value.Server == "" {
		return reqs
	}
	hosts := []string{f.Value.Server}
	if c, ok := facts.Controllers.Get(r, ""); ok && c.Known() {
		hosts = append(hosts, c.Value.Hosts...)
	}
	return append(reqs, ask.Each(facts.LDAPBinds, hosts)...)
}

func parse(s *diag.Snapshot, text string) error {
	return parseReader(context.Background(), s, strings.NewReader(text), nil)
}

func parseReader(ctx context.Context, s *diag.Snapshot, in io.Reader, _ func(int64)) error {
	v, err := timeline.LDAPClients(ctx, in)
	if err != nil {
		return timeline.Refused(err)
	}
	facts.LDAPClients.Put(s, diag.Fact[facts.LDAPClientsValue]{Value: v, Source: guide.Pasted("exported events")})
	return nil
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "ldap-log", Title: "Clients are logged", Command: `reg add HKLM\SYSTEM\CurrentControlSet\Services\NTDS\Diagnostics /v "16 LDAP Interface Events" /t REG_DWORD /d 2 /f`, Where: "every domain controller", Expect: "event 2889 for each client without signing, 3039 for each without a token"},
		{ID: "ldap-quiet", Title: "A month without such events", Command: "Get-WinEvent -FilterHashtable @{LogName='Directory Service'; Id=2887,2889,3039,3040,3074,3075}", Where: "every domain controller", Expect: "no events were found"},
		{ID: "ldap-policy", Title: "The policy reaches every domain controller", Command: `reg query HKLM\SYSTEM\CurrentControlSet\Services\NTDS\Parameters /v LDAPServerIntegrity & reg query HKLM\SYSTEM\CurrentControlSet\Services\NTDS\Parameters /v LdapEnforceChannelBinding`, Where: "every domain controller", Expect: "LDAPServerIntegrity 2, LdapEnforceChannelBinding 2"},
	}
}
