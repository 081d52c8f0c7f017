package checks

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// credentials is what a pasted credential status says about the servers that
// matter.
type credentials struct {
	members  []facts.ASAMember // the members that the paste shows
	absent   []string          // members that it does not show
	accounts []string          // the accounts that a member may name
	reader   *diag.Reader
	src      ad.Source
	proof    diag.Proof
}

// pastedCredentials gathers them; ok is false when nothing was pasted or the
// account is not known.
func pastedCredentials(r *diag.Reader) (c credentials, ok bool) {
	f, ok := facts.ASAStatus.Get(r, "")
	asa, _ := facts.Input.Get(r, "asa")
	members, _ := facts.Input.Get(r, "members")
	if !ok || !f.Known() || asa.Value == "" {
		return c, false
	}
	c.reader = r
	c.src, c.accounts, c.proof = f.Source, facts.ASANames(asa.Value), f.Proof().And(asa.Proof())
	want := strings.Fields(members.Value)
	for _, m := range f.Value {
		if len(want) == 0 || slices.ContainsFunc(want, func(w string) bool { return sameHost(w, m.Server) }) {
			c.members = append(c.members, m)
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(f.Value, func(m facts.ASAMember) bool { return sameHost(w, m.Server) }) {
			c.absent = append(c.absent, w)
		}
	}
	return c, true
}

// sameHost compares server names, short or full.
func sameHost(a, b string) bool {
	sa, fullA, _ := strings.Cut(a, ".")
	sb, fullB, _ := strings.Cut(b, ".")
	return strings.EqualFold(sa, sb) && (fullA == "" || fullB == "" || strings.EqualFold(fullA, fullB))
}

// answersOf lists the subjects of what a server's web services answered, for a
// finding that explains why they refuse tickets.
func answersOf(r *diag.Reader, server string) []string {
	var out []string
	for _, f := range facts.ServiceAnswer.All(r) {
		if address := facts.ServiceOf(f.Subject).Address; address != "" && sameHost(address, server) {
			out = append(out, f.Subject)
		}
	}
	return out
}

// source is another member that has the account's credential, the newest one: from
// there it can be copied. "" when there is none.
func (c credentials) source(server string) string {
	best := facts.ASAMember{}
	for _, m := range c.members {
		if !sameHost(m.Server, server) && c.account(m.Latest) != "" && (best.Server == "" || m.Latest.Time.After(best.Latest.Time)) {
			best = m
		}
	}
	return best.Server
}

// account names the ASA that a credential is of, "" when it is none of them.
func (c credentials) account(cred facts.ASACredential) string {
	for _, a := range c.accounts {
		if isCredentialOf(c.reader, a, cred.Account) {
			return a
		}
	}
	return ""
}

// tolerance is how much older than the account's password a member's credential
// may be: servers get it first, the directory is changed after.
func tolerance(r *diag.Reader) time.Duration {
	if f, ok := facts.Input.Get(r, "tolerance"); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(f.Value)); err == nil && n >= 0 && n < 1<<20 {
			return time.Duration(n) * time.Minute
		}
	}
	return time.Hour
}

// zone is the servers' offset from UTC ("+01:00", "-5"), when it was given.
func zone(r *diag.Reader) (time.Duration, bool) {
	f, ok := facts.Input.Get(r, "zone")
	if !ok || f.Value == "" {
		return 0, false
	}
	d, err := facts.ParseOffset(f.Value)
	return d, err == nil
}

// isCredentialOf says whether a credential's name, DOMAIN\name or name@domain as
// the server shows it, is that of an account. The dollar sign and the domain count:
// CONTOSO\asa is not CONTOSO\asa$, and neither is FABRIKAM\asa$.
func isCredentialOf(r *diag.Reader, account, credential string) bool {
	domain, name, ok := strings.Cut(strings.TrimSpace(credential), `\`)
	if !ok {
		domain, name = "", strings.TrimSpace(credential)
		if user, realm, upn := strings.Cut(name, "@"); upn {
			name, domain = user, realm
		}
	}
	f, _ := facts.Account.Get(r, account)
	if !f.Known() {
		return strings.EqualFold(account[strings.LastIndexByte(account, '\\')+1:], name)
	}
	if !strings.EqualFold(f.Value.Name, name) {
		return false
	}
	dns := ad.DNSDomain(f.Value.DN)
	if domain == "" || dns == "" || strings.EqualFold(domain, dns) {
		return true
	}
	if dir, _ := facts.Directory.Get(r, ""); dir.Known() && strings.EqualFold(dir.Value.Realm, dns) && dir.Value.NetBIOS != "" {
		return strings.EqualFold(domain, dir.Value.NetBIOS)
	}
	first, _, _ := strings.Cut(dns, ".")
	return strings.EqualFold(domain, first) // the short name was not looked up; it mostly is this
}
