package checks

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// scanOwners are the owners that the scan of the forest kept, by folded SPN; where
// several hold one, the first of the list.
func scanOwners(r *diag.Reader) map[string]*ad.Account {
	return diag.Index(r, "checks.scan-owners", []string{facts.SPNScan.Name}, func(r *diag.Reader) map[string]*ad.Account {
		scan, _ := facts.SPNScan.Get(r, "")
		out := make(map[string]*ad.Account, scan.Value.Values)
		for i := range scan.Value.Owners {
			for _, spn := range scan.Value.Owners[i].SPNs {
				key := ad.FoldSPN(spn)
				if out[key] == nil {
					out[key] = &scan.Value.Owners[i]
				}
			}
		}
		return out
	})
}

// spnsOf lists the SPNs that are expected on the account, for a finding about
// the account that explains what happens to them.
func spnsOf(r *diag.Reader, name string) []string {
	by := diag.Index(r, "checks.expected-by-owner", []string{facts.Expected.Name, facts.Account.Name}, func(r *diag.Reader) map[string][]string {
		out := map[string][]string{}
		for _, e := range facts.Expected.All(r) {
			if owner := accountKey(r, e.Value.Owner); owner != "" {
				out[owner] = append(out[owner], e.Subject)
			}
		}
		return out
	})
	// A copy: the caller may add to it and leave out, and the index is shared.
	return slices.Clone(by[accountKey(r, name)])
}

// accountKey is the same for two names of one account: the object's DN where it was
// read, else the name itself. A user and a computer that share their name but for
// the dollar sign are two accounts.
func accountKey(r *diag.Reader, name string) string {
	if f, _ := facts.Account.Get(r, name); f.Known() && f.Value.DN != "" {
		return strings.ToLower(f.Value.DN)
	}
	return ad.FoldSPN(strings.TrimSpace(name))
}

// accountSet tells quickly whether an account is one of a list.
type accountSet struct{ sids, dns map[string]bool }

func newAccountSet() accountSet { return accountSet{map[string]bool{}, map[string]bool{}} }

func (s accountSet) add(a ad.Account) {
	if a.SID != "" {
		s.sids[a.SID] = true
	}
	s.dns[strings.ToLower(a.DN)] = true
}

func (s accountSet) has(a ad.Account) bool {
	return a.SID != "" && s.sids[a.SID] || s.dns[strings.ToLower(a.DN)]
}
