package forest

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// LDAPPolicy is what a domain controller demands of a login; the zero value demands
// signing and a channel binding token.
type LDAPPolicy struct {
	Unsigned           bool // takes binds that are neither signed nor under TLS
	Unbound, Unchecked bool // takes binds inside TLS without a token; looks at none
	NoTLS              bool // has no certificate
}

// LDAPPolicy is the policy of a domain controller, by its short name.
func (f *Forest) LDAPPolicy(dc string) LDAPPolicy {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.policies[strings.ToLower(dc)]
}

// SetLDAPPolicy changes it, also while the controller runs; NoTLS counts at its start.
func (f *Forest) SetLDAPPolicy(dc string, change func(*LDAPPolicy)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.policies[strings.ToLower(dc)]
	change(&p)
	if f.policies == nil {
		f.policies = map[string]LDAPPolicy{}
	}
	f.policies[strings.ToLower(dc)] = p
}

// Bind is a login that a domain controller wrote down.
type Bind struct {
	Event  int    // 2889, 3039
	Host   string // of the client
	User   string
	Simple bool
	Count  int
}

// AddBinds adds logins to the exported events of the first domain controller.
func (f *Forest) AddBinds(list ...Bind) { f.binds = append(f.binds, list...) }

// LDAPEvents renders the logins as an export of the Directory Service log.
func LDAPEvents(f *Forest) string {
	var b strings.Builder
	at, record := f.Now().Add(-24*time.Hour).UTC(), 900
	event := func(id int, values ...string) {
		at, record = at.Add(67*time.Second), record+1
		fmt.Fprintf(&b, `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-ActiveDirectory_DomainService"/><EventID>%d</EventID><Level>4</Level><TimeCreated SystemTime=%q/><EventRecordID>%d</EventRecordID><Channel>Directory Service</Channel><Computer>dc1.%s</Computer></System><EventData>`,
			id, at.Format("2006-01-02T15:04:05.0000000Z"), record, f.Domain)
		for _, v := range values {
			b.WriteString("<Data>")
			_ = xml.EscapeText(&b, []byte(v)) // a builder never fails
			b.WriteString("</Data>")
		}
		b.WriteString("</EventData></Event>\n")
	}
	b.WriteString("<Events>\n")
	event(1000) // the service has started
	port := 50000
	for _, l := range f.binds {
		for range max(l.Count, 1) {
			port++
			values := []string{l.Host + ":" + strconv.Itoa(port), l.User}
			if l.Event == 2889 && l.Simple {
				values = append(values, "1")
			} else if l.Event == 2889 {
				values = append(values, "0")
			}
			event(l.Event, values...)
		}
	}
	b.WriteString("</Events>\n")
	return b.String()
}
