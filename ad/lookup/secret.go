package lookup

import (
	"slices"
	"strings"

	"adwalk/ad"
)

// secrets are attributes that hold passwords or keys. A directory gives some of
// them to nobody and others to a few; they are shown only when they are named.
var secrets = []string{"unicodepwd", "userpassword", "unixuserpassword", "dbcspwd", "ntpwdhistory", "lmpwdhistory", "supplementalcredentials", "ms-mcs-admpwd",
	"mslaps-password", "mslaps-encryptedpassword", "mslaps-encryptedpasswordhistory", "mslaps-encrypteddsrmpassword", "msds-managedpassword",
	"mssfu30password", "orclcommonattribute", "msfve-recoverypassword", "msfve-keypackage", "trustauthincoming", "trustauthoutgoing", "priorvalue", "currentvalue"}

// hiddenValue stands for a value that is not shown.
const hiddenValue = "(a secret; name the attribute to see it)"

// Secret says whether an attribute holds passwords or keys.
func Secret(attribute string) bool {
	base, _, _ := strings.Cut(fold(attribute), ";")
	return slices.Contains(secrets, base)
}

// HideSecrets takes the values of secret attributes out of an entry, but for those
// that were asked for by name.
func HideSecrets(e ad.Entry, asked []string) ad.Entry {
	for i, a := range e.Attributes {
		if !Secret(a.Name) || slices.ContainsFunc(asked, func(n string) bool { return strings.EqualFold(n, a.Name) }) {
			continue
		}
		values := make([]ad.Value, len(a.Values))
		for k := range values {
			values[k] = ad.Value(hiddenValue)
		}
		e.Attributes[i].Values = values
	}
	return e
}
