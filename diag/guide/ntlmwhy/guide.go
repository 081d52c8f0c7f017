package ntlmwhy

import (
	"context"
	"io"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/timeline"
)

const id = "ntlm-why"

// maxTargets is how many targets one walk looks up and requests tickets for.
const maxTargets = 50

// Guide is the walk from exported NTLM events to the SPNs that would make them Kerberos.
func Guide() guide.Guide {
	used := []string{"ntlm-by-address", "ntlm-direct"}
	accounts := []string{"account-missing", "account-disabled", "account-expired", "account-locked"}
	return guide.Guide{
		ID:      id,
		Symptom: "Who still uses NTLM, and why?",
		Applies: "Windows events",
		Intro: "Windows writes who logged on with NTLM to what. This walk reads an export of those events, groups them by target, and asks the KDC for each target: " +
			"an SPN that is missing or on the wrong account is the cause that can be fixed here; an address in place of a host name, and a program that asks for NTLM, are fixed in the program.",
		Inputs: []guide.Input{{Key: "ntlm-events", Title: "exported events", Paste: true, Required: true, Parse: parse, ParseReader: parseReader,
			Help: "an export (XML or CSV) of Microsoft-Windows-NTLM/Operational (8001-8003, 4020-4023), of a domain controller's 8004 or 4030-4033, or of the security log (4624, 4776)"}},
		Steps: []guide.Step{
			{ID: "environment", Title: "Directory and login", Short: "Connection", Why: "Owners and tickets are looked up from here.", Requests: ask.Environment, Checks: ask.EnvironmentChecks, Story: story.Plain, Again: ask.EnvironmentKinds},
			{ID: "events", Title: "What the events say", Short: "Events", Why: "The client's own events name the SPN it used; a server's events name only who came.", Derive: expect, Checks: used, Story: eventStory},
			{ID: "owners", Title: "SPN owners", Short: "SPN owners", Why: "No owner, or two: the KDC issues no ticket, and Windows silently falls back to NTLM.", Derive: expect, Requests: ask.OwnersFor, Checks: append(slices.Clone(ask.OwnerChecks), accounts...), Story: story.Owners, Again: []string{"spn.owners", "account"}},
			{ID: "tickets", Title: "Tickets for the targets", Short: "Tickets", Why: "A ticket proves that Kerberos is possible for this target.", Derive: expect, Requests: ticketRequests, Checks: append(slices.Clone(ask.TicketChecks), "ntlm-fallback"), Story: story.Tickets, Again: []string{"ticket"}},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "One value at a time; every change can be undone.", Derive: expect, Requests: ticketRequests, Checks: slices.Concat(ask.OwnerChecks, accounts, used, ask.TicketChecks, []string{"ntlm-fallback"}), Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works; only new events prove that clients use it.", Derive: expect, Requests: ticketRequests,
				Checks: slices.Concat(ask.OwnerChecks, ask.TicketChecks), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"}},
		},
	}
}

func parse(s *diag.Snapshot, text string) error {
	return parseReader(context.Background(), s, strings.NewReader(text), nil)
}

func parseReader(ctx context.Context, s *diag.Snapshot, in io.Reader, _ func(int64)) error {
	v, err := timeline.NTLM(ctx, in)
	if err != nil {
		return timeline.Refused(err)
	}
	facts.NTLMUse.Put(s, diag.Fact[facts.NTLMUseValue]{Value: v, Source: guide.Pasted("exported events")})
	return nil
}

// targets are the SPNs that events name, most frequent first, without those that no SPN
// can help.
func targets(r *diag.Reader) []string {
	f, ok := facts.NTLMUse.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	for _, row := range f.Value.Rows {
		if row.Host() == "" || row.ByAddress() || row.Direct {
			continue
		}
		if spn, err := ad.ParseSPN(row.Target); err == nil && !slices.ContainsFunc(out, func(s string) bool { return ad.FoldSPN(s) == ad.FoldSPN(row.Target) }) && spn.Class != "" {
			out = append(out, row.Target)
		}
	}
	return out
}

// expect expects each target's SPN on its only owner.
func expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	all := targets(r)
	for _, spn := range all[:min(len(all), maxTargets)] {
		want := ask.OnOnlyOwner(r, spn, facts.ExpectedValue{Why: "the client in the event"})
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: ask.Derived(id)})
	}
}

func ticketRequests(r *diag.Reader) []diag.Request {
	reqs := ask.OwnersFor(r)
	for _, e := range facts.Expected.All(r) {
		reqs = append(reqs, facts.Ticket.For(e.Subject))
	}
	return reqs
}

func eventStory(r *diag.Reader, results []diag.Result) []guide.Line {
	f, ok := facts.NTLMUse.Get(r, "")
	if !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Manual, "Paste an export of the NTLM log: wevtutil qe Microsoft-Windows-NTLM/Operational /f:xml /e:Events > ntlm.xml")}
	}
	v := f.Value
	out := []guide.Line{story.Say("%s read: %s with Kerberos; NTLM to %s.", diag.Count(v.Events, "event"), diag.Count(v.Kerberos, "logon"), diag.Count(len(v.Rows), "target"))}
	for _, row := range v.Rows[:min(len(v.Rows), 20)] {
		text := row.Subject() + " (" + diag.Count(row.Count, "logon") + ")"
		if row.Process != "" {
			text += ", " + row.Process
		}
		if row.Reason != "" {
			text += ": " + row.Reason
		}
		out = append(out, story.Say("%s", text))
	}
	if more := len(v.Rows) - 20; more > 0 || v.More > 0 {
		out = append(out, story.Say("and %s", diag.Count(max(more, 0)+v.More, "more target")))
	}
	if all := len(targets(r)); all > maxTargets {
		out = append(out, story.Say("The %d most frequent SPNs of %d are looked up.", maxTargets, all))
	}
	return append(out, story.Lines(results)...)
}
