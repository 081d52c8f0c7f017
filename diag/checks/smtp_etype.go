package checks

import (
	"fmt"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// smtpEType finds logons between SMTP servers that fail for want of a common
// encryption type.
var smtpEType = diag.Check{
	Code: "smtp-etype", Area: "exchange", Severity: diag.Error,
	Needs: []string{"exchange.smtp-events"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.SMTPEvents.Get(r, "")
		if !ok || !f.Known() {
			return
		}
		ev := diag.Seen(f.Source, "events %s; codes %s", counts(f.Value.Events), counts(f.Value.Codes))
		if n := f.Value.Codes["KdcUnknownEncryptionType"]; n > 0 {
			o.Hit(targetsOr(f.Value.Targets), diag.NoCommonEType, map[string]string{"count": fmt.Sprint(n)}, ev)
			return
		}
		o.Pass(authLog, "", f.Proof(), ev)
	},
}

func targetsOr(list []string) string {
	if len(list) == 0 {
		return "SMTPSVC"
	}
	return list[0]
}
