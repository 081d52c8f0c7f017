package checks

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

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
			o.Hit("Outlook", diag.Unsupported, map[string]string{}, ev)
			return
		}
		o.Pass("Outlook", "", f.Proof(), ev)
	},
}
