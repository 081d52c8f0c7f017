package checks

import (
	"cmp"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachFrontEnd visits the front ends that the walk names and that exist.
func eachFrontEnd(r *diag.Reader, o *diag.Out, visit func(d delegator)) {
	for _, name := range inputList(r, "front-end") {
		f, ok := facts.Account.Get(r, name)
		switch {
		case !ok, !f.Known() && f.Problem.Kind == ad.ProblemNotFound:
		case !f.Known():
			o.Unknown(name, f.Problem)
		default:
			visit(delegatorOf(f))
		}
	}
}

// backEnd is a back end with the two forms of its name.
type backEnd struct{ short, full string }

// forms are the two entries of a delegation list.
func (b backEnd) forms() []string {
	out := []string{"HTTP/" + b.short}
	if b.full != "" {
		out = append(out, "HTTP/"+b.full)
	}
	return out
}

// backEnds lists the back ends of the walk. The full name is the typed one, else
// that of the server's account.
func backEnds(r *diag.Reader) []backEnd {
	var out []backEnd
	for _, name := range inputList(r, "back-ends") {
		short, _, dotted := strings.Cut(name, ".")
		b := backEnd{short: short}
		if dotted {
			b.full = name
		} else if f, ok := facts.Account.Get(r, name+"$"); ok && f.Known() {
			b.full = f.Value.DNSHostName
		}
		out = append(out, b)
	}
	return out
}

// lists says whether a delegation list has the entry, in any case of the letters.
// A KDC compares whole entries: HTTP/be1:80 does not stand for HTTP/be1.
func lists(list []string, spn string) bool {
	return slices.ContainsFunc(list, func(e string) bool { return strings.EqualFold(e, spn) })
}

// proved says whether a KDC issued a ticket to the target for any user with the
// front end's own key. That outranks what the list seems to say.
func proved(r *diag.Reader, d delegator, spn string) (diag.Fact[facts.DelegationProofValue], bool) {
	for _, f := range facts.DelegationProof.All(r) {
		p, ok := facts.DelegatedOf(f.Subject)
		if ok && (accountKey(r, p.FrontEnd) == strings.ToLower(d.account.DN) || strings.EqualFold(p.FrontEnd, d.account.Name)) && strings.EqualFold(p.Target, spn) && f.Known() && f.Value.Verdict == ad.DelegationAllowed {
			return f, true
		}
	}
	return diag.Fact[facts.DelegationProofValue]{}, false
}

// letIn says whether the owner of a target lets the front end act towards it:
// itself, a group that it is in, or everybody who has logged in, and by which entry; an
// entry that denies it is told as well. Unclear is not nil where that is not known.
func letIn(r *diag.Reader, d delegator, spn string) (yes bool, ev diag.Evidence, unclear *ad.Problem) {
	own, ok := facts.Owners.Get(r, spn)
	if !ok || !own.Known() || len(own.Value.Answering()) != 1 {
		return false, ev, nil
	}
	return admits(r, d, own.Value.Answering()[0], own.Source)
}

// admits is letIn for a target whose account was read.
func admits(r *diag.Reader, d delegator, target ad.Account, src ad.Source) (yes bool, ev diag.Evidence, unclear *ad.Problem) {
	const attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"
	if known, why := target.Knows(attribute); !known {
		return false, ev, &ad.Problem{Kind: ad.ProblemNoRight, What: attribute + " of " + target.Label() + " could not be read", Why: cmp.Or(why, "it did not come"), Do: "look at the attribute on " + target.DN}
	}
	entries := target.Actors()
	if len(entries) == 0 {
		return false, ev, nil
	}
	groups, asked := facts.Groups.Get(r, cmp.Or(d.fact.Key, d.fact.Subject, d.account.Label()))
	open, own := !asked || !groups.Known(), domainPart(d.account.SID)+"-"
	holds := []string{d.account.SID, everyone, authenticatedUsers}
	if !open {
		holds = append(holds, groups.Value...)
	}
	access, by := ad.Weigh(entries, ad.Holding(holds), func(sid string) bool {
		return open || !strings.HasPrefix(sid, own) // tokenGroups may lack the groups of other domains
	})
	switch access {
	case ad.AccessAllowed:
		return true, diag.Seen(src, "%s of %s lets %s in", attribute, target.Label(), by.SID), nil
	case ad.AccessDenied:
		if by != nil {
			ev = diag.Seen(src, "%s of %s denies %s", attribute, target.Label(), by.SID)
		}
		return false, ev, nil
	}
	why := "lets " + by.SID + " in, which may be a group of which the front end is a member"
	switch {
	case by.Limited && target.ActEntries != nil:
		why = "speaks of " + by.SID + " under a condition, or for one property only"
	case by.Deny:
		why = "denies " + by.SID + ", which is or may be the front end or a group of it, and lets others in"
	}
	return false, ev, &ad.Problem{Kind: ad.ProblemNotAsked, What: "whether " + target.Label() + " lets " + d.account.Label() + " in is not known",
		Why: attribute + " " + why, Do: "prove it with the front end's key: adwalk s4u"}
}

// domainPart is a SID without its last part.
func domainPart(sid string) string {
	if i := strings.LastIndexByte(sid, '-'); i > 0 {
		return sid[:i]
	}
	return sid
}

// Well-known SIDs (MS-DTYP 2.4.2.4).
const (
	everyone           = "S-1-1-0"
	authenticatedUsers = "S-1-5-11"
)

// domainOf is the domain part of a DN.
func domainOf(dn string) string {
	lower := strings.ToLower(dn)
	if i := strings.Index(lower, "dc="); i >= 0 && (i == 0 || lower[i-1] == ',') {
		return lower[i:]
	}
	return ""
}
