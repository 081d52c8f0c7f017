package spnscan

import (
	"cmp"
	"slices"

	"adwalk/ad"
)

// owners lists enabled accounts, the ones most likely to have no good key first.
func (x *Index) owners() ([]ad.Account, bool) {
	var enabled []uint32
	for i := range x.store.count {
		if !x.store.head(i).uac.Has(ad.UACDisabled) {
			enabled = append(enabled, uint32(i))
		}
	}
	slices.SortStableFunc(enabled, func(a, b uint32) int {
		x, y := x.store.head(int(a)), x.store.head(int(b))
		return cmp.Or(int(x.strength)-int(y.strength), cmp.Compare(x.set, y.set))
	})
	cut := len(enabled) > MaxOwners
	var out []ad.Account
	for _, i := range enabled[:min(len(enabled), MaxOwners)] {
		if x.full() {
			return out, true
		}
		out = append(out, x.account(int(i)))
	}
	return out, cut
}

func strength(a ad.Account) int {
	switch {
	case a.UAC.Has(ad.UACDESOnly):
		return 0
	case a.PasswordNever:
		return 1
	case !a.ETypes.AES() && !a.ETypes.Unset():
		return 2
	case a.ETypes.Unset():
		return 3
	}
	return 4
}
