package ad

import "time"

// Source says where a fact came from and when it was seen, so that every
// verdict can be traced to a domain controller, a KDC, a file or a person.
type Source struct {
	Kind string    `json:"kind"`         // ldap, gc, kdc, dns, service, file, paste, operator, derived
	Name string    `json:"name"`         // host, path or what was pasted; never a secret
	At   time.Time `json:"at"`           // when it was seen, UTC
	As   string    `json:"as,omitempty"` // who asked, where that decides what can be seen
}

// String renders the source as evidence lines do: "ldap dc1.contoso.lab".
func (s Source) String() string {
	switch {
	case s.Kind == "":
		return s.Name
	case s.Name == "":
		return s.Kind
	}
	return s.Kind + " " + s.Name
}
