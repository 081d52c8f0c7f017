package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// SPNScan is everything registered in the forest, grouped, subject "". It is
// made by spnscan.Index from a stream of accounts.
var SPNScan = diag.Define[SPNScanValue]("spn.scan", "every registered SPN of the forest, grouped into duplicates and oddities", diag.Exact)

// SPNScanValue keeps what is worth a look, not every value.
type SPNScanValue struct {
	Accounts  int          `json:"accounts"` // that hold any SPN
	Values    int          `json:"values"`
	Groups    []SPNGroup   `json:"groups,omitempty"`
	Apart     []SPNGroup   `json:"apart,omitempty"`  // web names on another account than the HOST name that would cover them: right where the site runs as that account
	Odd       []SPNHolder  `json:"odd,omitempty"`    // values that are malformed or hold suspicious characters, outside of groups
	Owners    []ad.Account `json:"owners,omitempty"` // enabled accounts with SPNs, weakest first, at most spnscan.MaxOwners
	OwnersCut bool         `json:"owners_cut,omitempty"`
	Disabled  []ad.Account `json:"disabled,omitempty"` // disabled accounts that alone hold names of hosts other than themselves, at most spnscan.MaxOwners
	Locked    []ad.Account `json:"locked,omitempty"`   // accounts that are locked out now, or, without the flag, may be; at most spnscan.MaxOwners
	Hidden    []ad.Account `json:"hidden,omitempty"`   // accounts whose state or expiry the reader may not see, at most spnscan.MaxOwners
	Expired   []ad.Account `json:"expired,omitempty"`  // enabled accounts past their accountExpires that do, at most spnscan.MaxOwners
	Coverage  ad.Coverage  `json:"coverage"`
}

// SPNGroupKind says why registrations belong together.
type SPNGroupKind string

// The kinds of groups.
const (
	ExactDuplicate SPNGroupKind = "exact"     // the same name on several accounts
	AliasConflict  SPNGroupKind = "alias"     // a host service's name apart from its HOST name
	LookAlike      SPNGroupKind = "lookalike" // names that a person cannot tell apart
)

// SPNGroup is a set of registrations on different accounts, or of values that
// look the same.
type SPNGroup struct {
	Kind    SPNGroupKind `json:"kind"`
	SPN     string       `json:"spn"` // the plainest of the values
	Holders []SPNHolder  `json:"holders"`
	Right   string       `json:"right,omitempty"` // DN of the holder that should keep it, "" when it cannot be told
	Why     string       `json:"why,omitempty"`   // how we know
}

// SPNHolder is one registered value.
type SPNHolder struct {
	Value   string     `json:"value"` // as it stands
	Account ad.Account `json:"account"`
}

// AESTicket is what the KDC answered to a request that offered AES only, by SPN.
var AESTicket = diag.Define[ad.TicketResult]("ticket.aes", "the KDC's answer for an SPN when only AES is offered, by SPN", diag.SPNs)

// UniquenessPolicy is the directory's own duplicate protection, subject "".
var UniquenessPolicy = diag.Define[UniquenessValue]("directory.uniqueness", "dSHeuristics of the Directory Service object: whether SPN uniqueness is enforced", diag.Exact)

// UniquenessValue is character 21 of dSHeuristics (MS-ADTS 6.1.1.2.4.1.2): 0 or
// absent enforces everything.
type UniquenessValue struct {
	Raw      string `json:"raw,omitempty"`
	UPNOff   bool   `json:"upn_off,omitempty"`
	SPNOff   bool   `json:"spn_off,omitempty"`
	AliasOff bool   `json:"alias_off,omitempty"`
}
