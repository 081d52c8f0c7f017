package facts

import "adwalk/diag"

// SecondHop is the hop that a walk is about; a guide puts it.
var SecondHop = diag.Define[SecondHopValue]("second.hop", "the second hop: from which account, to which SPN, for which user", diag.Exact)

// SecondHopValue says who wants to reach what in whose name.
type SecondHopValue struct {
	From string `json:"from"` // DN of the account of the first machine
	SPN  string `json:"spn"`
	User string `json:"user,omitempty"`
}
