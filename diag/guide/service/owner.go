package service

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Holders are the accounts that have an SPN, or cover it by HOST where no account has
// it itself.
func Holders(r *diag.Reader, spn string) []ad.Account {
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() {
		return nil
	}
	return f.Value.Answering()
}

// OwnerOf is the DN of the service's only owner, "" where it is not known or there
// are several.
func (w Walk) OwnerOf(r *diag.Reader) string {
	if list := Holders(r, w.SPN(r)); len(list) == 1 {
		return list[0].DN
	}
	return ""
}

// Expect puts the SPNs that should exist, for a guide's own step.
func (w Walk) Expect(r *diag.Reader, s *diag.Snapshot) { w.expect(r, s) }

// Facts asks for the owner, its account and the keytab, for a guide's own step.
func (w Walk) Facts(r *diag.Reader) []diag.Request { return w.keytabRequests(r) }
