package codes

import (
	"fmt"
	"sync"

	"adwalk/ad"
)

// protocolError is one error code of the protocol (RFC 4120 7.5.9 and its
// extensions). Its names, MIT numbers and the KDC's usual words are made from
// it.
type protocolError struct {
	Code   int
	Names  []string // further names, without the prefix
	Say    []string // the messages of the libraries, and further phrases
	What   string
	Family string
	Also   []string
	Causes []string
	Next   []string
	Guide  string
	Weight int
}

// MITBase is what MIT and Heimdal add to a protocol code to make a library code
// (krb5_err.et).
const MITBase = -1765328384

var prefixes = []string{"kdc_err_", "krb5kdc_err_", "krb_ap_err_", "krb5krb_ap_err_", "krb5_ap_err_", "kerb_ap_err_", "kerb_kdc_err_", "krb_err_", "krb5krb_err_",
	"krb5_kdc_err_", "krb5_err_", "krb_kdc_err_", "krb5krb_ap_", "krb_ap_", "kdcerr_", "err_"}

func (p protocolError) entry() Entry {
	e := Entry{What: p.What, Family: p.Family, Also: p.Also, Causes: p.Causes, Next: p.Next, Guide: p.Guide, Weight: p.Weight, Code: p.Code}
	name := ad.KDCErrorName(p.Code)
	e.Codes = []string{fmt.Sprintf("%s (%d, 0x%x)", name, p.Code, p.Code)}
	suffixes := append([]string{suffix(lower(name))}, p.Names...)
	for _, s := range suffixes {
		for _, pre := range prefixes {
			e.Say = append(e.Say, pre+lower(s))
		}
	}
	e.Say = append(e.Say, p.Say...)
	e.Say = append(e.Say, mitForms(p.Code)...)
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
	v := uint32(int32(MITBase + code))
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

var kerberosEntries = sync.OnceValue(func() map[int64]*Entry {
	out := map[int64]*Entry{}
	for _, list := range [][]protocolError{kdcErrors, apErrors, pkinitErrors} {
		for _, p := range list {
			e := p.entry()
			e.Kind = "Kerberos message"
			if e.Weight == 0 {
				e.Weight = usual + 5
			}
			out[int64(p.Code)] = &e
		}
	}
	return out
})
