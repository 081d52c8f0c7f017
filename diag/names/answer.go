package names

import (
	"strings"

	"adwalk/ad"
)

// Answer is all that is said of one target: what each client asks for, and, where
// the directory was asked, who owns that.
type Answer struct {
	Target   ad.ServiceTarget  `json:"target"`
	DNS      DNS               `json:"dns"`
	Krb5     Krb5              `json:"krb5"`
	Browser  *ad.SQLInstance   `json:"browser,omitempty"` // of a SQL Server instance without a port
	Clients  []Client          `json:"clients"`
	Owners   map[string]Owner  `json:"owners,omitempty"`  // by SPN in small letters
	Tickets  map[string]string `json:"tickets,omitempty"` // what the KDC answered, by SPN in small letters
	Sentence string            `json:"sentence"`
	Notes    []string          `json:"notes,omitempty"` // what was not asked, and why
}

// Conclude fills in the sentence, from the clients and the owners that are known.
func (a *Answer) Conclude() {
	a.Sentence = Sentence(a.Clients, a.Owners)
	if b := a.Browser; b != nil && b.Port == "" && b.Told != ad.TellsNoTCP {
		if one, ok := strings.CutPrefix(a.Sentence, "All clients ask for the same SPN, "); ok {
			a.Sentence = "The SPN with the instance's name is " + one
		}
		a.Sentence = "Without the instance's port the SPN for TCP is not known (MSSQLSvc/" + a.DNS.canonical(a.Target.Dial()) + ":PORT). " + a.Sentence
	}
}
