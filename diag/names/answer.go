package names

import "adwalk/ad"

// Answer is all that is said of one target: what each client asks for, and, where
// the directory was asked, who owns that.
type Answer struct {
	Target   ad.ServiceTarget  `json:"target"`
	DNS      DNS               `json:"dns"`
	Krb5     Krb5              `json:"krb5"`
	Clients  []Client          `json:"clients"`
	Owners   map[string]Owner  `json:"owners,omitempty"`  // by SPN in small letters
	Tickets  map[string]string `json:"tickets,omitempty"` // what the KDC answered, by SPN in small letters
	Sentence string            `json:"sentence"`
	Notes    []string          `json:"notes,omitempty"` // what was not asked, and why
}
