package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/tokens"
)

// tokenSize finds users whose login does not fit into a header that the web server
// accepts, or into what Windows accepts anywhere.
var tokenSize = diag.Check{
	Code: "token-size", Area: "ticket", Severity: diag.Error,
	Needs: []string{"token.size", "token.limit"},
	Run: func(r *diag.Reader, o *diag.Out) {
		limits, _ := facts.TokenLimit.Get(r, "")
		for _, f := range facts.TokenSize.All(r) {
			if !f.Known() {
				o.Unknown(f.Subject, f.Problem)
				continue
			}
			v := f.Value
			ev := []diag.Evidence{diag.Seen(f.Source, "%s, %s of histories: about %d bytes, a header of %d bytes", diag.Count(v.Groups, "group"), diag.Count(v.History, "SID"), v.Estimate(), v.Header())}
			if v.TicketBytes > 0 {
				ev = append(ev, diag.Seen(f.Source, "the ticket for %s has %d bytes", v.TicketSPN, v.TicketBytes))
			}
			hit := func(server string, limit int) {
				o.Hit(f.Subject, diag.OverLimit, map[string]string{"groups": fmt.Sprint(v.Groups), "header": fmt.Sprint(v.Header()), "server": server, "limit": fmt.Sprintf("%d bytes", limit)}, ev...)
			}
			switch {
			case v.Groups+v.History > tokens.MaxSIDs:
				o.Hit(f.Subject, diag.OverLimit, map[string]string{"groups": fmt.Sprint(v.Groups + v.History), "header": fmt.Sprint(v.Header()), "server": "Windows", "limit": fmt.Sprintf("%d groups", tokens.MaxSIDs)}, ev...)
			case max(v.Estimate(), v.TicketBytes) > tokens.Windows:
				hit("Windows", tokens.Windows)
			case !limits.Known():
				o.Unknown(f.Subject, &ad.Problem{Kind: ad.ProblemNotAsked, What: "the web server's limit", Why: "which web server it is was not said", Do: "say which of apache, nginx, iis, jetty, tomcat and gunicorn it is", Input: "server-kind=apache"}, ev...)
			case v.Header() > limits.Value.Header:
				hit(limits.Value.Server, limits.Value.Header)
			default:
				o.Pass(f.Subject, "", f.Proof().And(limits.Proof()), ev...)
			}
		}
	},
}
