package scenario

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad/lab/forest"
)

// smtpVirtualServers are virtual servers that cannot authenticate to each
// other, with the events that a person finds.
var smtpVirtualServers = Scenario{Name: "smtp-virtual-servers", Title: "SMTP virtual servers cannot authenticate to each other (Exchange 2003)",
	Faults: []string{"smtp-missing", "smtp-renamed"},
	Apply:  func(f *forest.Forest) { f.Notes["events"] = smtpEvents }}

// smtpEvents renders the application log of the sending server.
func smtpEvents(f *forest.Forest) string {
	var b strings.Builder
	at := f.Now().Add(-time.Hour)
	event := func(id int, kind, text string) {
		at = at.Add(7 * time.Second)
		fmt.Fprintf(&b, "Event Type:\t%s\nEvent Source:\tMSExchangeTransport\nEvent Category:\tSMTP Protocol\nEvent ID:\t%d\nDate:\t\t%s\nTime:\t\t%s\nUser:\t\tN/A\nComputer:\tBE2\nDescription:\n%s\n\n",
			kind, id, at.Format("1/2/2006"), at.Format("3:04:05 PM"), text)
	}
	event(1706, "Warning", "EXPS is temporarily unable to provide protocol security with \""+forest.SecondSMTP+"\". \"CSessionContext::OnEXPSInNegotiate\" called \"HrServerNegotiateAuth\" which failed with error code 0x8009030c ( f:\\tisp2\\transmt\\src\\smtpsink\\exps\\expslib\\context.cpp@1799 ).")
	event(7004, "Error", "This is an SMTP protocol error log for virtual server ID 1, connection #18. The remote host \"127.0.0.42\", responded to the SMTP command \"x-exps\" with \"535 5.7.3 Authentication unsuccessful.  \". The full command sent was \"X-EXPS GSSAPI  \". This will probably cause the connection to fail.")
	event(7004, "Error", "This is an SMTP protocol error log for virtual server ID 1, connection #18. The remote host \"127.0.0.42\", responded to the SMTP command \"rcpt\" with \"550 5.7.1 Unable to relay for bob@contoso.lab  \".")
	return b.String()
}
