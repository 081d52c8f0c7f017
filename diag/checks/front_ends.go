package checks

import (
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

// lists says whether a delegation list has the entry, in any case of the
// letters, with or without a port of its own.
func lists(list []string, spn string) bool {
	for _, e := range list {
		if strings.EqualFold(e, spn) || strings.EqualFold(e, spn+":80") {
			return true
		}
	}
	return false
}

// domainOf is the domain part of a DN.
func domainOf(dn string) string {
	lower := strings.ToLower(dn)
	if i := strings.Index(lower, "dc="); i >= 0 && (i == 0 || lower[i-1] == ',') {
		return lower[i:]
	}
	return ""
}
