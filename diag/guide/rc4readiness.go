package guide

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

var rc4Checks = []string{"etype-des-only", "etype-rc4-only", "account-no-password", "etype-no-aes-key"}

// rc4Readiness is the walk through all owners of names before RC4 goes.
func rc4Readiness() Guide {
	scan := func(r *diag.Reader) []diag.Request { return append(environment(r), facts.SPNScan.For("")) }
	return Guide{
		ID:      "rc4-readiness",
		Symptom: "Are we ready for the end of RC4?",
		Applies: "forest",
		Intro: "Domain controllers updated since April 2026 use AES where nothing else is listed, and since July 2026 RC4 only for accounts that list it. " +
			"This walk finds the accounts that would stop working: it reads what they list and proves by a request with AES alone whether the KDC has an AES key for them.",
		Steps: []Step{
			{ID: "owners", Title: "Every account with names", Why: "Each of them is a service whose tickets must be made with AES.", Requests: scan, Checks: environmentChecks, Story: rc4OwnerStory,
				Again: append(slices.Clone(environmentKinds), "spn.scan")},
			{ID: "listed", Title: "What the accounts list", Why: "DES is gone, and RC4 alone is going.", Requests: scan, Checks: []string{"etype-des-only", "etype-rc4-only"}, Story: rc4ListStory},
			{ID: "proof", Title: "Tickets with AES alone", Why: "Keys cannot be read. A ticket shows that there is one.", Requests: rc4ProofRequests, Checks: []string{"etype-no-aes-key", "account-no-password"}, Story: rc4ProofStory, Again: []string{"ticket.aes", "account.keys"}},
			{ID: "dates", Title: "The dates", Kind: Advice, Why: "They decide how urgent a finding is.", Story: rc4DateStory},
			{ID: "fix", Title: "The fix", Kind: Fix, Why: "Listing AES is one value; keys come with the next password.", Requests: rc4ProofRequests, Checks: rc4Checks, Story: planStory},
			{ID: "verify", Title: "Verification", Kind: Verify, Why: "The same requests are answered.", Requests: rc4ProofRequests, Checks: rc4Checks, Story: func(_ *diag.Reader, results []diag.Result) []Line { return lines(failed(results)) }, Again: []string{"spn.scan", "ticket.aes", "account.keys"}},
		},
	}
}

// rc4ProofRequests asks for one name of each account that the scan kept, weakest
// accounts first. An account that lists AES may still lack the key, so none is
// left out because of what it lists.
func rc4ProofRequests(r *diag.Reader) []diag.Request {
	reqs := append(environment(r), facts.SPNScan.For(""))
	f, ok := facts.SPNScan.Get(r, "")
	if !ok || !f.Known() {
		return reqs
	}
	doubled := map[string]bool{}
	for _, g := range f.Value.Groups {
		doubled[ad.FoldSPN(g.SPN)] = true
	}
	for _, a := range f.Value.Owners {
		if spn := proofName(a, doubled); spn != "" {
			reqs = append(reqs, facts.AESTicket.For(spn))
			if t, ok := facts.AESTicket.Get(r, spn); ok && t.Known() && t.Value.Reply != nil && t.Value.Reply.TicketEType.Weak() {
				reqs = append(reqs, facts.AccountKeys.For(a.Name))
			}
		}
	}
	return reqs
}

// proofName is a name of the account that a ticket can be asked for: two parts,
// held by nobody else. The machine's own comes first; one with blanks, which Samba's
// KDC does not find, comes last.
func proofName(a ad.Account, doubled map[string]bool) string {
	if strings.HasSuffix(a.SID, "-502") || a.UAC.Has(ad.UACPartialSecrets) {
		return "" // krbtgt, and read-only controllers, which have keys of their own
	}
	best := ""
	for _, v := range a.SPNs {
		s, err := ad.ParseSPN(v)
		if err != nil || s.Service != "" || doubled[ad.FoldSPN(v)] || strings.EqualFold(s.Class, "kadmin") || strings.Count(s.Host, "-") == 4 && len(s.Host) == 36 {
			continue
		}
		if best == "" || strings.Contains(best, " ") || strings.EqualFold(s.Class, "host") {
			best = v
			if strings.EqualFold(s.Class, "host") {
				break
			}
		}
	}
	return best
}

func rc4OwnerStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(failed(results))
	f, ok := facts.SPNScan.Get(r, "")
	if !ok || !f.Known() {
		return append(out, note(diag.Unknown, "The accounts could not be read."))
	}
	count := map[string]int{}
	for _, a := range f.Value.Owners {
		count[etypeClass(a)]++
	}
	for _, class := range []string{"DES only", "RC4 only", "nothing listed", "RC4 and AES", "AES only"} {
		if count[class] > 0 {
			out = append(out, say("%s: %s", class, diag.Count(count[class], "account")))
		}
	}
	if f.Value.OwnersCut {
		out = append(out, note(diag.Unknown, "There are more accounts than are looked at in one walk; the weakest were taken first."))
	}
	return out
}

func etypeClass(a ad.Account) string {
	switch e := a.ETypes; {
	case a.UAC.Has(ad.UACDESOnly), !e.Unset() && e&0x1c == 0:
		return "DES only"
	case e.Unset():
		return "nothing listed"
	case !e.AES():
		return "RC4 only"
	case e&ad.SupportsRC4 != 0:
		return "RC4 and AES"
	}
	return "AES only"
}

func rc4ListStory(_ *diag.Reader, results []diag.Result) []Line {
	out := lines(failed(results))
	if len(out) == 0 {
		return []Line{note(diag.Pass, "No account lists RC4 or DES alone.")}
	}
	return out
}

func rc4ProofStory(r *diag.Reader, results []diag.Result) []Line {
	var made Count
	for _, t := range facts.AESTicket.All(r) {
		if !t.Known() {
			if t.Problem.Kind == ad.ProblemNotAsked {
				return []Line{unaskedLine("No ticket was asked for: probes are switched off.")}
			}
			continue
		}
		made.All++
		if t.Value.Reply != nil && !t.Value.Reply.TicketEType.Weak() {
			made.OK++
		}
	}
	out := []Line{sum(made, "accounts: the KDC made an AES ticket.")}
	for _, l := range lines(results) {
		if l.Status != diag.Pass {
			out = append(out, l)
		}
	}
	return out
}

func rc4DateStory(*diag.Reader, []diag.Result) []Line {
	return []Line{
		say("January 2026: controllers can audit what would fail (KDCSVC events 201 to 209)."),
		say("April 2026: accounts that list nothing get AES only."),
		say("July 2026: the switch back is gone; RC4 works only for accounts that list it."),
		say("Windows Server 2025 controllers issue no RC4 ticket-granting tickets; Windows Server 2003 cannot do AES at all."),
	}
}
