package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachInstance visits every SQL Server instance whose port its Browser must tell, with
// what was typed and what came of it. One whose Browser was not asked is reported as not
// known and not visited.
func eachInstance(r *diag.Reader, unknown func(subject string, p *ad.Problem), visit func(f diag.Fact[facts.ClientNamesValue], subject string, b ad.SQLInstance)) {
	for _, f := range facts.ClientNames.All(r) {
		t, err := ad.ParseServiceTarget(f.Subject)
		if err != nil || !t.NeedsBrowser() {
			continue
		}
		subject, b := t.SQLServer(), f.Value.Browser
		switch {
		case !f.Known():
			unknown(subject, f.Problem)
		case b == nil || b.Told == ad.TellsUnasked:
			p := &ad.Problem{Kind: ad.ProblemNotAsked, What: "the port of " + subject, Why: "SQL Server Browser was not asked", Do: "give the port: tcp:" + t.Host + ",PORT"}
			if b != nil && b.Problem != nil {
				p = b.Problem
			}
			unknown(subject, p)
		default:
			visit(f, subject, *b)
		}
	}
}

// silently leaves what is not known to the check that reports it.
func silently(string, *ad.Problem) {}

func toldEvidence(f diag.Fact[facts.ClientNamesValue], b ad.SQLInstance) diag.Evidence {
	src := ad.Source{Kind: "service", Name: b.Asked, At: f.Source.At}
	if b.Port != "" {
		return diag.Seen(src, "SQL Server Browser: %s has the TCP port %s", b.Instance, b.Port)
	}
	return diag.Seen(src, "%s", b.Problem.Why)
}

// movedPort is an SPN with a port of the same host at which no instance listens any more,
// on an account that is concerned; "" where there is none.
func movedPort(r *diag.Reader, spn string, b ad.SQLInstance) (old string, on ad.Account) {
	want, err := ad.ParseSPN(spn)
	if err != nil {
		return "", ad.Account{}
	}
	var accounts []ad.Account
	for _, f := range facts.Account.All(r) {
		if f.Known() {
			accounts = append(accounts, f.Value)
		}
	}
	for _, f := range facts.Owners.All(r) {
		if f.Known() {
			accounts = append(accounts, f.Value.Owners...)
		}
	}
	for _, a := range accounts {
		for _, s := range a.SPNs {
			has, err := ad.ParseSPN(s)
			if err != nil || has.Port == "" || !strings.EqualFold(has.Class, want.Class) || !strings.EqualFold(has.Host, want.Host) {
				continue
			}
			used := slices.ContainsFunc(b.Others, func(o ad.SQLListedPorts) bool { return o.Port == has.Port })
			if has.Port != b.Port && has.Port != "1433" && !used {
				return s, a
			}
		}
	}
	return "", ad.Account{}
}

// expectedOn is the expected SPN of an instance with the port that was told, "" where none
// is expected.
func expectedOn(r *diag.Reader, f diag.Fact[facts.ClientNamesValue], b ad.SQLInstance) string {
	for _, spn := range firstNames(f.Value.Clients) {
		s, err := ad.ParseSPN(spn)
		if _, expected := facts.Expected.Get(r, spn); expected && err == nil && s.Port == b.Port {
			return spn
		}
	}
	return ""
}
