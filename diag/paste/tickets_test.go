package paste

import (
	"strings"
	"testing"
	"time"
)

const windowsList = `
Current LogonId is 0:0x17239e

Cached Tickets: (2)

#0>	Client: jo @ FABRIKAM.EXAMPLE
	Server: krbtgt/FABRIKAM.EXAMPLE @ FABRIKAM.EXAMPLE
	KerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96
	Ticket Flags 0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize
	Start Time: 3/28/2024 1:33:47 (local)
	End Time:   3/28/2024 11:33:47 (local)
	Renew Time: 4/4/2024 1:33:47 (local)
	Session Key Type: AES-256-CTS-HMAC-SHA1-96
	Cache Flags: 0x1 -> PRIMARY
	Kdc Called: DC7.fabrikam.example

#1>	Client: jo @ FABRIKAM.EXAMPLE
	Server: http/portal.fabrikam.example @ FABRIKAM.EXAMPLE
	KerbTicket Encryption Type: RSADSI RC4-HMAC(NT)
	Ticket Flags 0x40a50000 -> forwardable renewable pre_authent ok_as_delegate name_canonicalize
	Start Time: 3/28/2024 1:34:47 (local)
	End Time:   3/28/2024 11:33:47 (local)
	Renew Time: 4/4/2024 1:33:47 (local)
	Session Key Type: AES-256-CTS-HMAC-SHA1-96
	Cache Flags: 0
	Kdc Called: DC7.fabrikam.example
`

// The rows of klist come out whole, whatever language its labels are in.
func TestWindowsTickets(t *testing.T) {
	german := strings.NewReplacer("Cached Tickets", "Zwischengespeicherte Tickets", "KerbTicket Encryption Type", "KerbTicket (Verschlüsselungstyp)", "Ticket Flags", "Ticketkennzeichen",
		"Start Time", "Startzeit", "End Time", "Endzeit", "Renew Time", "Erneuerungszeit", "Session Key Type", "Sitzungsschlüsseltyp", "Cache Flags", "Cachekennzeichen", "Kdc Called", "KDC aufgerufen", "(local)", "(lokal)",
		"3/28/2024", "28.3.2024", "4/4/2024", "4.4.2024").Replace(windowsList)
	for name, text := range map[string]string{"english": windowsList, "german": german} {
		l, err := Tickets(text)
		if err != nil || len(l.Tickets) != 2 || l.Layout != WindowsTickets {
			t.Fatalf("%s: %+v, %v", name, l, err)
		}
		tgt, web := l.Tickets[0], l.Tickets[1]
		if !tgt.TGT() || tgt.RC4() || tgt.Realm != "FABRIKAM.EXAMPLE" || tgt.Client != "jo@FABRIKAM.EXAMPLE" {
			t.Errorf("%s: %+v", name, tgt)
		}
		if web.Server != "http/portal.fabrikam.example" || !web.RC4() || web.KDC != "DC7.fabrikam.example" || web.SessionEType != "AES-256-CTS-HMAC-SHA1-96" ||
			!web.End.Equal(time.Date(2024, 3, 28, 11, 33, 47, 0, time.UTC)) || web.Renew.IsZero() {
			t.Errorf("%s: %+v", name, web)
		}
		if !web.Over(time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)) || web.Over(time.Date(2024, 3, 28, 20, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: over", name)
		}
	}
}

// A ticket whose dates can be read two ways has no date, and has not expired.
func TestTicketsWithOpenDates(t *testing.T) {
	l, err := Tickets(strings.NewReplacer("3/28/2024", "3/4/2024", "4/4/2024", "3/5/2024").Replace(windowsList))
	if err != nil || !l.Tickets[0].End.IsZero() || l.Tickets[0].Over(time.Now()) {
		t.Errorf("%+v, %v", l.Tickets, err)
	}
}

func TestOtherKlists(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		layout  TicketLayout
		tickets int
	}{
		"mit":            {"Ticket cache: FILE:/tmp/krb5cc_7\nDefault principal: jo@LAB.EXAMPLE\n\nValid starting       Expires              Service principal\n2025-05-07 10:50:16  2025-05-07 20:50:16  krbtgt/LAB.EXAMPLE@LAB.EXAMPLE\n\trenew until 2025-05-14 10:50:16, Flags: FRI\n\tEtype (skey, tkt): aes256-cts-hmac-sha1-96, DEPRECATED:arcfour-hmac\n", MITTickets, 1},
		"mit keytab":     {"Keytab name: FILE:/etc/krb5.keytab\nKVNO Principal\n---- ----\n   2 host/h9@LAB.EXAMPLE (DEPRECATED:arcfour-hmac)\n", MITKeytab, 0},
		"heimdal":        {"Credentials cache: FILE:/tmp/krb5cc_7\n        Principal: jo@LAB.EXAMPLE\n\n  Issued                Expires               Principal\nMay  7 10:50:16 2025  >>>Expired<<<         krbtgt/LAB.EXAMPLE@LAB.EXAMPLE\n", HeimdalTickets, 1},
		"heimdal blocks": {"Credentials cache: FILE:/tmp/x\n  Principal: jo@LAB.EXAMPLE\n\nServer: http/w.lab.example@LAB.EXAMPLE\nClient: jo@LAB.EXAMPLE\nTicket etype: aes256-cts-hmac-sha1-96, kvno 2\nEnd time:   Nov 29 02:53:44 2025\n", HeimdalTickets, 1},
		"sessions":       {"Current LogonId is 0:0x3e7\n[0] Session 0 0:0x5278b LAB\\jo NTLM:Interactive\n", WindowsSessions, 0},
		"bindings":       {"The kerberos KDC binding cache has been queried successfully.\n\nKDC binding cache entries: (1)\n\n#0>\tRealmName: lab.example\n\tKDC Address: dc3\n", WindowsBind, 0},
		"empty":          {"Current LogonId is 0:0x47dc3\n\nCached Tickets: (0)\n", WindowsTickets, 0},
		"purged":         {"Current LogonId is 0:0xf6b58\n\tDeleting all tickets:\n\tTicket(s) purged!\n", WindowsPurge, 0},
	} {
		l, err := Tickets(c.text)
		if err != nil || l.Layout != c.layout || len(l.Tickets) != c.tickets {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
	tgt := "Cached TGT:\n\nServiceName        : krbtgt\nTargetName (SPN)   : krbtgt\nClientName         : jo\nDomainName         : LAB.EXAMPLE\nStartTime          : 3/16/2026 19:07:09 (local)\nEndTime            : 3/17/2026 5:07:09 (local)\nTimeSkew           :  - 0:05 minute(s)\n"
	l, err := Tickets(tgt)
	if err != nil || l.Skew == nil || *l.Skew != -5*time.Second || l.Tickets[0].End.Day() != 17 {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := Tickets("no tickets here"); err == nil {
		t.Error("any text is a list of tickets")
	}
}

func FuzzTickets(f *testing.F) {
	f.Add(windowsList)
	f.Add("Ticket cache: FILE:/x\nDefault principal: a@B\n\n05/07/2025 10:50:16  05/07/2025 20:50:16  a/b@B\n")
	f.Add("Credentials cache: FILE:/x\n Principal: a@B\n\nMay  7 10:50:16 2025  >>>Expired<<<  a/b@B\n")
	f.Add("TargetName : krbtgt\nTimeSkew : - 0:05 minute(s)\n")
	f.Fuzz(func(t *testing.T, in string) {
		l, err := Tickets(in)
		if err == nil && (l.Layout == "" || len(l.Tickets) > maxTickets) {
			t.Errorf("%+v", l)
		}
	})
}
