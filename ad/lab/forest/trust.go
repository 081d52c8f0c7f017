package forest

import "strings"

// TrustLink gives the password from which this forest's KDC has the key it shares with another realm.
func (f *Forest) TrustLink(realm string) (password string, ok bool) {
	for _, t := range f.Trusts {
		if strings.EqualFold(t.Domain, realm) {
			return t.Password, true
		}
	}
	return "", false
}

// ForeignRealm says which trusted realm a host name belongs to.
func (f *Forest) ForeignRealm(host string) (string, bool) {
	for _, t := range f.Trusts {
		if strings.EqualFold(host, t.Domain) || strings.HasSuffix(strings.ToLower(host), "."+strings.ToLower(t.Domain)) {
			return strings.ToUpper(t.Domain), true
		}
	}
	return "", false
}
