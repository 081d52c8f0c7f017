package forest

import "adwalk/ad/lab/store"

// Remove takes an object and everything below it out of the directory.
func (f *Forest) Remove(dn string) {
	var below []string
	f.Tree.Search(dn, store.ScopeSub, store.Present("objectClass"), true, func(e *store.Entry) bool {
		below = append(below, e.DN)
		return true
	})
	for _, d := range below {
		f.fail(f.Tree.Remove(d))
	}
}

// RemoveAccount takes an account out.
func (f *Forest) RemoveAccount(name string) {
	if dn := f.DN(name); dn != "" {
		f.Remove(dn)
	}
}
