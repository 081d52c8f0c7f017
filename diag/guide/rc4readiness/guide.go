package rc4readiness

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
)

var (
	listed = []string{"etype-des-only", "etype-rc4-only", "trust-rc4-only"}
	proved = []string{"etype-no-aes-key", "etype-none-common", "account-no-password"}
	checks = slices.Concat(listed, proved)
)

// Guide is the walk through all owners of names before RC4 goes.
func Guide() guide.Guide {
	scan := func(r *diag.Reader) []diag.Request {
		return append(append(ask.Environment(r), facts.SPNScan.For(""), facts.Trusts.For("")), ask.Referrals(r)...)
	}
	return guide.Guide{
		ID:      "rc4-readiness",
		Symptom: "Are we ready for the end of RC4?",
		Applies: "forest",
		Intro: "Domain controllers updated since April 2026 use AES where nothing else is listed, and since July 2026 RC4 only for accounts that list it. " +
			"This walk finds the accounts that would stop working: it reads what they list and proves by a request with AES alone whether the KDC has an AES key for them.",
		Steps: []guide.Step{
			{ID: "owners", Title: "Every account with SPNs", Short: "Accounts with SPNs", Why: "Each of them is a service whose tickets must be made with AES.", Requests: scan, Checks: ask.EnvironmentChecks, Story: ownerStory,
				Again: append(slices.Clone(ask.EnvironmentKinds), "spn.scan")},
			{ID: "listed", Title: "What the accounts list", Short: "Listed types", Why: "DES is gone, and RC4 alone is going.", Requests: scan, Checks: listed, Story: listStory},
			{ID: "proof", Title: "Tickets with AES alone", Short: "AES tickets", Why: "Keys cannot be read. A ticket shows that there is one.", Requests: proofRequests, Checks: proved, Story: proofStory, Again: []string{"ticket.aes", "account.keys"}},
			{ID: "dates", Title: "The dates", Short: "Dates", Kind: guide.Advice, Why: "They decide how urgent a finding is.", Story: dateStory},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "Listing AES is one value; keys come with the next password.", Requests: proofRequests, Checks: checks, Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "The same requests are answered.", Requests: proofRequests, Checks: checks, Story: func(_ *diag.Reader, results []diag.Result) []guide.Line { return story.Lines(story.NotRight(results)) }, Again: []string{"spn.scan", "directory.trusts", "trust.referral", "ticket.aes", "account.keys"}},
		},
	}
}

// proofRequests asks for one name of each account that the scan kept, weakest
// accounts first, for the ticket-granting ticket and for the referrals to trusted
// domains. An account that lists AES may still lack the key, so none is left out
// because of what it lists. Where no ticket can be asked for, or it proves nothing,
// the KDC's hint for a login of the account is.
func proofRequests(r *diag.Reader) []diag.Request {
	reqs := append(append(ask.Environment(r), facts.SPNScan.For(""), facts.Trusts.For("")), ask.Referrals(r)...)
	if dir, _ := facts.Directory.Get(r, ""); dir.Known() && dir.Value.Domain != "" {
		realm := strings.ToUpper(ad.DNSDomain(dir.Value.Domain))
		reqs = append(reqs, facts.AESTicket.For("krbtgt/"+realm))
		if unproved(r, "krbtgt/"+realm) {
			reqs = append(reqs, facts.AccountKeys.For("krbtgt@"+realm))
		}
	}
	f, ok := facts.SPNScan.Get(r, "")
	if !ok || !f.Known() {
		return reqs
	}
	doubled := map[string]bool{}
	for _, g := range f.Value.Groups {
		doubled[ad.FoldSPN(g.SPN)] = true
	}
	for _, a := range f.Value.Owners {
		if own(a) {
			continue
		}
		spn := proofName(a, doubled)
		if spn != "" {
			reqs = append(reqs, facts.AESTicket.For(spn))
		}
		if spn == "" || unproved(r, spn) {
			reqs = append(reqs, facts.AccountKeys.For(facts.Principal(a)))
		}
	}
	return reqs
}

// unproved says that the answer for an SPN does not tell by itself which keys its
// owner has.
func unproved(r *diag.Reader, spn string) bool {
	t, ok := facts.AESTicket.Get(r, spn)
	if !ok || !t.Known() {
		return false
	}
	e, reply := t.Value.Error, t.Value.Reply
	return e != nil && e.Code == ad.ErrETypeNoSupp || reply != nil && reply.TicketEType.Weak()
}

// own says that the KDC itself uses the account: krbtgt, which is asked for by its
// realm, and read-only controllers, which have keys of their own.
func own(a ad.Account) bool {
	return strings.HasSuffix(a.SID, "-502") || a.UAC.Has(ad.UACPartialSecrets)
}

// proofName is a name of the account that a ticket can be asked for: two parts,
// on no other account. The machine's own comes first; one with blanks, which Samba's
// KDC does not find, comes last.
func proofName(a ad.Account, doubled map[string]bool) string {
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

func ownerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(story.NotRight(results))
	f, ok := facts.SPNScan.Get(r, "")
	if !ok || !f.Known() {
		return append(out, story.Note(diag.Unknown, "The accounts could not be read."))
	}
	count := map[string]int{}
	for _, a := range f.Value.Owners {
		count[etypeClass(a)]++
	}
	for _, class := range []string{"DES only", "RC4 only", "nothing listed", "RC4 and AES", "AES only"} {
		if count[class] > 0 {
			out = append(out, story.Say("%s: %s", class, diag.Count(count[class], "account")))
		}
	}
	if f.Value.OwnersCut {
		out = append(out, story.Note(diag.Unknown, "There are more accounts than one walk checks; the weakest were taken first."))
	}
	return append(out, story.Say("Users and other accounts without an SPN are not checked here. Their logins need AES keys, too: change passwords that are older than the domain's AES."))
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

func listStory(_ *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(story.NotRight(results))
	if len(out) == 0 {
		return []guide.Line{story.Note(diag.Pass, "No account and no trust lists RC4 or DES alone.")}
	}
	return out
}

func proofStory(r *diag.Reader, results []diag.Result) []guide.Line {
	var made guide.Count
	unasked := false
	for _, t := range facts.AESTicket.All(r) {
		if !t.Known() {
			unasked = unasked || t.Problem.Kind == ad.ProblemNotAsked
			continue
		}
		made.All++
		if t.Value.Reply != nil && !t.Value.Reply.TicketEType.Weak() {
			made.OK++
		}
	}
	var out []guide.Line
	if made.All > 0 || !unasked {
		out = append(out, story.Sum("Accounts with an AES ticket", made))
	}
	if unasked {
		out = append(out, story.UnaskedLine(unaskedText(made)))
	}
	return append(out, story.Lines(story.NotRight(results))...)
}

func unaskedText(made guide.Count) string {
	if made.All > 0 {
		return "For the other accounts no ticket was asked for."
	}
	return "No ticket was asked for: probes are switched off."
}

func dateStory(*diag.Reader, []diag.Result) []guide.Line {
	return []guide.Line{
		story.Say("January 2026: controllers can audit what would fail (KDCSVC events 201 to 209)."),
		story.Say("April 2026: accounts that list nothing get AES only."),
		story.Say("July 2026: the rollback setting is removed; RC4 works only for accounts that list it."),
		story.Say("Windows Server 2025 controllers issue no RC4 ticket-granting tickets; Windows Server 2003 does not support AES."),
		story.Command("keeps this run, to see progress later", "adwalk report rc4-readiness --output rc4-before.json"),
		story.Command("later: what was fixed, what is new, what is not known any more", "adwalk walk rc4-readiness --since rc4-before.json"),
	}
}
