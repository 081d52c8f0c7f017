package fix

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// group is the group of a scan that a finding is about.
func (b *builder) group(f diag.Finding, kind facts.SPNGroupKind) (facts.SPNGroup, bool) {
	scan, ok := facts.SPNScan.Get(b.r, "")
	if !ok || !scan.Known() {
		return facts.SPNGroup{}, false
	}
	for _, g := range scan.Value.Groups {
		if g.Kind == kind && ad.FoldSPN(g.SPN) == ad.FoldSPN(f.Subject) {
			return g, true
		}
	}
	return facts.SPNGroup{}, false
}

// scanned mends a duplicate of a scan where the right holder is known: the others
// lose the value.
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
		del.Effect, del.Final = "the name stays where it belongs: "+g.Why, true
		del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this name loses Kerberos", h.Account.Label())
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
		del.Effect = fmt.Sprintf("the value with the character U+%04X, which cannot be told by eye, goes; its look-alike stays", odd)
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
	for _, a := range facts.Account.All(b.r) {
		if a.Known() && has(a.Value.SPNs, value) {
			return a.Value, true
		}
	}
	if scan, ok := facts.SPNScan.Get(b.r, ""); ok && scan.Known() {
		for _, h := range scan.Value.Odd {
			if h.Value == value {
				return h.Account, true
			}
		}
	}
	return ad.Account{}, false
}

func has(list []string, v string) bool {
	for _, s := range list {
		if s == v {
			return true
		}
	}
	return false
}
