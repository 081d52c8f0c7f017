package checks

import (
	"cmp"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// krb5confInvalid finds a krb5.conf that stops every program that uses MIT's
// library: kinit, curl, ssh, sssd and what else runs on this machine.
var krb5confInvalid = diag.Check{
	Code: "krb5conf-invalid", Area: "env", Severity: diag.Error,
	Needs: []string{"client.krb5conf"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Krb5Conf.Get(r, "")
		if !ok || !f.Known() {
			return
		}
		v := f.Value
		subject := cmp.Or(strings.Join(v.Files, ":"), "krb5.conf")
		var ev []diag.Evidence
		const none = "permitted_enctypes, default_tgs_enctypes or default_tkt_enctypes names no encryption type that is known"
		if v.Invalid != "" || v.NoETypes {
			ev = append(ev, diag.Seen(f.Source, "%s", cmp.Or(v.Invalid, none)))
		}
		for _, n := range v.Notes {
			ev = append(ev, diag.Seen(f.Source, "%s", n))
		}
		switch {
		case v.Invalid != "":
			o.Hit(subject, diag.Malformed, map[string]string{"effect": "refuses krb5.conf", "why": v.Invalid}, ev...)
		case v.NoETypes:
			o.Hit(subject, diag.NoCommonEType, map[string]string{"effect": "gets no ticket with krb5.conf", "why": none}, ev...)
		case v.Passed != "":
			hit := o.Hit(subject, diag.Malformed, map[string]string{"effect": "passes over a part of krb5.conf", "why": v.Passed}, ev...)
			hit.Severity = diag.Warning
		case len(v.Files) > 0:
			o.Pass(subject, "", f.Proof(), ev...)
		}
	},
}
