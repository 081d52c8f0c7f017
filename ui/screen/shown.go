package screen

import (
	"time"

	"adwalk/ad"
	"adwalk/ad/trace"
)

// Status is what the header says of the connection. Empty parts are shown as
// not known.
type Status struct {
	Realm      string    // "CONTOSO.LAB"
	Server     string    // the domain controller, "dc1.contoso.lab"
	Identity   string    // who is bound, "alice@CONTOSO.LAB"
	Protection string    // "TLS", "TLS, not verified", "StartTLS", "sealed", "signed", "none"
	Epoch      int       // changes with every login of the session; 0 where it does not count them
	Expires    time.Time // when the ticket-granting ticket in use ends; zero when it is not known
	Lab        bool      // the embedded forest: nothing real can break
	Scenario   string    // what the lab was started with, "cas-array"; "" outside the lab
}

// JournalRow is one write as the journal lists it.
type JournalRow struct {
	ID     string
	At     time.Time
	By     string // who wrote
	Server string
	Change ad.Change
	State  string // "done", "already", "refused", "failed" (sent, not known to have worked), "unknown" or "intended" (no outcome was recorded)
	Undoes string // the ID of the entry that this one undid, "" for none
	Undone bool   // a later entry undid it
	Plan   string // the plan that it was written with, "" for none
	// Left are the changes of its plan that were not made, where the plan is half done.
	Left    []ad.Change
	Problem string // why it was refused
	Note    string // worth knowing, not wrong
	// Before and After are all values of the attribute, as they were read before
	// the write and read back after it.
	Before, After []string
	USN           int64 // highest committed USN of the server after the write, 0 when not known
}

// LogLine is one exchange with a server.
type LogLine = trace.Event

// Explanation is what a pasted text turned out to be.
type Explanation struct {
	Title  string            // "No account holds the service name that was asked for"
	What   string            // what was recognised: "KDC_ERR_S_PRINCIPAL_UNKNOWN (7). The KDC knows …"
	Sure   string            // "sure", "likely", "possible"; "" is not said
	Cause  []string          // what usually causes it, likeliest first
	Do     []string          // what to look at, in this order
	Code   string            // a finding code with a page, "" for none
	Guide  string            // the walkthrough to take, "" for none
	Values map[string]string // inputs of that guide found in the text
	Screen ToNamed           // the screen that shows more where there is no guide; without a name none
}

// Rendering is a plan in one tool's words.
type Rendering struct {
	Name string // "setspn", "PowerShell", "LDIF"
	Text string
	// Continue ends a line that goes on in the next one, in this tool's shell:
	// "`" in PowerShell, "^" in cmd, "\\" in sh; "" where a line cannot go on.
	Continue string
}
