package facts

import "adwalk/diag"

// TokenSize is how large a user's login becomes by its groups.
var TokenSize = diag.Define[TokenSizeValue]("token.size", "the size of a user's login: groups, SID history, and the bytes of a real ticket, by user", diag.Names)

// TokenSizeValue counts what goes into the PAC of a ticket (MS-PAC 2.5).
type TokenSizeValue struct {
	User      string `json:"user"`
	Groups    int    `json:"groups"`      // SIDs in tokenGroups
	Short     int    `json:"short"`       // of these: global and universal groups of the user's domain, 8 bytes each
	Long      int    `json:"long"`        // of these: all others, 40 bytes each
	History   int    `json:"sid_history"` // SIDs of sIDHistory, the groups' own included, 40 bytes each
	Unsorted  int    `json:"unsorted"`    // groups whose kind could not be read, taken for long ones
	Delegable bool   `json:"delegable"`   // the account may be delegated: a front end may get a second ticket
	// TicketBytes is the size of a service ticket that the KDC really made for this
	// user, 0 where none was asked for.
	TicketBytes int    `json:"ticket_bytes,omitempty"`
	TicketSPN   string `json:"ticket_spn,omitempty"`
}

// Estimate is the size of the login in bytes as Microsoft's formula has it
// (KB327825): 1200 + 40d + 8s.
func (v TokenSizeValue) Estimate() int {
	return 1200 + 40*(v.Long+v.Unsorted+v.History) + 8*v.Short
}

// apOverhead is what AP-REQ, authenticator and SPNEGO put around a ticket (RFC 4120
// 5.5.1, RFC 4178): measured with MIT's and our own library, rounded up.
const apOverhead = 500

// Header is the length of the HTTP header that carries the ticket (RFC 4559): the
// larger of the estimate and the real ticket, in base64.
func (v TokenSizeValue) Header() int {
	n := max(v.Estimate(), v.TicketBytes) + apOverhead
	return len("Authorization: Negotiate ") + (n+2)/3*4
}

// TokenLimit is the longest login header that a web server accepts; a guide puts it.
var TokenLimit = diag.Define[TokenLimitValue]("token.limit", "the longest login header that the web server accepts", diag.Exact)

// TokenLimitValue is a limit in bytes and whose it is.
type TokenLimitValue struct {
	Server string `json:"server"`
	Header int    `json:"header"`
}
