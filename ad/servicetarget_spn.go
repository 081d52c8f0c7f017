package ad

import (
	"net/netip"
	"strings"
	"unicode"
)

// spnTarget reads an SPN, with or without a realm.
func spnTarget(s string) (ServiceTarget, error) {
	t := ServiceTarget{Form: TargetSPN}
	name := strings.TrimRight(s, "/")
	if at := strings.LastIndexByte(name, '@'); at > 0 && strings.Contains(name[:at], "/") {
		name, t.Realm = name[:at], name[at+1:]
	}
	class, rest, _ := strings.Cut(name, "/")
	host, tail, third := strings.Cut(rest, "/")
	if class == "" {
		return ServiceTarget{}, badTarget("", "there is no service class in front of the slash")
	}
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil && addr.Is6() {
		// Nothing registers such a name, but it says which service is meant.
		t.Class, t.Host = class, addr.WithZone("").String()
		t.SPNs = []string{name}
		return t, nil
	}
	host = strings.TrimRight(host, ".")
	if strings.ContainsAny(name, "\"'<>") {
		return ServiceTarget{}, badTarget("", "it has quotation marks or angle brackets in it")
	}
	if third {
		host += "/" + tail
	}
	name = class + "/" + host
	plain := strings.Map(func(r rune) rune { // the host of a name may have letters that are not ASCII
		if r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) {
			return 'x'
		}
		return r
	}, name)
	checked, err := ParseSPN(plain)
	if err != nil {
		return ServiceTarget{}, err
	}
	t.Class, t.Port, t.Instance, t.Service = class, checked.Port, checked.Instance, ""
	t.Host, _, _ = strings.Cut(beforeFirst(host, "/"), ":")
	if third {
		t.Service = tail
	}
	if len(t.Port) > 5 {
		return ServiceTarget{}, badTarget(name, "the port is not a number up to 65535")
	}
	t.SPNs = []string{name}
	return t, nil
}
