package ask

import (
	"adwalk/diag"
	"adwalk/diag/facts"
)

// OnOnlyOwner expects an SPN on the one account that answers for it, where no other
// account is expected: the object itself, since another may share its name. want comes
// back as it is where the owners are not known, or there is none or several.
func OnOnlyOwner(r *diag.Reader, spn string, want facts.ExpectedValue) facts.ExpectedValue {
	f, ok := facts.Owners.Get(r, spn)
	if !ok || !f.Known() || want.Owner != "" {
		return want
	}
	if list := f.Value.Answering(); len(list) == 1 {
		want.Owner, want.OwnerFrom, want.Alias = list[0].DN, facts.OwnerGuessed, true
	}
	return want
}
