package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// sqlInstanceUnknown finds an instance that the SQL Server Browser of its host does not
// list, and one that serves no TCP.
var sqlInstanceUnknown = diag.Check{
	Code: "sql-instance-unknown", Area: "dns", Severity: diag.Error,
	Needs: []string{"client.names"}, DependsOn: []string{"sql-browser-silent"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachInstance(r, silently, func(f diag.Fact[facts.ClientNamesValue], subject string, b ad.SQLInstance) {
			switch b.Told {
			case ad.TellsNoInstance:
				hit := o.Hit(subject, diag.NotFound, map[string]string{"why": b.Problem.Why}, toldEvidence(f, b))
				hit.Hides = firstNames(f.Value.Clients) // what is asked for under a wrong name need not exist
			case ad.TellsNoTCP:
				o.Hit(subject, diag.NotOffered, map[string]string{"why": b.Problem.Why}, toldEvidence(f, b))
			case ad.TellsPort:
				o.Pass(subject, "", f.Proof(), toldEvidence(f, b))
			}
		})
	},
}
