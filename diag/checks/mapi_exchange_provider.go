package checks

import (
	"cmp"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// mapiExchangeProvider finds the one case that no SPN and no delegation fixes:
// the Exchange build of the MAPI store provider knows no Kerberos.
var mapiExchangeProvider = diag.Check{
	Code: "mapi-exchange-provider", Area: "exchange", Severity: diag.Error,
	Needs: []string{"input"},
	Run: func(r *diag.Reader, o *diag.Out) {
		exchange, known := answered(r, "provider", "exchange")
		if !known {
			return
		}
		remote, _ := answered(r, "remote", "no")
		integrated, _ := answered(r, "integrated", "no")
		server, _ := facts.Input.Get(r, "mailbox-server")
		web, _ := facts.Input.Get(r, "web-server")
		provider, _ := facts.Input.Get(r, "provider")
		src := provider.Source
		if !exchange || remote || integrated {
			o.Pass("provider", "", provider.Proof(), diag.Seen(src, "provider %s", provider.Value))
			return
		}
		args := map[string]string{"web": cmp.Or(web.Value, "the web server"), "server": cmp.Or(server.Value, "the mailbox server")}
		hit := o.Hit("provider", diag.Unsupported, args, diag.Seen(src, "provider %s, integrated authentication, mailbox on another server", provider.Value))
		hit.Problem = &ad.Problem{Kind: ad.ProblemRefused, What: "Kerberos on the second hop", Why: "the provider does not support it"}
	},
}
