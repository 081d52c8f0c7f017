package forest

import (
	"fmt"
	"strings"
	"time"
)

// statusTime is how an American server writes a time; the lab's servers run on
// UTC, so that a paste means the same wherever it is read.
const statusTime = "1/2/2006 3:04:05 PM"

// ASAStatus renders what Get-ClientAccessServer shows of the alternate service
// account credential of every array member, in list form.
func ASAStatus(f *Forest) string {
	var b strings.Builder
	b.WriteString("\n")
	for _, m := range f.Members {
		fmt.Fprintf(&b, "Name                                 : %s\n", m.Name)
		fmt.Fprintf(&b, "AlternateServiceAccountConfiguration : Latest: %s\n", f.status(m.Latest))
		fmt.Fprintf(&b, "                                       Previous: %s\n", f.status(m.Prior))
		b.WriteString("                                           ...\n\n")
	}
	return b.String()
}

func (f *Forest) status(c Credential) string {
	if c.Account == "" {
		return "<Not set>"
	}
	return c.When.UTC().Format(statusTime) + ", " + f.NetBIOS + `\` + c.Account
}

// AddressBookLog renders a morning of the AddressBook Service log. Outlook
// uses Kerberos when every name of the array works, and NTLM otherwise.
func AddressBookLog(f *Forest) string {
	var b strings.Builder
	start := f.Now().Add(-2 * time.Hour).Truncate(time.Minute)
	fmt.Fprintf(&b, "#Software: Microsoft Exchange Server\n#Version: 14.01.0289.007\n#Log-type: AddressBook Protocol Logs\n#Date: %s\n",
		start.Format("2006-01-02T15:04:05.000Z"))
	b.WriteString("#Fields: date-time,session-id,seq-number,client-name,organization-info,client-software,server-name,protocol," +
		"operation,rpc-status,processing-time,operation-specific,failures,authentication-type,client-ip\n")
	clients := []string{"Alice Archer", "Bob Baker", "Carol Cole", "Dan Drew", "Erin Ely", "Frank Foy"}
	for i := range 24 {
		who := clients[i%len(clients)]
		how := "Kerberos"
		if (f.LogNTLM || !f.arrayWorks()) && i%6 != 5 {
			how = "Ntlm"
		}
		server := "cas1"
		if i%2 == 1 {
			server = "cas2"
		}
		at := start.Add(time.Duration(i) * 73 * time.Second)
		fmt.Fprintf(&b, "%s,%d,0,/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=%s,,,%s,ncacn_ip_tcp,Bind,,%d,,,%s,\n",
			at.Format("2006-01-02T15:04:05.000Z"), 9+i, strings.ReplaceAll(who, " ", ""), server, 3+i%5, how)
	}
	return b.String()
}

// arrayWorks says whether every name of every array has one owner, its
// account, and every member holds that account's key.
func (f *Forest) arrayWorks() bool {
	for _, spn := range f.ExpectedSPNs() {
		owners := f.Tree.Owners(spn)
		if len(owners) != 1 || owners[0].Secret == nil || !strings.EqualFold(owners[0].Text("sAMAccountName"), f.Exchange.ASA) {
			return false
		}
		for _, m := range f.ArrayMembers() {
			if m.Latest.KVNO != owners[0].Secret.KVNO {
				return false
			}
		}
	}
	return true
}
