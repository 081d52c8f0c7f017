package checks

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// smtpLoopback finds the loopback check: client and server are one machine, the
// names are right, and the machine refuses to log on to itself by another name.
var smtpLoopback = diag.Check{
	Code: "smtp-loopback", Area: "exchange", Severity: diag.Error,
	Needs:     []string{"exchange.smtp-events", "input"},
	DependsOn: []string{"spn-missing", "spn-duplicate", "spn-misplaced"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.SMTPEvents.Get(r, "")
		same, _ := facts.Input.Get(r, "same-machine")
		if !ok || !f.Known() {
			return
		}
		v := f.Value
		denied := v.Codes["0x8009030c"] + v.Codes["0xc000006d"]
		ev := diag.Seen(f.Source, "events %s; codes %s", counts(v.Events), counts(v.Codes))
		switch {
		case denied == 0, strings.EqualFold(same.Value, "no"):
			o.Pass(authLog, "", f.Proof(), ev)
		case strings.EqualFold(same.Value, "yes"):
			o.Hit(authLog, diag.Loopback, map[string]string{"count": fmt.Sprint(denied)}, ev)
		default: // between two machines the same codes have other causes
			o.Unknown(authLog, &ad.Problem{Kind: ad.ProblemNotAsked, What: "whether the loopback check denied the logon is not known", Why: "it was not said whether client and server are the same machine",
				Do: "say whether they are", Input: "same-machine=yes|no"}, ev)
		}
	},
}
