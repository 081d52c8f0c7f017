package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	clients "adwalk/diag/names"
)

// clientNameDiffers finds kinds of clients that ask for an SPN which nobody has, or
// which belongs to another account than the one that runs the service. Clients that
// do so only under a setting are left out.
var clientNameDiffers = diag.Check{
	Code: "client-name-differs", Area: "spn", Severity: diag.Warning,
	Needs:     []string{"client.names", "spn.owners", "spn.expected", "account"},
	DependsOn: []string{"spn-missing", "spn-misplaced", "spn-duplicate"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.ClientNames.All(r) {
			if !f.Known() {
				o.Unknown(f.Subject, f.Problem)
				continue
			}
			for _, spn := range firstNames(f.Value.Clients) {
				judgeClientName(r, o, f, spn)
			}
		}
	},
}

// firstNames are the SPNs that clients ask for first.
func firstNames(list []clients.Client) []string {
	var out []string
	for _, c := range list {
		if len(c.Names) > 0 && !c.Setting && !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, c.Names[0].SPN) }) {
			out = append(out, c.Names[0].SPN)
		}
	}
	return out
}

// judgeClientName holds the owner of one SPN against the owner of the expected one.
func judgeClientName(r *diag.Reader, o *diag.Out, f diag.Fact[facts.ClientNamesValue], spn string) {
	own, asked := facts.Owners.Get(r, spn)
	if !asked {
		return
	}
	if !own.Known() {
		o.Unknown(spn, own.Problem)
		return
	}
	holders := own.Value.Answering()
	var who, later []string
	for _, c := range f.Value.Clients {
		if len(c.Names) == 0 || c.Setting || !strings.EqualFold(c.Names[0].SPN, spn) {
			continue
		}
		who = append(who, c.Client)
		for _, n := range c.Names[1:] {
			if x, ok := facts.Owners.Get(r, n.SPN); ok && x.Known() && len(x.Value.Answering()) == 1 {
				later = append(later, c.Client)
				break
			}
		}
	}
	args := map[string]string{"clients": strings.Join(who, ", ")}
	ev := []diag.Evidence{diag.Seen(own.Source, "asked for by %s", strings.Join(who, ", ")), ownersEvidence(own)}
	for _, e := range facts.Expected.All(r) {
		switch {
		case strings.EqualFold(e.Subject, spn):
			return // the checks of owners judge it
		case len(holders) == 0 && len(later) == len(who):
			return // each of them finds another one
		case len(holders) == 0 && (!own.Value.Coverage.Forest || own.Value.Coverage.Truncated):
			o.Unknown(spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "the owner of " + spn, Why: "the search did not cover the whole forest", Do: "connect to a global catalog"}, ev...)
			return
		case len(holders) == 0:
			args["state"] = "which no account has"
			o.Hit(spn, diag.Missing, args, ev...)
			return
		}
		right, _ := facts.Account.Get(r, e.Value.Owner)
		same, known := isOwner(r, e.Value, holders[0])
		switch {
		case e.Value.Owner == "":
			return
		case !right.Known():
			o.Unknown(spn, right.Problem, ev...)
			return
		case known && !same:
			args["state"] = "which belongs to " + labels(holders)
			o.Hit(spn, diag.Misplaced, args, ev...)
			return
		}
	}
	o.Pass(spn, "", f.Proof().And(own.Proof()), ev...)
}
