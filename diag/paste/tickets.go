package paste

import (
	"strings"
	"time"

	"adwalk/ad"
)

// TicketLayout says which program printed a list of tickets, and what it lists.
type TicketLayout string

// The layouts.
const (
	WindowsTickets  TicketLayout = "windows tickets"  // klist, klist tickets, klist get
	WindowsTGT      TicketLayout = "windows tgt"      // klist tgt
	WindowsSessions TicketLayout = "windows sessions" // klist sessions
	WindowsBind     TicketLayout = "windows bind"     // klist query_bind
	WindowsCloud    TicketLayout = "windows cloud"    // klist cloud_debug
	WindowsPurge    TicketLayout = "windows purge"    // klist purge
	MITTickets      TicketLayout = "mit tickets"      // klist of MIT's library
	MITKeytab       TicketLayout = "mit keytab"       // klist -k
	HeimdalTickets  TicketLayout = "heimdal tickets"  // klist of Heimdal, with and without -v
)

// TicketList is what klist printed.
type TicketList struct {
	Layout  TicketLayout   `json:"layout"`
	Client  string         `json:"client,omitempty"` // default principal, name@REALM
	Cache   string         `json:"cache,omitempty"`
	Tickets []PastedTicket `json:"tickets"`           // never nil
	KDCs    []string       `json:"kdcs,omitempty"`    // domain controllers that are named
	Entries int            `json:"entries,omitempty"` // keys, sessions or bindings, where no tickets are listed
	Empty   bool           `json:"empty,omitempty"`   // the program itself says that it has no ticket
	Fetched string         `json:"fetched,omitempty"` // the service for which klist get reports success
	Skew    *time.Duration `json:"skew,omitempty"`    // of klist tgt: the clock's difference, nanoseconds
}

// PastedTicket is one row. Times are local to the machine that printed them, kept as
// UTC; zero means that the time was not there or can be read in two ways.
type PastedTicket struct {
	Client       string    `json:"client,omitempty"`
	Server       string    `json:"server"` // service without the realm: krbtgt/REALM, http/host
	Realm        string    `json:"realm,omitempty"`
	Start        time.Time `json:"start,omitzero"`
	End          time.Time `json:"end,omitzero"`
	Renew        time.Time `json:"renew,omitzero"`
	TicketEType  string    `json:"ticket_etype,omitempty"` // as printed
	SessionEType string    `json:"session_etype,omitempty"`
	Flags        string    `json:"flags,omitempty"` // as printed
	KDC          string    `json:"kdc,omitempty"`
	Expired      bool      `json:"expired,omitempty"` // the program says so
}

// maxTickets bounds how many rows are kept.
const maxTickets = 500

// TGT says whether the ticket is one for the KDC itself.
func (t PastedTicket) TGT() bool {
	return len(t.Server) >= 6 && strings.EqualFold(t.Server[:6], "krbtgt")
}

// RC4 says whether the ticket itself, not its session key, is encrypted with RC4.
func (t PastedTicket) RC4() bool { return rc4(t.TicketEType) }

func rc4(etype string) bool {
	return strings.Contains(strings.ToUpper(etype), "RC4") || strings.Contains(strings.ToLower(etype), "arcfour")
}

// Over says whether the ticket had ended at a time, whatever zone its machine is in:
// the program says so, or its end lies more than a day before.
func (t PastedTicket) Over(now time.Time) bool {
	return t.Expired || !t.End.IsZero() && now.Sub(t.End) > 24*time.Hour
}

// SPNs lists the services of the tickets, without the KDC's own.
func (l TicketList) SPNs() []string {
	var out []string
	for _, t := range l.Tickets {
		if !t.TGT() {
			out = append(out, t.Server)
		}
	}
	return out
}

// Tickets reads the output of klist in any of the known layouts. Without one the
// error is a *ad.Problem.
func Tickets(text string) (TicketList, error) {
	if len(text) > maxTicketText {
		text = text[:maxTicketText]
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for _, read := range []func([]string) (TicketList, bool){windowsTickets, windowsOther, heimdalTickets, mitTickets} {
		if l, ok := read(lines); ok {
			if l.Tickets == nil {
				l.Tickets = []PastedTicket{}
			}
			return l, nil
		}
	}
	return TicketList{}, &ad.Problem{Kind: ad.ProblemUsage, What: "this is not a list of tickets", Why: "it has none of the layouts of klist",
		Do: "paste the output of klist (Windows: klist tickets)"}
}

// maxTicketText is more than any klist prints.
const maxTicketText = 1 << 20

// labelled cuts a line at its first colon; a label has letters.
func labelled(line string) (label, value string, ok bool) {
	label, value, ok = strings.Cut(line, ":")
	return strings.TrimSpace(label), strings.TrimSpace(value), ok && strings.TrimSpace(label) != ""
}

// principal takes "http/web @ REALM" apart.
func principal(s string) (name, realm string) {
	if i := strings.LastIndex(s, "@"); i >= 0 {
		return clip(strings.TrimSpace(s[:i]), 400), clip(strings.TrimSpace(s[i+1:]), 255)
	}
	return clip(strings.TrimSpace(s), 400), ""
}
