package ask

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

func Bare(s string) string {
	return strings.TrimSuffix(s[strings.LastIndexByte(s, '\\')+1:], "$")
}

func Contains(list []string, s string) bool {
	return slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(v, s) })
}

// ContainsHost compares short and full names alike.
func ContainsHost(list []string, host string) bool {
	short, _, _ := strings.Cut(host, ".")
	return slices.ContainsFunc(list, func(v string) bool {
		s, _, _ := strings.Cut(v, ".")
		return strings.EqualFold(s, short)
	})
}

// MemberHost is the full name of a member.
func MemberHost(r *diag.Reader, name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() {
		for _, s := range f.Value.Servers {
			if strings.EqualFold(s.Name, name) && s.FQDN != "" {
				return s.FQDN
			}
		}
	}
	return name
}

// Account is the computer account of a server's name.
func Account(server string) string {
	label, _, _ := strings.Cut(server, ".")
	if strings.HasSuffix(label, "$") {
		return label
	}
	return label + "$"
}

// SAM is an account as the directory names it, else as it was typed.
func SAM(r *diag.Reader, name string) string {
	if f, ok := facts.Account.Get(r, name); ok && f.Known() && f.Value.Name != "" {
		return f.Value.Name
	}
	return name[strings.LastIndexByte(name, '\\')+1:]
}
