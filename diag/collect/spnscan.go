package collect

import (
	"context"
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
	aliases, err := lookup.HostAliases(ctx, d)
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
	own := map[string]bool{}
	q := ad.Query{Scope: ad.ScopeSub, Filter: "(servicePrincipalName=*)", Attributes: scanned}
	if _, err := d.Search(ctx, q, func(e ad.Entry) error {
		own[identity(e)] = true
		return add(index, e)
	}); err != nil {
		return err
	}
	q.Forest = true
	cov, err := d.Search(ctx, q, func(e ad.Entry) error {
		if own[identity(e)] || strings.EqualFold(domainOf(e.DN), info.Domain) {
			return nil
		}
		return add(index, e)
	})
	if err != nil {
		return err
	}
	v := index.Value(cov)
	for _, list := range [][]ad.Account{v.Owners, v.Disabled, v.Expired} {
		if err := lookup.Settle(ctx, d, list); err != nil {
			return err
		}
	}
	facts.SPNScan.Put(s, diag.Fact[facts.SPNScanValue]{Subject: subject, Value: v, Source: c.as(info, cov.Source)})
	return nil
}

// domainOf is the domain part of a DN. A child domain's ends like its parent's.
func domainOf(dn string) string {
	parts := ad.SplitDN(dn)
	for i, p := range parts {
		if len(p) > 3 && strings.EqualFold(p[:3], "DC=") {
			return strings.Join(parts[i:], ",")
		}
	}
	return ""
}

// identity is what an object keeps when it is renamed.
func identity(e ad.Entry) string {
	if id := e.Text("objectGUID"); id != "" {
		return id
	}
	return e.DN
}

func add(x *spnscan.Index, e ad.Entry) error {
	a, err := lookup.DecodeAsked(e, scanned)
	if err != nil {
		return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
	}
	x.Add(a)
	return nil
}
