package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// trustMissing finds services of a domain to which no trust leads.
var trustMissing = diag.Check{
	Code: "trust-missing", Area: "kdc", Severity: diag.Error,
	Needs: []string{"service.target", "directory.info", "directory.trusts", "ticket"}, DependsOn: []string{"directory-unreachable", "kdc-unreachable", "login-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		eachRemote(r, o, func(x remote) {
			ev := diag.Seen(x.trusts.Source, "%s", diag.Count(len(x.trusts.Value), "trust"))
			switch {
			case x.issued():
				o.Pass(x.spn, "", x.ticket.Proof(), ticketEvidence(x.ticket))
			case x.covered:
			case x.code() == ad.ErrServiceUnknown && !ticketUnread(x.ticket.Value.Error):
				o.Hit(x.spn, diag.NotFound, map[string]string{"own": x.own, "host": x.host, "spn": x.spn}, ev, ticketEvidence(x.ticket))
			default:
				o.Unknown(x.spn, &ad.Problem{Kind: ad.ProblemNotAsked, What: "whether a trust leads to " + x.host, Why: "no trust of " + x.own + " covers " + x.host + ", and no KDC said that it does not know the service", Do: "see the step about the ticket"}, ev)
			}
		})
	},
}
