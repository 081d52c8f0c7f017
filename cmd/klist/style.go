package klist

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// windowsNames are the encryption types as Windows klist names them.
var windowsNames = map[ad.EType]string{
	ad.ETypeAES256: "AES-256-CTS-HMAC-SHA1-96", ad.ETypeAES128: "AES-128-CTS-HMAC-SHA1-96", ad.ETypeRC4: "RSADSI RC4-HMAC(NT)", ad.ETypeDESMD5: "DES-CBC-MD5",
	ad.ETypeDESCRC: "DES-CBC-CRC",
}

func windowsEType(e ad.EType) string {
	if name, ok := windowsNames[e]; ok {
		return name
	}
	return e.String()
}

// windowsName parts a name from its realm as Windows does.
func windowsName(principal string) string {
	name, realm, found := ad.CutRealm(principal)
	if !found {
		return name
	}
	return name + " @ " + realm
}

// windowsTime is a time as Windows writes it in the United States: the hour of the day
// without a zero before it.
func windowsTime(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	t = t.Local()
	return fmt.Sprintf("%s %d:%s (local)", t.Format("1/2/2006"), t.Hour(), t.Format("04:05"))
}

// printWindows writes a cache as Windows klist does. What only Windows knows is left
// out: the logon session, which ticket its cache calls the primary one, and which
// domain controller issued it.
func printWindows(s *app.Session, c ad.CredCache) {
	list := withoutConfig(c.Tickets)
	fmt.Fprintf(s.Out, "\nCached Tickets: (%d)\n", len(list))
	for i, t := range list {
		fmt.Fprintf(s.Out, "\n#%d>\tClient: %s\n\tServer: %s\n", i, safetext.Printable(windowsName(t.Client)), safetext.Printable(windowsName(t.Server)))
		fmt.Fprintf(s.Out, "\tKerbTicket Encryption Type: %s\n", windowsEType(t.TicketEType))
		fmt.Fprintf(s.Out, "\tTicket Flags %s\n", windowsFlags(t.Flags))
		fmt.Fprintf(s.Out, "\tStart Time: %s\n\tEnd Time:   %s\n\tRenew Time: %s\n", windowsTime(t.Start), windowsTime(t.End), windowsTime(t.RenewUntil))
		fmt.Fprintf(s.Out, "\tSession Key Type: %s\n", windowsEType(t.SessionEType))
	}
}

func windowsFlags(f ad.TicketFlags) string {
	return fmt.Sprintf("0x%x -> %s ", uint32(f), strings.Join(f.Names(), " "))
}

// printWindowsTGT writes a ticket-granting ticket as Windows' klist tgt does, without
// the key and the clock difference that Windows keeps beside it.
func printWindowsTGT(s *app.Session, t ad.CachedTicket) {
	client, realm, _ := ad.CutRealm(t.Client)
	server, target, _ := ad.CutRealm(t.Server)
	service, _, _ := strings.Cut(server, "/")
	fmt.Fprint(s.Out, "\nCached TGT:\n\n")
	for _, r := range [][2]string{
		{"ServiceName", service}, {"TargetName (SPN)", service}, {"ClientName", client}, {"DomainName", target}, {"TargetDomainName", target}, {"AltTargetDomainName", realm},
		{"Ticket Flags", windowsFlags(t.Flags)}, {"Session Key", fmt.Sprintf("KeyType 0x%x - %s", int32(t.SessionEType), windowsEType(t.SessionEType))},
		{"StartTime", windowsTime(t.Start)}, {"EndTime", windowsTime(t.End)}, {"RenewUntil", windowsTime(t.RenewUntil)},
	} {
		fmt.Fprintf(s.Out, "%-19s: %s\n", r[0], safetext.Printable(r[1]))
	}
}
