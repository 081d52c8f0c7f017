package forest

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// Logon is one logon as Windows writes it to the NTLM or the security log.
type Logon struct {
	Target   string // the SPN that the client gave, "" where it gave none
	Process  string
	Reason   string
	Kerberos bool // a logon with Kerberos at Target's host
	Count    int
}

// AddLogons adds logons to the exported events.
func (f *Forest) AddLogons(list ...Logon) { f.Logons = append(f.Logons, list...) }

// NTLMEvents renders the logons as an export of events: 4624 for Kerberos, 4020 of a
// client for NTLM.
func NTLMEvents(f *Forest) string {
	var b strings.Builder
	at, record := f.Now().Add(-24*time.Hour).UTC(), 4000
	event := func(id int, provider, computer string, data ...string) {
		at, record = at.Add(41*time.Second), record+1
		fmt.Fprintf(&b, `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name=%q/><EventID>%d</EventID><TimeCreated SystemTime=%q/><EventRecordID>%d</EventRecordID><Computer>%s</Computer></System><EventData>`,
			provider, id, at.Format("2006-01-02T15:04:05.0000000Z"), record, computer)
		for i := 0; i+1 < len(data); i += 2 {
			fmt.Fprintf(&b, `<Data Name="%s">`, data[i])
			_ = xml.EscapeText(&b, []byte(data[i+1])) // a builder never fails
			b.WriteString("</Data>")
		}
		b.WriteString("</EventData></Event>\n")
	}
	b.WriteString("<Events>\n")
	for _, l := range f.Logons {
		for range max(l.Count, 1) {
			if l.Kerberos {
				event(4624, "Microsoft-Windows-Security-Auditing", "web1."+f.Domain, "TargetUserName", UserName, "TargetDomainName", strings.ToUpper(f.Domain), "LogonType", "3", "AuthenticationPackageName", "Kerberos", "IpAddress", "127.0.0.77")
				continue
			}
			target, usage := l.Target, "6"
			if target == "" {
				target, usage = "Null", "1"
			}
			event(4020, "Microsoft-Windows-NTLM", "pc7."+f.Domain, "ProcessName", l.Process, "ProcessPID", "0x1a2c", "Username", UserName, "DomainName", "CONTOSO", "Hostname", "PC7", "TargetService", target,
				"NtlmUsageId", usage, "NtlmUsageReason", l.Reason, "NtlmVersion", "NTLMv2")
		}
	}
	b.WriteString("</Events>\n")
	return b.String()
}
