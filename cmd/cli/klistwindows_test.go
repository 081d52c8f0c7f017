package cli

import (
	"regexp"
	"testing"
	"time"

	"adwalk/diag/paste"
)

// The layout of Windows' klist and klist tgt (published captures), without the lines
// that only Windows can fill: logon session, cache flags, KDC, time skew, key. What is
// printed is read again when it is pasted.
func TestKlistInWindowsLayout(t *testing.T) {
	withConfig(t, "")
	t.Setenv("TZ", "UTC")
	tgt := cacheEntry{client: anna, server: "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST", skey: 18, etype: 18, flags: 0x40e10000, start: -time.Hour, end: time.Hour, renew: 100 * time.Hour}
	mdb := tgt
	mdb.server, mdb.etype, mdb.flags = "exchangeMDB/outlook.example.test@EXAMPLE.TEST", 23, 0x40a50000
	t.Setenv("KRB5CCNAME", "FILE:"+writeCache(t, anna, tgt, mdb))
	date := regexp.MustCompile(`\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d `)
	zero := regexp.MustCompile(`( |/)0\d[:/]`)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--style", "windows"}, "\nCached Tickets: (2)\n\n" +
			"#0>\tClient: anna @ EXAMPLE.TEST\n" +
			"\tServer: krbtgt/EXAMPLE.TEST @ EXAMPLE.TEST\n" +
			"\tKerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96\n" +
			"\tTicket Flags 0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize \n" +
			"\tStart Time: DATE(local)\n\tEnd Time:   DATE(local)\n\tRenew Time: DATE(local)\n" +
			"\tSession Key Type: AES-256-CTS-HMAC-SHA1-96\n\n" +
			"#1>\tClient: anna @ EXAMPLE.TEST\n" +
			"\tServer: exchangeMDB/outlook.example.test @ EXAMPLE.TEST\n" +
			"\tKerbTicket Encryption Type: RSADSI RC4-HMAC(NT)\n" +
			"\tTicket Flags 0x40a50000 -> forwardable renewable pre_authent ok_as_delegate name_canonicalize \n" +
			"\tStart Time: DATE(local)\n\tEnd Time:   DATE(local)\n\tRenew Time: DATE(local)\n" +
			"\tSession Key Type: AES-256-CTS-HMAC-SHA1-96\n"},
		{[]string{"tgt"}, "\nCached TGT:\n\n" +
			"ServiceName        : krbtgt\n" +
			"TargetName (SPN)   : krbtgt\n" +
			"ClientName         : anna\n" +
			"DomainName         : EXAMPLE.TEST\n" +
			"TargetDomainName   : EXAMPLE.TEST\n" +
			"AltTargetDomainName: EXAMPLE.TEST\n" +
			"Ticket Flags       : 0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize \n" +
			"Session Key        : KeyType 0x12 - AES-256-CTS-HMAC-SHA1-96\n" +
			"StartTime          : DATE(local)\n" +
			"EndTime            : DATE(local)\n" +
			"RenewUntil         : DATE(local)\n"},
	} {
		_, out, errs := command(t, append([]string{"klist"}, c.args...)...)
		if got := date.ReplaceAllString(out, "DATE"); got != c.want {
			t.Errorf("klist %s:\n%s\nwant\n%s%s", c.args, got, c.want, errs)
		}
		if bad := zero.FindString(out); bad != "" {
			t.Errorf("klist %s writes a zero before a number: %q", c.args, bad)
		}
		if _, err := paste.Tickets(out); err != nil {
			t.Errorf("klist %s is not read when it is pasted: %v", c.args, err)
		}
	}
}
