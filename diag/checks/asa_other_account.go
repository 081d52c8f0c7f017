package checks

import (
	"strings"

	"adwalk/diag"
)

// asaOtherAccount finds array members whose shared credential is that of another
// account than the one that holds the names.
var asaOtherAccount = diag.Check{
	Code: "asa-other-account", Area: "exchange", Severity: diag.Error,
	Needs: []string{"exchange.asa-status", "input", "service.answer", "account", "directory.info"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, ok := pastedCredentials(r)
		if !ok {
			return
		}
		for _, m := range c.members {
			if m.Latest.Account == "" {
				continue
			}
			ev := diag.Seen(c.src, "Latest: %s, %s", m.Latest.Raw, m.Latest.Account)
			if c.account(m.Latest) != "" {
				o.Pass(m.Server, "", c.proof, ev)
				continue
			}
			hit := o.Hit(m.Server, diag.WrongKey, map[string]string{
				"other": m.Latest.Account, "account": strings.Join(c.accounts, " or "), "source": c.source(m.Server),
			}, ev)
			hit.Hides = append(answersOf(r, m.Server), authLog)
		}
	},
}
