package checks

import (
	"adwalk/ad"
	"adwalk/diag"
)

// asaMissingOnMember finds array members that were never given the shared
// credential: they cannot decrypt what clients send.
var asaMissingOnMember = diag.Check{
	Code: "asa-missing-on-member", Area: "exchange", Severity: diag.Error,
	Needs: []string{"exchange.asa-status", "input", "service.answer", "account"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, ok := pastedCredentials(r)
		if !ok {
			return
		}
		for _, m := range c.members {
			if m.Latest.Account != "" {
				o.Pass(m.Server, "", c.proof, diag.Seen(c.src, "Latest: %s, %s", m.Latest.Raw, m.Latest.Account))
				continue
			}
			hit := o.Hit(m.Server, diag.NotDeployed, map[string]string{"account": c.accounts[0], "source": c.source(m.Server)}, diag.Seen(c.src, "Latest: not set"))
			hit.Hides = append(answersOf(r, m.Server), authLog)
		}
		for _, server := range c.absent {
			o.Unknown(server, &ad.Problem{Kind: ad.ProblemNotFound, What: "the credential of " + server + " is not known",
				Why: "the pasted status does not list it", Do: "run the command again so that it lists every member"})
		}
	},
}
