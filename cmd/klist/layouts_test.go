package klist

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/cmd/app"
)

var (
	issued = time.Date(2026, 3, 4, 5, 6, 7, 0, time.Local)
	ending = time.Date(2026, 3, 4, 15, 6, 7, 0, time.Local)
)

// held is a cache with a ticket-granting ticket, a service ticket that has ended at noon,
// and what a cache holds beside tickets.
func held() ad.CredCache {
	return ad.CredCache{Name: "FILE:/tmp/cc", Principal: "alice@CONTOSO.LAB", Version: 4, Tickets: []ad.CachedTicket{
		{Client: "alice@CONTOSO.LAB", Server: "krbtgt/CONTOSO.LAB@CONTOSO.LAB", TicketEType: ad.ETypeAES256, SessionEType: ad.ETypeAES256, KVNO: 2, Size: 1200,
			Flags: ad.FlagForwardable | ad.FlagRenewable | ad.FlagInitial, AuthTime: issued, Start: issued, End: ending, RenewUntil: ending.AddDate(0, 0, 7)},
		{Client: "bob@CONTOSO.LAB", Server: "http/a\x1b[2J@CONTOSO.LAB", TicketServer: "http/b@CONTOSO.LAB", TicketEType: ad.ETypeRC4, SessionEType: 99, Flags: ad.FlagForwardable,
			AuthTime: issued, Start: issued.Add(time.Minute), End: issued.Add(time.Hour), Addresses: []string{"192.0.2.1", "2001:db8::1"}, AuthData: []int{1, 128}},
	}}
}

func shown(o klistOptions, c ad.CredCache, now time.Time) string {
	var b bytes.Buffer
	o.layout = plainLayout
	printStyled(&app.Session{Streams: app.Streams{Out: &b}}, o, c, now)
	return b.String()
}

func holds(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("lacks %q:\n%s", w, got)
		}
	}
	if strings.Contains(got, "\x1b") {
		t.Errorf("what a cache holds reaches the terminal as it is:\n%q", got)
	}
}

// Each layout shows the times, the names and what was asked for beside them.
func TestTheLayoutOfMIT(t *testing.T) {
	plain := shown(klistOptions{}, held(), ending)
	holds(t, plain, "Ticket cache: FILE:/tmp/cc\nDefault principal: alice@CONTOSO.LAB\n\nValid starting     Expires            Service principal\n",
		"03/04/26 05:06:07  03/04/26 15:06:07  krbtgt/CONTOSO.LAB@CONTOSO.LAB\n\trenew until 03/11/26 15:06:07\n", "\tfor client bob@CONTOSO.LAB", "\tTicket server: http/b@CONTOSO.LAB\n")
	if strings.Contains(plain, "Etype") || strings.Contains(plain, "Flags") || strings.Contains(plain, "Addresses") {
		t.Errorf("what was not asked for:\n%s", plain)
	}
	holds(t, shown(klistOptions{flags: true, etypes: true}, held(), ending), "Flags: FRI", "Etype (skey, tkt): aes256-cts-hmac-sha1-96, aes256-cts-hmac-sha1-96", "DEPRECATED:etype 99, DEPRECATED:arcfour-hmac")
	holds(t, shown(klistOptions{addresses: true, numeric: true, authData: true}, held(), ending), "\tAddresses: (none)\n", "\tAddresses: 192.0.2.1, 2001:db8::1\n", "AD types: 1, 128")
	unread := ad.CredCache{Name: "FILE:/gone", Problem: &ad.Problem{What: "reading FILE:/gone", Why: "no such file"}}
	holds(t, shown(klistOptions{}, unread, ending), "Ticket cache: FILE:/gone\n  reading FILE:/gone: no such file")
}

// A configuration entry is shown with its bytes, none of them raw.
func TestAConfigurationEntry(t *testing.T) {
	c := held()
	c.Tickets = []ad.CachedTicket{{Config: "refresh_time", ConfigRaw: []byte("17\x00\x1b" + strings.Repeat("a", 80))}}
	got := shown(klistOptions{addresses: true, authData: true}, c, ending)
	holds(t, got, `config: refresh_time = 17\000\033aaa`, "\tAddresses: (none)\n", "\tAD types: \n")
	for _, line := range strings.Split(got, "\n") {
		if len(line) > 80 {
			t.Errorf("a line of %d characters: %s", len(line), line)
		}
	}
}

func TestTheLayoutOfWindows(t *testing.T) {
	got := shown(klistOptions{style: "windows"}, held(), ending)
	holds(t, got, "Cached Tickets: (2)\n", "#0>\tClient: alice @ CONTOSO.LAB\n\tServer: krbtgt/CONTOSO.LAB @ CONTOSO.LAB\n\tKerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96\n",
		"Ticket Flags 0x40c00000 -> forwardable renewable initial \n", "\tStart Time: 3/4/2026 5:06:07 (local)\n\tEnd Time:   3/4/2026 15:06:07 (local)\n", "#1>\tClient: bob @ CONTOSO.LAB", "RSADSI RC4-HMAC(NT)", "Renew Time: 0\n")
	var b bytes.Buffer
	printWindowsTGT(&app.Session{Streams: app.Streams{Out: &b}}, held().Tickets[0])
	holds(t, b.String(), "ServiceName        : krbtgt\n", "ClientName         : alice\n", "DomainName         : CONTOSO.LAB\n", "KeyType 0x12 - AES-256-CTS-HMAC-SHA1-96\n", "EndTime            : 3/4/2026 15:06:07 (local)\n")
}

func TestTheLayoutOfHeimdal(t *testing.T) {
	noon := issued.Add(2 * time.Hour)
	got := shown(klistOptions{style: "heimdal"}, held(), noon)
	holds(t, got, "Credentials cache: FILE:/tmp/cc\n        Principal: alice@CONTOSO.LAB\n", "  Issued                Expires               Principal\n",
		"Mar  4 05:06:07 2026  Mar  4 15:06:07 2026  krbtgt/CONTOSO.LAB@CONTOSO.LAB\n", "Mar  4 05:07:07 2026  >>>Expired<<<         http/a")
	holds(t, shown(klistOptions{style: "heimdal", flags: true}, held(), noon), "Flags  ", "FRI    krbtgt/CONTOSO.LAB@CONTOSO.LAB")
	whole := shown(klistOptions{style: "heimdal", verbose: true}, held(), noon)
	holds(t, whole, "    Cache version: 4\n", "Server: krbtgt/CONTOSO.LAB@CONTOSO.LAB\nClient: alice@CONTOSO.LAB\nTicket etype: aes256-cts-hmac-sha1-96, kvno 2\nTicket length: 1200\nAuth time:  Mar  4 05:06:07 2026\nEnd time:   Mar  4 15:06:07 2026\nRenew till: ",
		"Ticket flags: initial, renewable, forwardable\nAddresses: addressless\n", "Start time: Mar  4 05:07:07 2026\nEnd time:   Mar  4 06:06:07 2026 (expired)\n", "Addresses: IPv4:192.0.2.1, IPv6:2001:db8::1\n")
	if strings.Count(whole, "Session key: ") != 0 {
		t.Errorf("a session key of a type without a name, or of the ticket's own:\n%s", whole)
	}
}

// A collection lists what can be read and which of it is of no use any more; Heimdal's
// layout marks the one in use.
func TestACollection(t *testing.T) {
	old, odd := held(), ad.CredCache{Name: "FILE:/odd", Problem: &ad.Problem{What: "reading it"}}
	old.Name, old.Principal = "FILE:/old", "bob smith@CONTOSO.LAB"
	old.Tickets[0].End, old.Tickets[1].End = issued, issued
	fresh := held()
	fresh.Primary = true
	list := func(style string) string {
		var b bytes.Buffer
		printCollection(&app.Session{Streams: app.Streams{Out: &b}}, klistOptions{style: style}, []ad.CredCache{fresh, old, odd}, issued.Add(time.Minute))
		return b.String()
	}
	mit, heimdal := list("mit"), list("heimdal")
	holds(t, mit, "Principal name                 Cache name\n", "alice@CONTOSO.LAB              FILE:/tmp/cc\n", "FILE:/old (Expired)\n")
	holds(t, heimdal, "* alice@CONTOSO.LAB", `bob\ smith@CONTOSO.LAB`, "Mar  4 15:06:07 2026", ">>> Expired <<<")
	if strings.Contains(mit+heimdal, "/odd") {
		t.Errorf("a cache that cannot be read is listed:\n%s\n%s", mit, heimdal)
	}
}

// A cache is of no use when the user's own ticket-granting ticket has ended, whatever else
// lasts; without one any ticket will do. Configuration and removed entries never count.
func TestACacheOfNoUse(t *testing.T) {
	now := ending
	ticket := func(server string, left time.Duration) ad.CachedTicket {
		return ad.CachedTicket{Server: server, End: now.Add(left)}
	}
	const own, foreign, web = "krbtgt/A@A", "krbtgt/B@A", "http/web@A"
	for name, c := range map[string]struct {
		tickets []ad.CachedTicket
		expired bool
	}{
		"nothing":                           {nil, true},
		"a valid one":                       {[]ad.CachedTicket{ticket(own, time.Hour)}, false},
		"one that has ended":                {[]ad.CachedTicket{ticket(own, -time.Hour)}, true},
		"one that ends now":                 {[]ad.CachedTicket{ticket(own, 0)}, true},
		"ended, and a service ticket lasts": {[]ad.CachedTicket{ticket(own, -time.Hour), ticket(web, time.Hour)}, true},
		"ended, and renewed":                {[]ad.CachedTicket{ticket(own, -time.Hour), ticket(own, time.Hour)}, false},
		"a service ticket alone":            {[]ad.CachedTicket{ticket(web, time.Hour)}, false},
		"another realm's alone":             {[]ad.CachedTicket{ticket(foreign, time.Hour)}, false},
		"another realm's beside an ended":   {[]ad.CachedTicket{ticket(own, -time.Hour), ticket(foreign, time.Hour)}, true},
		"configuration alone":               {[]ad.CachedTicket{{Config: "x", Server: own, End: now.Add(time.Hour)}}, true},
		"a removed one":                     {[]ad.CachedTicket{{Removed: true, Server: own, End: now.Add(time.Hour)}}, true},
	} {
		if got := expiredCache(ad.CredCache{Principal: "alice@A", Tickets: c.tickets}, now); got != c.expired {
			t.Errorf("%s: %v", name, got)
		}
	}
}
