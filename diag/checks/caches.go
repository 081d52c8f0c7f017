package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// inUse is the operator's cache that programs take, if there is any.
func inUse(r *diag.Reader) (ad.CredCache, diag.Fact[[]ad.CredCache], bool) {
	f, ok := facts.Caches.Get(r, "")
	if !ok || !f.Known() || len(f.Value) == 0 {
		return ad.CredCache{}, f, false
	}
	return f.Value[0], f, true
}
