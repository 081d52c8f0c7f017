package checks

import (
	"fmt"
	"strings"

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
		if denied == 0 || !strings.EqualFold(same.Value, "yes") {
			o.OK(authLog, "", ev)
			return
		}
		o.Hit(authLog, diag.AliasConflict, map[string]string{"count": fmt.Sprint(denied)}, ev)
	},
}

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
		o.OK(authLog, "", ev)
	},
}

func targetsOr(list []string) string {
	if len(list) == 0 {
		return "SMTPSVC"
	}
	return list[0]
}
