package lookup

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// LDIF writes an entry as LDIF (RFC 2849): what is not safe there as base64.
func LDIF(e ad.Entry) string {
	var b strings.Builder
	line := func(name string, value []byte) {
		if ldifSafe(value) {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
			return
		}
		fmt.Fprintf(&b, "%s:: %s\n", name, base64.StdEncoding.EncodeToString(value))
	}
	line("dn", []byte(e.DN))
	for _, a := range e.Attributes {
		if !ldifName(a.Name) {
			continue
		}
		for _, v := range a.Values {
			line(a.Name, v)
		}
	}
	return b.String() + "\n"
}

func ldifName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && r != ';' && r != '=' && r != '.' && r != '*' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

func ldifSafe(v []byte) bool {
	if len(v) == 0 {
		return true
	}
	for _, c := range v {
		if c < 0x20 || c > 0x7e {
			return false
		}
	}
	return !slices.Contains([]byte(" :<"), v[0]) && v[len(v)-1] != ' '
}

// Entry is the object as the directory sent it, without the attributes that are not set.
func (o Object) Entry() ad.Entry {
	e := ad.Entry{DN: o.DN}
	for _, a := range o.Attributes {
		var values []ad.Value
		for _, v := range a.Values {
			values = append(values, v.Raw)
		}
		if len(values) > 0 {
			e.Attributes = append(e.Attributes, ad.Attribute{Name: a.Name, Values: values})
		}
	}
	return e
}
