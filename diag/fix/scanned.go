package fix

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// group is the group of a scan that a finding is about.
func (b *builder) group(f diag.Finding, kind facts.SPNGroupKind) (facts.SPNGroup, bool) {
	type about struct {
		kind facts.SPNGroupKind
		spn  string
	}
	groups := diag.Index(b.r, "fix.groups", []string{facts.SPNScan.Name}, func(r *diag.Reader) map[about]facts.SPNGroup {
		out := map[about]facts.SPNGroup{}
		scan, _ := facts.SPNScan.Get(r, "") // without one the value is empty
		for _, g := range scan.Value.Groups {
			key := about{g.Kind, ad.FoldSPN(g.SPN)}
			if _, ok := out[key]; !ok {
				out[key] = g
			}
		}
		return out
	})
	g, ok := groups[about{kind, ad.FoldSPN(f.Subject)}]
	return g, ok
}

// scanned plans a duplicate of a scan where it is proved which owner is right: the
// others lose the value.
func (b *builder) scanned(f diag.Finding) bool {
	g, ok := b.group(f, facts.ExactDuplicate)
	if !ok || g.Right == "" {
		return false
	}
	var list []Planned
	for _, h := range g.Holders {
		if h.Account.DN == g.Right {
			continue
		}
		if b.refused(f, h.Account, attrSPN) {
			return true
		}
		del := b.del(f, h.Account, h.Value)
		del.Effect, del.Final, del.Proof = "the SPN stays where it belongs", true, g.Why
		del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this SPN loses Kerberos", h.Account.Label())
		list = append(list, del)
	}
	b.deletes = append(b.deletes, list...)
	return true
}

// lookAlike takes away the values that cannot be typed.
func (b *builder) lookAlike(f diag.Finding) {
	g, ok := b.group(f, facts.LookAlike)
	var list []Planned
	for _, h := range g.Holders {
		odd, suspicious := ad.SuspiciousSPN(h.Value)
		if !suspicious {
			continue
		}
		if b.refused(f, h.Account, attrSPN) {
			return
		}
		del := b.del(f, h.Account, h.Value)
		del.Effect = fmt.Sprintf("the value with the character U+%04X, which looks like another, is removed; its look-alike stays", odd)
		del.Proof = "no client can ask for this value: host names do not hold this character"
		list = append(list, del)
	}
	if !ok || len(list) == 0 {
		b.leave(f, "")
		return
	}
	b.deletes = append(b.deletes, list...)
}

// holderOf finds the account on which a registered value stands, byte for byte.
func (b *builder) holderOf(value string) (ad.Account, bool) {
	holders := diag.Index(b.r, "fix.holders", []string{facts.Account.Name, facts.SPNScan.Name}, func(r *diag.Reader) map[string]ad.Account {
		out := map[string]ad.Account{}
		note := func(value string, a ad.Account) {
			if _, ok := out[value]; !ok {
				out[value] = a
			}
		}
		for _, f := range facts.Account.All(r) {
			for _, spn := range f.Value.SPNs {
				note(spn, f.Value)
			}
		}
		scan, _ := facts.SPNScan.Get(r, "")
		for _, h := range scan.Value.Odd {
			note(h.Value, h.Account)
		}
		return out
	})
	a, ok := holders[value]
	return a, ok
}
