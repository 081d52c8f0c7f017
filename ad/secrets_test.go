package ad_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"adwalk/ad"
)

// Wherever people write a password, it is not shown, and the rest of the text is.
func TestPasswordsInPastesAreHidden(t *testing.T) {
	for text, shown := range map[string]string{
		"Server=db1;User Id=sa;Password=w0nder 7;Database=hr":      "Server=db1;User Id=sa;Password=",
		`Server=db1;Pwd="w0nder;7";Database=hr`:                    "Database=hr",
		"Driver={X};PWD={w0nder;7};Server=db1":                     "Server=db1",
		"jdbc:sqlserver://db1:1433;user=sa;password=w0nder7;x=y":   "x=y",
		"host=pg1 user=bob password=w0nder7 dbname=x":              "dbname=x",
		"mongodb://bob:w0nder7@m1.fabrikam.test/?authMechanism=X":  "m1.fabrikam.test/?authMechanism=X",
		"https://bob:w0nder7@portal.fabrikam.test/":                "portal.fabrikam.test/",
		"jdbc:oracle:thin:bob/w0nder7@//ora1:1521/x":               "@//ora1:1521/x",
		"xfreerdp /u:bob /p:w0nder7 /v:rds1":                       "/v:rds1",
		"sqlcmd -S db1 -U sa -P w0nder7 -d hr":                     "-d hr",
		`net use Z: \\fs1\data /user:ann w0nder7`:                  `\\fs1\data /user:ann`,
		`net use \\fs1\data w0nder7 /user:ann`:                     "/user:ann",
		`net.exe use * "\\fs1\my data" /persistent:no w0nder7`:     "/persistent:no",
		"curl --negotiate -u ann:w0nder7 https://app.acme.test/":   "https://app.acme.test/",
		"evil-winrm -i win1 -u ann -p w0nder7 -r ACME.TEST":        "-r ACME.TEST",
		"nxc smb f1.acme.test -u ann -p w0nder7 -k":                "nxc smb f1.acme.test",
		"web1 ansible_user=ann ansible_ssh_pass=w0nder7 x=y":       "x=y",
		"psexec.py -k acme.test/ann:w0nder@7@f1.acme.test cmd":     "@f1.acme.test cmd",
		"winrs -r:win1 -u:ann -p:w0nder7 cmd":                      " cmd",
		"ldapsearch -x -D cn=a -w w0nder7 -b dc=x":                 "-b dc=x",
		"smbclient //files/x -U bob%w0nder7":                       "//files/x -U bob%",
		"mount -o sec=ntlmssp,username=b,password=w0nder7 //f/x /": "//f/x /",
		`{"user":"bob","password":"w0nder7","host":"db1"}`:         `"host":"db1"`,
		"javax.net.ssl.trustStorePassword=w0nder7 -Dx=y":           "-Dx=y",
	} {
		got := ad.HideSecrets(text)
		if strings.Contains(got, "w0nder") || strings.Contains(got, "r7") {
			t.Errorf("%q shows the password: %q", text, got)
		}
		if !strings.Contains(got, shown) {
			t.Errorf("%q lost %q: %q", text, shown, got)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(text) {
			t.Errorf("%q: another number of characters: %q", text, got)
		}
	}
	for _, text := range []string{"kinit: Password incorrect while getting initial credentials", "0x80090322", "https://portal.fabrikam.test:8443/a", "event 4771: Failure Code: 0x18",
		"Server=tcp:db1,1433;Integrated Security=true", `\\files\data`, "MSSQLSvc/db1:1433", "pre-authentication failed: wrong password?"} {
		if got := ad.HideSecrets(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzHideSecrets(f *testing.F) {
	f.Add("Password=a;b://c:d@e -P f %g")
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && utf8.RuneCountInString(ad.HideSecrets(s)) != utf8.RuneCountInString(s) {
			t.Errorf("%q: another number of characters", s)
		}
	})
}
