package klist

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// heimdalTime is a time as Heimdal writes it; one that is not set is the first second
// of 1970 there.
func heimdalTime(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.Local().Format("Jan _2 15:04:05 2006")
}

// heimdalName is a principal as Heimdal writes it: a blank in a name gets a backslash,
// as the other characters do that MIT's programs quote as well.
func heimdalName(principal string) string {
	return safetext.Printable(strings.ReplaceAll(principal, " ", `\ `))
}

// printHeimdal writes a cache as Heimdal's klist does: a table, with -f its flags, or
// with -v each ticket whole.
func printHeimdal(s *app.Session, o klistOptions, c ad.CredCache, now time.Time) {
	fmt.Fprintf(s.Out, "Credentials cache: %s\n        Principal: %s\n", safetext.Printable(c.Name), heimdalName(c.Principal))
	if o.verbose {
		fmt.Fprintf(s.Out, "    Cache version: %d\n\n", c.Version)
		for _, t := range c.Tickets {
			printHeimdalTicket(s, t, now)
		}
		return
	}
	fmt.Fprintln(s.Out)
	rows := [][]string{{"  Issued", "  Expires", "Flags", "  Principal"}}
	for _, t := range c.Tickets {
		start, end := t.Start, heimdalTime(t.End)
		if !t.End.After(now) {
			end = ">>>Expired<<<"
		}
		if start.IsZero() {
			start = t.AuthTime
		}
		rows = append(rows, []string{heimdalTime(start), end, heimdalLetters(t.Flags), heimdalName(t.Server)})
	}
	if !o.flags {
		for i, r := range rows {
			rows[i] = slices.Delete(r, 2, 3)
		}
	}
	printHeimdalTable(s, rows, "  ")
}

// printHeimdalTable writes rows in columns that are as wide as their widest text, the
// heading's included. The last column is not filled up.
func printHeimdalTable(s *app.Session, rows [][]string, between string) {
	last := len(rows[0]) - 1
	wide := make([]int, last)
	for _, r := range rows {
		for i := range wide {
			wide[i] = max(wide[i], len(r[i]))
		}
	}
	for _, r := range rows {
		for i, w := range wide {
			fmt.Fprintf(s.Out, "%-*s%s", w, r[i], between)
		}
		fmt.Fprintln(s.Out, r[last])
	}
}

// printHeimdalCaches writes the caches of a collection as Heimdal's klist -l does: the
// one in use has a star.
func printHeimdalCaches(s *app.Session, caches []ad.CredCache, now time.Time) {
	rows := [][]string{{"", "  Name  ", "  Cache name  ", "  Expires  ", ""}}
	for _, c := range caches {
		if c.Problem != nil && !partly(c) {
			continue
		}
		mark, end := "", ">>> Expired <<<"
		if c.Primary {
			mark = "*"
		}
		if until := heimdalEnd(c, now); !until.IsZero() {
			end = heimdalTime(until)
		}
		rows = append(rows, []string{mark, heimdalName(c.Principal) + "  ", safetext.Printable(c.Name) + "  ", end + "  ", ""})
	}
	printHeimdalTable(s, rows, " ")
}

// heimdalEnd is until when a cache is of use, by Heimdal's rule: the end of the first
// ticket-granting ticket of a realm's own, without one that of the ticket that ends
// first. It is zero where all have ended.
func heimdalEnd(c ad.CredCache, now time.Time) (end time.Time) {
	for _, t := range withoutConfig(c.Tickets) {
		name, realm, _ := ad.CutRealm(t.Server)
		granting := name == "krbtgt/"+realm
		if t.End.After(now) && (granting || end.IsZero() || t.End.Before(end)) {
			end = t.End
		}
		if granting {
			break
		}
	}
	return end
}

// heimdalFlags are the flags of a ticket by their bits in RFC 4120, and by the letters
// of Heimdal's klist -f; some have none.
var heimdalFlags = []struct {
	bit    int
	letter string
	name   string
}{
	{0, "", "reserved"}, {1, "F", "forwardable"}, {2, "f", "forwarded"}, {3, "P", "proxiable"}, {4, "p", "proxy"}, {5, "D", "may-postdate"}, {6, "d", "postdated"},
	{8, "R", "renewable"}, {9, "I", "initial"}, {7, "i", "invalid"}, {10, "A", "pre-authent"}, {11, "H", "hw-authent"},
	{12, "T", "transited-policy-checked"}, {13, "O", "ok-as-delegate"}, {15, "", "enc-pa-rep"}, {16, "a", "anonymous"},
}

func heimdalLetters(f ad.TicketFlags) string {
	var out string
	for _, l := range heimdalFlags {
		if f&(1<<(31-l.bit)) != 0 {
			out += l.letter
		}
	}
	return out
}

func heimdalFlagNames(f ad.TicketFlags) string {
	var out []string
	for bit := 31; bit >= 0; bit-- {
		for _, l := range heimdalFlags {
			if l.bit == bit && f&(1<<(31-bit)) != 0 {
				out = append(out, l.name)
			}
		}
	}
	return strings.Join(out, ", ")
}

// heimdalNames are the encryption types that Heimdal 7.8 knows by name.
var heimdalNames = map[ad.EType]string{
	0: "null", 1: "des-cbc-crc", 2: "des-cbc-md4", 3: "des-cbc-md5", 16: "des3-cbc-sha1", 17: "aes128-cts-hmac-sha1-96", 18: "aes256-cts-hmac-sha1-96",
	19: "aes128-cts-hmac-sha256-128", 20: "aes256-cts-hmac-sha384-192", 23: "arcfour-hmac-md5",
}

// printHeimdalTicket writes one ticket as Heimdal's klist -v does.
func printHeimdalTicket(s *app.Session, t ad.CachedTicket, now time.Time) {
	name, known := heimdalNames[t.TicketEType]
	if !known {
		name = fmt.Sprintf("unknown-enctype(%d)", int32(t.TicketEType))
	}
	if t.KVNO != 0 {
		name += fmt.Sprintf(", kvno %d", t.KVNO)
	}
	fmt.Fprintf(s.Out, "Server: %s\nClient: %s\nTicket etype: %s\n", heimdalName(t.Server), heimdalName(t.Client), name)
	if session, known := heimdalNames[t.SessionEType]; known && t.SessionEType != t.TicketEType {
		fmt.Fprintf(s.Out, "Session key: %s\n", session)
	}
	fmt.Fprintf(s.Out, "Ticket length: %d\nAuth time:  %s\n", t.Size, heimdalTime(t.AuthTime))
	if !t.Start.Equal(t.AuthTime) {
		fmt.Fprintf(s.Out, "Start time: %s\n", heimdalTime(t.Start))
	}
	fmt.Fprintf(s.Out, "End time:   %s", heimdalTime(t.End))
	if !t.End.After(now) {
		fmt.Fprint(s.Out, " (expired)")
	}
	fmt.Fprintln(s.Out)
	if t.Flags&ad.FlagRenewable != 0 {
		fmt.Fprintf(s.Out, "Renew till: %s\n", heimdalTime(t.RenewUntil))
	}
	fmt.Fprintf(s.Out, "Ticket flags: %s\nAddresses: %s\n\n", heimdalFlagNames(t.Flags), heimdalAddresses(t.Addresses))
}

func heimdalAddresses(list []string) string {
	if len(list) == 0 {
		return "addressless"
	}
	var out []string
	for _, a := range list {
		family := "IPv4:"
		if strings.Contains(a, ":") {
			family = "IPv6:"
		}
		out = append(out, family+safetext.Printable(a))
	}
	return strings.Join(out, ", ")
}
