package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// sqlPortMoved finds an instance whose SPN was registered for another port than the one it
// has now: a dynamic port can change with each start of the instance.
var sqlPortMoved = diag.Check{
	Code: "sql-port-moved", Area: "spn", Severity: diag.Error,
	Needs: []string{"client.names", "spn.expected", "spn.owners", "account"}, DependsOn: []string{"directory-unreachable", "replica-differs"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachInstance(r, silently, func(f diag.Fact[facts.ClientNamesValue], _ string, b ad.SQLInstance) {
			spn := expectedOn(r, f, b)
			own, asked := facts.Owners.Get(r, spn)
			if b.Told != ad.TellsPort || spn == "" || !asked || !own.Known() || len(own.Value.Answering()) > 0 {
				return // spn-missing judges it
			}
			if old, on := movedPort(r, spn, b); old != "" {
				o.Hit(spn, diag.Missing, map[string]string{"old": old, "owner": on.Label(), "port": b.Port, "instance": b.Instance},
					toldEvidence(f, b), ownersEvidence(own), diag.Seen(own.Source, "%s has %s", on.Label(), old))
			}
		})
	},
}
