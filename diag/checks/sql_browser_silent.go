package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// sqlBrowserSilent finds a SQL Server Browser that tells nothing, where clients are given
// an instance and no port. It also reports the instances whose Browser was not asked.
var sqlBrowserSilent = diag.Check{
	Code: "sql-browser-silent", Area: "dns", Severity: diag.Error,
	Needs: []string{"client.names"}, DependsOn: []string{"dns-unresolved"},
	Run: func(r *diag.Reader, o *diag.Out) {
		unknown := func(subject string, p *ad.Problem) { o.Unknown(subject, p) }
		eachInstance(r, unknown, func(f diag.Fact[facts.ClientNamesValue], subject string, b ad.SQLInstance) {
			switch b.Told {
			case ad.TellsNothing, ad.TellsClosed, ad.TellsGarbage:
				o.Hit(subject, diag.Unreachable, map[string]string{"why": b.Problem.Why, "instance": b.Instance}, toldEvidence(f, b))
			default:
				o.Pass(subject, "", f.Proof(), toldEvidence(f, b))
			}
		})
	},
}
