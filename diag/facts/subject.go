package facts

import (
	"strings"

	"adwalk/diag"
)

// A subject of several parts is written and read here alone. A part that holds the
// separator itself, as a foreign SPN or a file's name may, comes back as it was.

const separator = "|"

var (
	escape   = strings.NewReplacer("%", "%25", separator, "%7C")
	unescape = strings.NewReplacer("%25", "%", "%7C", separator)
)

// joinParts escapes only what could be taken for something else: nearly every SPN
// stays as it is.
func joinParts(parts ...string) string {
	for i, p := range parts {
		if strings.Contains(p, separator) || unescape.Replace(p) != p {
			parts[i] = escape.Replace(p)
		}
	}
	return strings.Join(parts, separator)
}

func splitParts(subject string) []string {
	parts := strings.Split(subject, separator)
	for i, p := range parts {
		parts[i] = unescape.Replace(p)
	}
	return parts
}

// parts folds each part of a subject by itself; parts beyond the folds are compared
// as the last one.
func parts(folds ...diag.Fold) diag.Fold {
	return func(subject string) string {
		list := splitParts(subject)
		for i, p := range list {
			list[i] = folds[min(i, len(folds)-1)](p)
		}
		return joinParts(list...)
	}
}

// ServiceAt is the subject of a ServiceAnswer: an SPN, and the host or address that
// is asked; "" is the SPN's own host.
type ServiceAt struct{ SPN, Address string }

// Subject writes it.
func (s ServiceAt) Subject() string {
	if s.Address == "" {
		return joinParts(s.SPN)
	}
	return joinParts(s.SPN, s.Address)
}

// ServiceOf reads it.
func ServiceOf(subject string) ServiceAt {
	p := append(splitParts(subject), "")
	return ServiceAt{p[0], p[1]}
}

// Delegated is the subject of a DelegationProof: a front end, the user in whose
// name it asks, and the target.
type Delegated struct{ FrontEnd, User, Target string }

// Subject writes it.
func (d Delegated) Subject() string { return joinParts(d.FrontEnd, d.User, d.Target) }

// DelegatedOf reads it; ok is false for a subject of another kind.
func DelegatedOf(subject string) (d Delegated, ok bool) {
	p := splitParts(subject)
	if len(p) != 3 {
		return d, false
	}
	return Delegated{p[0], p[1], p[2]}, true
}
