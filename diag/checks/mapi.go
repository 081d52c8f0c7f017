package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func answered(r *diag.Reader, key, value string) (is, known bool) {
	f, ok := facts.Input.Get(r, key)
	if !ok || f.Value == "" {
		return false, false
	}
	return strings.EqualFold(f.Value, value), true
}

// mapiExchangeProvider finds the one case that no name and no delegation mends:
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
			o.OK("provider", "", diag.Seen(src, "provider %s", provider.Value))
			return
		}
		args := map[string]string{"web": orWord(web.Value, "the web server"), "server": orWord(server.Value, "the mailbox server")}
		hit := o.Hit("provider", diag.Missing, args, diag.Seen(src, "provider %s, integrated authentication, mailbox on another server", provider.Value))
		hit.Problem = &ad.Problem{Kind: ad.ProblemRefused, What: "Kerberos on the second hop", Why: "the provider does not support it"}
	},
}

func orWord(v, otherwise string) string {
	if v == "" {
		return otherwise
	}
	return v
}

// mapiOutlookOnExchange finds the one way out that must not be combined with
// Outlook on the same machine.
var mapiOutlookOnExchange = diag.Check{
	Code: "mapi-outlook-on-exchange", Area: "exchange", Severity: diag.Warning,
	Needs: []string{"input"},
	Run: func(r *diag.Reader, o *diag.Out) {
		yes, known := answered(r, "outlook-on-exchange", "yes")
		if !known {
			return
		}
		f, _ := facts.Input.Get(r, "outlook-on-exchange")
		ev := diag.Seen(f.Source, "Outlook on the Exchange server: %s", f.Value)
		if yes {
			o.Hit("Outlook", diag.AliasConflict, map[string]string{}, ev)
			return
		}
		o.OK("Outlook", "", ev)
	},
}
