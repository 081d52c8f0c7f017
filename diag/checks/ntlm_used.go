package checks

import (
	"fmt"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachNTLM visits every row of the exported events.
func eachNTLM(r *diag.Reader, o *diag.Out, visit func(diag.Fact[facts.NTLMUseValue], facts.NTLMRow)) {
	f, ok := facts.NTLMUse.Get(r, "")
	switch {
	case !ok:
		return
	case !f.Known():
		o.Unknown("NTLM", f.Problem)
		return
	}
	for _, row := range f.Value.Rows {
		visit(f, row)
	}
}

// noNTLM passes an export in which every logon used Kerberos.
func noNTLM(r *diag.Reader, o *diag.Out) {
	if f, ok := facts.NTLMUse.Get(r, ""); ok && f.Known() && len(f.Value.Rows) == 0 && f.Value.Kerberos > 0 {
		o.Pass("NTLM", "", f.Proof(), diag.Seen(f.Source, "%s with Kerberos, none with NTLM", diag.Count(f.Value.Kerberos, "logon")))
	}
}

func ntlmArgs(row facts.NTLMRow) map[string]string {
	process := row.Process
	if process == "" {
		process = "a program"
	}
	return map[string]string{"count": fmt.Sprint(row.Count), "process": process, "client": orNone(row.Client), "user": orNone(row.User)}
}

func orNone(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}

func ntlmEvidence(f diag.Fact[facts.NTLMUseValue], row facts.NTLMRow) diag.Evidence {
	text := diag.Count(row.Count, "logon") + " with NTLM"
	if row.Process != "" {
		text += " by " + row.Process
	}
	if row.Client != "" {
		text += " on " + row.Client
	}
	if row.User != "" {
		text += " as " + row.User
	}
	if row.Reason != "" {
		text += ": " + row.Reason
	}
	if !row.Last.IsZero() {
		text += ", last " + day(row.Last)
	}
	return diag.Seen(f.Source, "%s", text)
}
