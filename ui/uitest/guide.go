package uitest

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui"
)

// Names is what the sample guide expects on the array's account.
var Names = []string{"exchangeMDB/outlook.contoso.lab", "exchangeRFR/outlook.contoso.lab", "http/mail.contoso.lab"}

// Guide is a small walk through the forest: the names' owners, tickets, what a
// person sees, the fix and its proof.
func Guide() guide.Guide {
	ask := func(kinds ...string) func(*diag.Reader) []diag.Request {
		return func(*diag.Reader) []diag.Request {
			var out []diag.Request
			for _, k := range kinds {
				for _, n := range Names {
					out = append(out, diag.Request{Kind: k, Subject: n})
				}
			}
			return out
		}
	}
	return guide.Guide{
		ID: "sample", Symptom: "Outlook falls back to NTLM on a client access array", Applies: "Exchange 2010",
		Inputs: []guide.Input{
			{Key: "array", Title: "Array name", Help: "The name that clients connect to.", Required: true,
				Discover: func(*diag.Reader) []string { return []string{"outlook.contoso.lab"} }, Check: hostName},
			{Key: "status", Title: "Credential status", Help: "The output of the status cmdlet on any server.", Paste: true, Parse: parseStatus},
		},
		Steps: []guide.Step{
			{ID: "owners", Title: "SPN owners", Why: "An SPN must be on one account, or no ticket is issued for it.",
				Requests: ask(facts.Owners.Name), Checks: []string{"spn-missing"}, Again: []string{facts.Owners.Name}},
			{ID: "tickets", Title: "Tickets for the SPNs", Why: "Outlook requests these SPNs; while one of them fails it silently falls back to NTLM.",
				Requests: ask(facts.Ticket.Name), Checks: []string{"ticket-refused"}, Again: []string{facts.Ticket.Name}},
			{ID: "servers", Title: "What only you can see", Kind: guide.Person, Why: "The directory does not know which services run on a member.",
				Items: []guide.Item{{ID: "host", Title: "Service Host runs", Command: "Get-Service MSExchangeServiceHost", Where: "every member", Expect: "Running"},
					{ID: "oab", Title: "OAB is an application", Command: "appcmd list app /path:/OAB", Where: "every member", Expect: "one line"}}},
			{ID: "fix", Title: "The fix", Kind: guide.Fix},
			{ID: "verify", Title: "Verify", Kind: guide.Verify, Requests: ask(facts.Owners.Name, facts.Ticket.Name), Checks: []string{"ticket-refused"},
				Again: []string{facts.Owners.Name, facts.Ticket.Name}},
		},
	}
}

func hostName(v string) error {
	if strings.ContainsAny(v, " /") {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "that is no host name", Do: "write it as outlook.contoso.lab"}
	}
	return nil
}

func parseStatus(_ *diag.Snapshot, text string) error {
	if !strings.Contains(text, "AlternateServiceAccount") {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "this is not the status", Why: "no line names a credential", Do: "paste the whole output"}
	}
	return nil
}

type texts struct{}

func (texts) Title(code string) string { return "Finding " + code }
func (texts) Summary(code string, args map[string]string) string {
	return code + " " + args["subject"]
}

func made() map[string]diag.Check {
	missing := diag.Check{Code: "spn-missing", Severity: diag.Error, Needs: []string{facts.Owners.Name}, Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Owners.All(r) {
			switch n := f.Value.Owners; {
			case len(n) == 0:
				o.Hit(f.Subject, diag.Missing, nil, diag.Seen(f.Source, "no account in the forest holds %s", f.Subject))
			case len(n) > 1:
				o.Hit(f.Subject, diag.Duplicate, nil, diag.Seen(f.Source, "%d accounts have it", len(n)))
			case n[0].Name != "CASARRAY-ASA$":
				o.Hit(f.Subject, diag.Misplaced, nil, diag.Seen(f.Source, "on %s, should be on CASARRAY-ASA$", n[0].Name))
			default:
				o.Pass(f.Subject, diag.OK, f.Proof(), diag.Seen(f.Source, "owner: %s", n[0].Name))
			}
		}
	}}
	refused := diag.Check{Code: "ticket-refused", Severity: diag.Error, Needs: []string{facts.Ticket.Name}, Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Ticket.All(r) {
			switch {
			case f.Problem != nil:
				o.Unknown(f.Subject, f.Problem)
			case f.Value.Error != nil:
				o.Hit(f.Subject, diag.Missing, nil, diag.Seen(f.Source, "%s", f.Value.Error.Error()))
			case f.Value.Reply != nil:
				o.Pass(f.Subject, diag.OK, f.Proof(), diag.Seen(f.Source, "%s, kvno %d", f.Value.Reply.TicketEType.Short(), f.Value.Reply.KVNO))
			}
		}
	}}
	return map[string]diag.Check{missing.Code: missing, refused.Code: refused}
}

// Plan gives every missing name to the array's account, and moves the misplaced.
func Plan(found []diag.Finding, r *diag.Reader) fix.Plan {
	asa, cas := "CN=CASARRAY-ASA,CN=Computers,"+Domain, "CN=CAS1,OU=Exchange,"+Domain
	yes := true
	out := fix.Plan{Title: "give the array its names"}
	for _, f := range found {
		if f.Code != "spn-missing" {
			continue
		}
		add := fix.Planned{Change: ad.Change{DN: asa, GUID: "7c1e0000-0000-0000-0000-000000000001", Account: "CASARRAY-ASA$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: f.Subject},
			Code: f.Code, Subject: f.Subject, Effect: "clients get the array's key", Writable: &yes, Kept: 1}
		if f.Verdict == diag.Misplaced {
			add.MovesFrom = "CAS1$"
			out.Changes = append(out.Changes, fix.Planned{Change: ad.Change{DN: cas, Account: "CAS1$", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: f.Subject},
				Code: f.Code, Subject: f.Subject, Effect: "CAS1$ no longer answers for it", Risk: "clients that used CAS1's key get the array's instead", Writable: &yes, Kept: 1, MovesTo: "CASARRAY-ASA$"})
		}
		out.Changes = append(out.Changes, add)
	}
	if len(out.Changes) > 0 {
		out.Verify = []string{"reading back from dc1", "fresh tickets"}
	}
	return out
}

// Console is the backend of a console on the forest, able to write.
func Console(f *Forest) *Backend {
	b := &Backend{}
	b.Guides = []guide.Guide{Guide(), {ID: "duplicates", Symptom: "Clean up duplicate SPNs", Applies: "forest"}, {ID: "rc4", Symptom: "Are we ready for the end of RC4?", Applies: "forest"}}
	b.Engine = &guide.Engine{Checks: made(), Texts: texts{}, Collector: f}
	b.Directory, b.Tickets, b.Caches, b.Editor = f, f, f, f
	b.Status = ui.Status{Realm: "CONTOSO.LAB", Server: "dc1.contoso.lab", Identity: "alice@CONTOSO.LAB", Protection: "TLS"}
	b.Plan = Plan
	b.Commands = func(p fix.Plan) []ui.Rendering {
		return []ui.Rendering{{Name: "setspn", Text: strings.Join(p.Setspn(), "\n")}, {Name: "LDIF", Text: p.LDIF()}}
	}
	b.Pages = func(code string) string { return "# " + code + "\n\nWhat it means, and how it was checked." }
	b.Samples = map[string]map[string]string{"sample": {"status": "AlternateServiceAccount: latest\n"}}
	return b
}
