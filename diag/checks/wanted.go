package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// wanted is an expected SPN together with who holds it.
type wanted struct {
	spn    string
	want   facts.ExpectedValue
	owners diag.Fact[facts.OwnersValue]
}

// eachWanted visits every expected SPN whose owners were asked for. An SPN whose
// owners are not known is reported as such and not visited.
func eachWanted(r *diag.Reader, o *diag.Out, visit func(w wanted)) {
	for _, e := range facts.Expected.All(r) {
		f, asked := facts.Owners.Get(r, e.Subject)
		switch {
		case !asked:
		case !f.Known():
			o.Unknown(e.Subject, f.Problem)
		default:
			visit(wanted{e.Subject, e.Value, f})
		}
	}
}

// isOwner says whether holder is the account that should hold the SPN, and
// whether that could be told. Accounts compare by SID; a name is enough only
// when it is the very name that was asked for.
func isOwner(r *diag.Reader, want facts.ExpectedValue, holder ad.Account) (same, known bool) {
	if want.Owner == "" {
		return !want.OwnerUnknown, !want.OwnerUnknown
	}
	f, ok := facts.Account.Get(r, want.Owner)
	if ok && f.Known() {
		return f.Value.Same(holder), true
	}
	if strings.EqualFold(want.Owner, holder.Name) || strings.EqualFold(want.Owner, holder.DN) {
		return true, true
	}
	return false, ok && f.Problem.Kind == ad.ProblemNotFound
}

// ownerLabel names the account that should hold an SPN.
func ownerLabel(r *diag.Reader, want facts.ExpectedValue) string {
	if f, ok := facts.Account.Get(r, want.Owner); ok && f.Known() {
		return f.Value.Label()
	}
	if want.Owner == "" {
		return "the account that runs the service"
	}
	return want.Owner
}

// ownerName is ownerLabel for a command line: "" while nobody knows the account.
func ownerName(r *diag.Reader, want facts.ExpectedValue) string {
	if want.Owner == "" {
		return ""
	}
	return ownerLabel(r, want)
}

// scope says what "nobody" means: the forest or only the domain.
func scope(c ad.Coverage) string {
	switch {
	case c.Truncated:
		return "the part of the directory that was searched"
	case c.Forest:
		return "the forest"
	}
	return "the domain (no global catalogue answered)"
}

// ownersEvidence is the line that says who was found and where it was looked for.
func ownersEvidence(f diag.Fact[facts.OwnersValue]) diag.Evidence {
	v := f.Value
	text := "no account in " + scope(v.Coverage) + " has it"
	if len(v.Owners) > 0 {
		text = "owner: " + labels(v.Owners) + ", searched in " + scope(v.Coverage)
	}
	if v.Coverage.Note != "" {
		text += "; " + v.Coverage.Note
	}
	return diag.Evidence{Source: f.Source.String(), At: f.Source.At.UTC(), Text: text}
}

// labels names accounts with the DN that tells equal names apart.
func labels(list []ad.Account) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Label()+" ("+a.DN+")")
	}
	slices.Sort(out)
	return strings.Join(out, " and ")
}

// names is labels without the DNs, for summaries.
func names(list []ad.Account) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Label())
	}
	slices.Sort(out)
	return strings.Join(out, " and ")
}
