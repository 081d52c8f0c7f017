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
	at := strings.LastIndexByte(principal, '@')
	if at < 0 {
		return principal
	}
	return principal[:at] + " @ " + principal[at+1:]
}

// printWindows writes a cache as Windows klist does. There is no logon session here,
// so that the line that names one is left out.
func printWindows(s *app.Session, c ad.CredCache) {
	list := withoutConfig(c.Tickets)
	fmt.Fprintf(s.Out, "\nCached Tickets: (%d)\n", len(list))
	for i, t := range list {
		fmt.Fprintf(s.Out, "\n#%d>\tClient: %s\n\tServer: %s\n", i, safetext.Printable(windowsName(t.Client)), safetext.Printable(windowsName(t.Server)))
		fmt.Fprintf(s.Out, "\tKerbTicket Encryption Type: %s\n", windowsEType(t.TicketEType))
		fmt.Fprintf(s.Out, "\tTicket Flags 0x%x -> %s \n", uint32(t.Flags), strings.Join(t.Flags.Names(), " "))
		for _, at := range []struct {
			what string
			when time.Time
		}{{"Start Time", t.Start}, {"End Time:  ", t.End}, {"Renew Time", t.RenewUntil}} {
			text := "0"
			if !at.when.IsZero() {
				text = at.when.Local().Format("1/2/2006 15:04:05") + " (local)"
			}
			fmt.Fprintf(s.Out, "\t%s: %s\n", strings.TrimRight(at.what, ": "), text)
		}
		fmt.Fprintf(s.Out, "\tSession Key Type: %s\n", windowsEType(t.SessionEType))
	}
}

// printHeimdal writes a cache as Heimdal's klist does, with -f its flags.
func printHeimdal(s *app.Session, c ad.CredCache, now time.Time, flags bool) {
	fmt.Fprintf(s.Out, "Credentials cache: %s\n        Principal: %s\n\n", safetext.Printable(c.Name), safetext.Printable(c.Principal))
	list := withoutConfig(c.Tickets)
	wide := len("Flags")
	for _, t := range list {
		wide = max(wide, len(t.Flags.Letters()))
	}
	column := func(text string) string {
		if !flags {
			return ""
		}
		return fmt.Sprintf("%-*s  ", wide, text)
	}
	fmt.Fprintf(s.Out, "%-20s  %-20s  %s%s\n", "  Issued", "  Expires", column("Flags"), "  Principal")
	const layout = "Jan _2 15:04:05 2006"
	for _, t := range list {
		end := t.End.Local().Format(layout)
		if t.End.Before(now) {
			end = ">>>Expired<<<"
		}
		start := t.Start
		if start.IsZero() {
			start = t.AuthTime
		}
		fmt.Fprintf(s.Out, "%s  %-20s  %s%s\n", start.Local().Format(layout), end, column(t.Flags.Letters()), safetext.Printable(t.Server))
	}
}
