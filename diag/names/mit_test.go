package names

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"adwalk/ad/adtest"
)

func TestMain(m *testing.M) { adtest.Main(m) }

var getting = regexp.MustCompile(`Getting credentials \S+ -> (\S+?)@`)
var requesting = regexp.MustCompile(`Requesting tickets for (\S+?)@`)

// MIT's kvno decides what MIT's library asks for: its trace names each SPN.
func TestMITAsksForWhatTheRuleSays(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("asker"), "wonder-1")
	cache := dc.Kinit(user.Name, "wonder-1")
	alias, real := adtest.Name("alias")+".corp.test", adtest.Name("real")+".corp.test"
	dc.AddCNAME(alias, real, "127.0.0.9")
	view := DNS{Name: alias, Canonical: real, Addresses: []string{"127.0.0.9"}, Reverse: map[string]string{"127.0.0.9": ""}, Search: []string{"corp.test"}}
	base, err := os.ReadFile(dc.Krb5Conf)
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{alias, strings.TrimSuffix(alias, ".corp.test")} {
		for _, canon := range []Canonicalise{CanonTrue, CanonFalse, CanonFallback} {
			conf := strings.Replace(string(base), "dns_canonicalize_hostname = false", "dns_canonicalize_hostname = "+string(canon), 1)
			path := filepath.Join(t.TempDir(), "krb5.conf")
			if err := os.WriteFile(path, []byte(conf), 0o644); err != nil {
				t.Fatal(err)
			}
			trace := filepath.Join(t.TempDir(), "trace")
			dc.RunWith("", []string{"KRB5_CONFIG=" + path, "KRB5CCNAME=FILE:" + cache, "KRB5_TRACE=" + trace}, "kvno", "-S", "HTTP", host)
			b, _ := os.ReadFile(trace)
			var got []string
			for _, m := range requesting.FindAllStringSubmatch(string(b), -1) {
				if len(got) == 0 || got[len(got)-1] != m[1] {
					got = append(got, m[1])
				}
			}
			if len(got) == 0 {
				for _, m := range getting.FindAllStringSubmatch(string(b), -1) {
					got = append(got, m[1])
				}
			}
			want := asked(t, input(t, "https://"+host, view, Krb5{Canonicalise: canon}), "curl with MIT")
			if s := strings.Join(got, " "); s != want {
				t.Errorf("%s with %s: kvno asks for %q, the rule says %q", host, canon, s, want)
			}
		}
	}
}
