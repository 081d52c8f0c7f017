package klist

import (
	"fmt"
	"net"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

func printCollection(s *app.Session, o klistOptions, caches []ad.CredCache, now time.Time) {
	if o.style == "heimdal" {
		printHeimdalCaches(s, caches, now)
		return
	}
	fmt.Fprintf(s.Out, "%-30s %s\n%-30s %s\n", o.text.of("Principal name"), o.text.of("Cache name"), "--------------", "----------")
	for _, c := range caches {
		if c.Problem != nil {
			continue
		}
		suffix := ""
		if expiredCache(c, now) {
			suffix = o.text.of(" (Expired)")
		}
		fmt.Fprintf(s.Out, "%-30.30s %s%s\n", safetext.Printable(c.Principal), safetext.Printable(c.Name), suffix)
	}
}

// printStyled writes a cache in the layout that was asked for.
func printStyled(s *app.Session, o klistOptions, c ad.CredCache, now time.Time) {
	switch o.style {
	case "windows":
		printWindows(s, c)
	case "heimdal":
		printHeimdal(s, o, c, now)
	default:
		printMIT(s, o, c)
	}
}

// printMIT writes a cache as MIT klist 1.20 does.
func printMIT(s *app.Session, o klistOptions, c ad.CredCache) {
	if c.Problem != nil && c.Principal == "" {
		fmt.Fprintf(s.Out, "Ticket cache: %s\n  %s\n", safetext.Printable(c.Name), safetext.Printable(c.Problem.Error()))
		return
	}
	kind, residual, _ := strings.Cut(c.Name, ":")
	fmt.Fprintf(s.Out, o.text.of("Ticket cache: %s:%s\nDefault principal: %s\n\n"), safetext.Printable(kind), safetext.Printable(residual), safetext.Printable(c.Principal))
	width := o.layout.width
	for _, head := range []string{"Valid starting", "Expires"} {
		fmt.Fprint(s.Out, o.text.of(head), strings.Repeat(" ", max(0, width-len(head)+2)))
	}
	fmt.Fprintln(s.Out, o.text.of("Service principal"))
	for _, t := range c.Tickets {
		if t.Config != "" {
			printConfig(s, o, t)
			continue
		}
		start := t.Start
		if start.IsZero() {
			start = t.AuthTime
		}
		fmt.Fprintf(s.Out, "%s  %s  %s\n", o.layout.format(start), o.layout.format(t.End), safetext.Printable(t.Server))
		printExtras(s, o, c, t)
	}
}

// printConfig writes a configuration entry; bytes that are not letters are written
// in octal, and lines end behind the 72nd column.
func printConfig(s *app.Session, o klistOptions, t ad.CachedTicket) {
	lead := o.text.of("config: ") + safetext.Printable(t.Config) + " = "
	fmt.Fprint(s.Out, lead)
	column := len(lead)
	for _, c := range t.ConfigRaw {
		for ; column < 8; column++ {
			fmt.Fprint(s.Out, " ")
		}
		text := string(rune(c))
		if c <= 0x20 || c >= 0x7f {
			text = fmt.Sprintf("\\%03o", c)
		}
		fmt.Fprint(s.Out, text)
		if column += len(text); column > 72 {
			fmt.Fprintln(s.Out)
			column = 0
		}
	}
	if column > 0 {
		fmt.Fprintln(s.Out)
	}
	if o.authData {
		fmt.Fprintln(s.Out, "\t"+o.text.of("AD types: "))
	}
	if o.addresses {
		fmt.Fprint(s.Out, o.text.of("\tAddresses: (none)\n"))
	}
}

// printExtras writes the lines below a ticket, in MIT klist's order. "renew
// until" takes the room of two; what would be the fourth starts a new line.
func printExtras(s *app.Session, o klistOptions, c ad.CredCache, t ad.CachedTicket) {
	room := 0
	add := func(text string, size int) {
		lead := ", "
		if room == 0 {
			lead = "\t"
		}
		fmt.Fprint(s.Out, lead, text)
		room += size
	}
	wrap := func(most int) {
		if room > most {
			fmt.Fprintln(s.Out)
			room = 0
		}
	}
	if t.Client != c.Principal {
		fmt.Fprintf(s.Out, o.text.of("\tfor client %s"), safetext.Printable(t.Client))
		room++
	}
	if !t.RenewUntil.IsZero() {
		add(o.text.of("renew until ")+o.layout.format(t.RenewUntil), 2)
	}
	wrap(3)
	if letters := t.Flags.Letters(); o.flags && letters != "" {
		add(fmt.Sprintf(o.text.of("Flags: %s"), letters), 1)
	}
	wrap(2)
	if o.etypes {
		add(fmt.Sprintf(o.text.of("Etype (skey, tkt): %s, "), mitEType(t.SessionEType))+mitEType(t.TicketEType)+" ", 1)
	}
	if o.authData {
		types := strings.Trim(strings.ReplaceAll(fmt.Sprint(t.AuthData), " ", ", "), "[]")
		add(o.text.of("AD types: ")+types, 1)
	}
	wrap(0)
	switch {
	case o.addresses && len(t.Addresses) == 0:
		fmt.Fprint(s.Out, o.text.of("\tAddresses: (none)\n"))
	case o.addresses:
		var list []string
		for _, a := range t.Addresses {
			list = append(list, o.address(a))
		}
		fmt.Fprint(s.Out, o.text.of("\tAddresses: "), safetext.Printable(strings.Join(list, ", ")), "\n")
	}
	if t.TicketServer != "" && t.TicketServer != t.Server {
		fmt.Fprintf(s.Out, o.text.of("\tTicket server: %s\n"), safetext.Printable(t.TicketServer))
	}
}

// address is an address with its name, where there is one and -n was not given.
func (o klistOptions) address(a string) string {
	if o.numeric || net.ParseIP(a) == nil {
		return a
	}
	if names, err := net.LookupAddr(a); err == nil && len(names) > 0 {
		return strings.TrimSuffix(names[0], ".")
	}
	return a
}

// mitNames are the encryption types that MIT krb5 1.20 knows, as its klist names
// them (krb5_enctype_to_name); the others are shown by number.
var mitNames = map[ad.EType]string{
	1: "DEPRECATED:des-cbc-crc", 2: "DEPRECATED:des-cbc-md4", 3: "DEPRECATED:des-cbc-md5", 6: "DEPRECATED:des3-cbc-raw",
	16: "DEPRECATED:des3-cbc-sha1", 17: "aes128-cts-hmac-sha1-96", 18: "aes256-cts-hmac-sha1-96", 19: "aes128-cts-hmac-sha256-128",
	20: "aes256-cts-hmac-sha384-192", 23: "DEPRECATED:arcfour-hmac", 24: "DEPRECATED:arcfour-hmac-exp", 25: "camellia128-cts-cmac", 26: "camellia256-cts-cmac",
}

func mitEType(e ad.EType) string {
	if name, ok := mitNames[e]; ok {
		return name
	}
	return fmt.Sprintf("DEPRECATED:etype %d", int32(e)) // what is unknown is deprecated there
}
