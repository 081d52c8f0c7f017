package facts

import "adwalk/diag"

// Krb5Conf is the client's own krb5.conf, subject "".
var Krb5Conf = diag.Define[Krb5ConfValue]("client.krb5conf", "the client's own krb5.conf: its files, and what MIT's library refuses in them", diag.Exact)

// Krb5ConfValue says what was read. Invalid is where and why MIT's library refuses
// it; "" when it takes it.
type Krb5ConfValue struct {
	Files   []string `json:"files,omitempty"`
	Invalid string   `json:"invalid,omitempty"`
	Passed  string   `json:"passed_over,omitempty"` // where it takes the file and passes over a part that was meant to count
	Notes   []string `json:"notes,omitempty"`       // what is skipped, and why
	// NoETypes says that a list of encryption types (permitted_enctypes, default_tgs_enctypes)
	// names none that is known: no client gets a ticket.
	NoETypes bool `json:"no_enctypes,omitempty"`
}
