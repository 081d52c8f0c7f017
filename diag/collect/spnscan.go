package collect

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/spnscan"
)

// scanned are the attributes that the grouping looks at; a global catalogue has
// them all but the encryption types and the dates.
var scanned = []string{"sAMAccountName", "objectSid", "objectGUID", "objectClass", "userAccountControl", "msDS-SupportedEncryptionTypes", "pwdLastSet", "accountExpires", "lockoutTime", "dNSHostName", "servicePrincipalName"}

// spnScan reads every account of the forest that has an SPN. The domain's own
// accounts are read from the domain controller, which knows more of them than a
// catalogue.
func spnScan(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	info, err := d.Info(ctx)
	if err != nil {
		return err
	}
	aliases, err := c.aliases.of(ctx, d)
	if err != nil {
		return err
	}
	var covered []string
	for class, base := range aliases.Map() {
		if base == "host" {
			covered = append(covered, class)
		}
	}
	index := spnscan.New(covered)
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=*)", Attributes: scanned}
	if _, err := d.Search(ctx, q, func(e ad.Entry) error {
		return add(index, e)
	}); err != nil {
		return err
	}
	q.Forest = true
	cov, err := d.Search(ctx, q, func(e ad.Entry) error {
		if inDomain(e.DN, info.Domain) {
			return nil // the domain's own answer has it
		}
		return add(index, e)
	})
	if err != nil {
		return err
	}
	v := index.Value(cov)
	if v.Locked, err = lockedNow(ctx, d, v.Locked); err != nil {
		return err
	}
	for _, list := range [][]ad.Account{v.Owners, v.Disabled, v.Expired, v.Hidden} {
		if err := lookup.Settle(ctx, d, list); err != nil {
			return err
		}
	}
	facts.SPNScan.Put(s, diag.Fact[facts.SPNScanValue]{Subject: subject, Value: v, Source: c.as(info, cov.Source)})
	return nil
}

// inDomain says whether an object is in a domain, not in a child of it. A child
// domain's DN ends like its parent's.
func inDomain(dn, domain string) bool {
	at := len(dn) - len(domain) - 1
	if at < 0 {
		return strings.EqualFold(dn, domain)
	}
	if dn[at] != ',' || !strings.EqualFold(dn[at+1:], domain) {
		return false
	}
	parts := dn[:at]
	last := parts[strings.LastIndexByte(parts, ',')+1:]
	return len(last) < 3 || !strings.EqualFold(last[:3], "DC=")
}

func add(x *spnscan.Index, e ad.Entry) error {
	a, err := lookup.DecodeAsked(e, scanned)
	if err != nil {
		return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
	}
	if !x.Add(a) {
		return &ad.Problem{Kind: ad.ProblemProtocol, What: "comparing the registered SPNs", Why: fmt.Sprintf("the answer was cut short: more than %d MB of accounts with SPNs came", spnscan.MaxBytes>>20),
			Do: "adwalk setspn -X compares any number of SPNs"}
	}
	return nil
}

// lockedNow keeps the accounts whose lock-out still lasts. lockoutTime stays after
// its end; the domain controller computes whether it counts when asked for that
// attribute. One of whom that cannot be read stays, without the flag.
func lockedNow(ctx context.Context, d ad.Directory, list []ad.Account) ([]ad.Account, error) {
	var sids []string
	for _, a := range list {
		if a.SID != "" {
			sids = append(sids, a.SID)
		}
	}
	found, err := lookup.BySID(ctx, d, sids)
	var out []ad.Account
	for _, scanned := range list {
		a, ok := found[scanned.SID]
		known, _ := a.Knows("msDS-User-Account-Control-Computed")
		switch {
		case !ok:
			out = append(out, scanned)
		case !known || a.UAC.Has(ad.UACLockout):
			out = append(out, a)
		}
	}
	return out, err
}
