package explain

import (
	"fmt"
	"sync"

	"adwalk/ad"
)

// protocolError is one error code of the protocol (RFC 4120 7.5.9 and its
// extensions). Its names, MIT numbers and the KDC's usual words are made from
// it.
type protocolError struct {
	code   int
	names  []string // further names, without the prefix
	say    []string // the messages of the libraries, and further phrases
	what   string
	family string
	also   []string
	causes []string
	next   []string
	guide  string
	weight int
}

// mitBase is what MIT and Heimdal add to a protocol code to make a library
// code (krb5_err.et).
const mitBase = -1765328384

var prefixes = []string{"kdc_err_", "krb5kdc_err_", "krb_ap_err_", "krb5krb_ap_err_", "krb5_ap_err_", "kerb_ap_err_", "kerb_kdc_err_", "krb_err_", "krb5krb_err_",
	"krb5_kdc_err_", "krb5_err_", "krb_kdc_err_", "krb5krb_ap_", "krb_ap_", "kdcerr_", "err_"}

func (p protocolError) entry() entry {
	e := entry{what: p.what, family: p.family, also: p.also, causes: p.causes, next: p.next, guide: p.guide, weight: p.weight}
	name := ad.KDCErrorName(p.code)
	e.codes = []string{fmt.Sprintf("%s (%d, 0x%x)", name, p.code, p.code)}
	suffixes := append([]string{suffix(lower(name))}, p.names...)
	for _, s := range suffixes {
		for _, pre := range prefixes {
			e.say = append(e.say, pre+lower(s))
		}
	}
	e.say = append(e.say, p.say...)
	e.say = append(e.say, mitForms(p.code)...)
	return e
}

// suffix takes the prefix off a code's name.
func suffix(name string) string {
	for _, pre := range []string{"kdc_err_", "krb_ap_err_", "krb_ap_", "krb_err_"} {
		if len(name) > len(pre) && name[:len(pre)] == pre {
			return name[len(pre):]
		}
	}
	return name
}

func mitForms(code int) []string {
	v := uint32(int32(mitBase + code))
	return forms(v)
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

var kerberosEntries = sync.OnceValue(func() map[int64]*entry {
	out := map[int64]*entry{}
	for _, list := range [][]protocolError{kdcErrors, apErrors, pkinitErrors} {
		for _, p := range list {
			e := p.entry()
			e.kind = "Kerberos message"
			if e.weight == 0 {
				e.weight = usual + 5
			}
			out[int64(p.code)] = &e
		}
	}
	return out
})
