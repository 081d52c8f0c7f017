package explain

import "adwalk/diag/paste"

// Explanation is what a paste was found to say.
type Explanation struct {
	Kind      string            `json:"kind"`                // what the paste is: "Kerberos message", "Windows event", … or "not recognised"
	Matches   []Match           `json:"matches"`             // best first, one a cause family; empty when nothing was recognised
	Values    Values            `json:"values,omitempty"`    // what was found in the whole paste
	Truncated bool              `json:"truncated,omitempty"` // only the first MaxText bytes were read
	Tickets   *paste.TicketList `json:"tickets,omitempty"`   // the rows, when the paste is a list of tickets
	Hint      string            `json:"hint,omitempty"`      // when nothing was recognised: what can be
}

// Match is one cause family that the paste points to.
type Match struct {
	What       string            `json:"what"`   // what was recognised, in one sentence
	Codes      []string          `json:"codes"`  // the codes by their usual names, most telling first
	Family     string            `json:"family"` // stable id of the cause family: "spn-missing"
	Title      string            `json:"title"`  // the family in words
	Causes     []string          `json:"causes"` // usual causes, likeliest first
	Next       []string          `json:"next"`   // what to check, in this order
	Guide      string            `json:"guide,omitempty"`
	Inputs     map[string]string `json:"inputs,omitempty"`  // for the guide: see the Input… constants
	Finding    string            `json:"finding,omitempty"` // code of the finding whose page says more
	Confidence Confidence        `json:"confidence"`
	Seen       string            `json:"seen"` // the words in the paste that gave it away, printable and short
	At         int               `json:"at"`   // line of the paste, from 1

	score int
}

// Confidence says how sure a match is.
type Confidence string

// The confidences.
const (
	Sure     Confidence = "sure"     // the paste says it in so many words
	Likely   Confidence = "likely"   // the usual reading
	Possible Confidence = "possible" // one reading of several
)

// Values are the names found in a paste, by Input key, in order of appearance.
type Values map[string][]string

// The keys of Match.Inputs and Values.
const (
	InputSPN     = "spn"     // class/host, without the realm
	InputHost    = "host"    // the service's host
	InputAccount = "account" // the account that holds or runs the service
	InputUser    = "user"    // who was logging in
	InputRealm   = "realm"   // upper case
	InputKDC     = "kdc"     // host or address of the KDC or domain controller
	InputAddress = "address" // an IP address that is not known to be a KDC
	InputDN      = "dn"      // a distinguished name
)

const accepted = "Accepted are: an error code (7, 0x7, 0x80090303, -1073741059, -1765328377), its name (KDC_ERR_S_PRINCIPAL_UNKNOWN, SEC_E_TARGET_UNKNOWN), " +
	"the message of kinit, klist, kvno, setspn, Java, .NET, Samba or an LDAP tool, a Windows event with its text, an SMTP reply, or a log line that holds one of these. " +
	"Paste the line with the error itself, with its code."
