package lookup

import (
	"fmt"
	"strconv"
	"strings"

	"adwalk/ad"
)

// The attributes of which single parts can be changed.
const (
	AttrUAC      = "userAccountControl"
	AttrTargets  = "msDS-AllowedToDelegateTo"
	AttrTrustees = "msDS-AllowedToActOnBehalfOfOtherIdentity"
)

// Values are the values of an attribute as changes name them. Of
// userAccountControl these are the names of its flags, of
// msDS-AllowedToActOnBehalfOfOtherIdentity the entries of Trustees, of every other
// attribute the values themselves. It is never nil. An error means that the
// value makes no sense.
func Values(e ad.Entry, attribute string) ([]string, error) {
	raw := e.Values(attribute)
	out := []string{}
	switch {
	case len(raw) == 0:
		return out, nil
	case strings.EqualFold(attribute, AttrUAC):
		n, err := strconv.ParseInt(string(raw[0]), 10, 64)
		if err != nil || n < -1<<31 || n >= 1<<32 {
			return nil, fmt.Errorf("%s is %q, not a number of 32 bits", AttrUAC, raw[0])
		}
		return append(out, ad.UAC(uint32(n)).Names()...), nil
	case strings.EqualFold(attribute, AttrTrustees):
		return Trustees(raw[0])
	}
	return append(out, e.Texts(attribute)...), nil
}
