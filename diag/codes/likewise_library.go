package codes

import "strings"

// likewiseLibrary makes PBIS's names of Kerberos errors from MIT's: LW_ERROR_ stands
// before the same name. What likewise has itself is left out.
func likewiseLibrary() []Entry {
	had := map[string]bool{}
	for _, e := range likewise {
		for _, s := range e.Say {
			had[s] = true
		}
	}
	var out []Entry
	add := func(e Entry, name string) {
		if say := "lw_error_" + lower(name); !had[say] {
			had[say] = true
			e.Say, e.Codes = []string{say}, []string{strings.ToUpper(say)}
			out = append(out, e)
		}
	}
	for _, list := range [][]protocolError{kdcErrors, apErrors, pkinitErrors} {
		for _, p := range list {
			e := p.entry()
			for _, s := range p.Names {
				add(e, "krb5kdc_err_"+s)
				add(e, "krb5krb_ap_err_"+s)
			}
			for _, s := range e.Say {
				if strings.HasPrefix(s, "krb5kdc_err_") || strings.HasPrefix(s, "krb5krb_ap_err_") {
					add(e, s)
				}
			}
		}
	}
	for _, l := range mitLibrary {
		for _, n := range l.Names {
			add(l.entry(), n)
		}
	}
	return out
}
