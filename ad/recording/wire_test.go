package recording

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gopacket/gopacket/layers"

	"adwalk/ad/adtest"
)

func TestMain(m *testing.M) { adtest.Main(m) }

// compare holds our reading of a capture against tshark's, packet by packet, and
// returns how many packets end a message.
func compare(t *testing.T, path string, options ...string) int {
	t.Helper()
	theirs := theirsOf(t, path, options...)
	for _, d := range differences(oursOf(t, path), theirs) {
		t.Error(d)
	}
	return len(theirs)
}

// Recordings of real machines that lie beside the project, where they do.
func TestRecordingsOfOthersAreReadAsTsharkReadsThem(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/captures/*.pcap*")
	if len(files) == 0 {
		t.Skip("needs recordings beside the project")
	}
	adtest.Need(t, "tshark")
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			compare(t, f)
			cutShort(t, f)
		})
	}
}

// cutShort makes recordings of the same packets that keep so many bytes of each.
func cutShort(t *testing.T, path string) {
	t.Helper()
	adtest.Need(t, "editcap")
	for _, n := range []string{"64", "96", "128", "200", "256", "400", "1000"} {
		to := filepath.Join(t.TempDir(), "cut.pcap")
		if out, err := exec.Command("editcap", "-F", "pcap", "-s", n, path, to).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, d := range lacking(oursOf(t, to), theirsOf(t, to)) {
			t.Errorf("%s bytes of each packet: %s", n, d)
		}
	}
}

// record lets tcpdump write what some hosts send to a file. What it returns ends the
// recording once everything is in the file.
func record(t *testing.T, path, hosts string) (stop func(dc *adtest.DC, cache string)) {
	t.Helper()
	dump := exec.Command("tcpdump", "-i", "lo", "-U", "-s", "0", "-w", path, hosts)
	if err := dump.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { st, err := os.Stat(path); return err == nil && st.Size() >= 24 })
	return func(dc *adtest.DC, cache string) {
		// What was sent last is in the file once a marker behind it is.
		dc.Kvno(cache, "http/last.corp.test")
		until(t, func() bool {
			b, _ := os.ReadFile(path)
			return strings.Contains(string(b), "last.corp.test")
		})
		dump.Process.Signal(os.Interrupt)
		dump.Wait()
	}
}

// A domain controller, a web server and a mail server are used as people use them,
// well and badly, while tcpdump records.
func TestARecordingOfRealServersIsReadAsTsharkReadsIt(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	adtest.NeedRoot(t)
	adtest.Need(t, "tshark", "tcpdump", "curl", "kinit", "kvno", "ldapsearch", "kpasswd")
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("walker"), "wonder-1")
	svc := dc.AddUser(adtest.Name("svc"), "service-1")
	host := adtest.Name("web") + ".corp.test"
	dc.AddSPN(svc.DN, "http/"+host)
	web := adtest.Apache(t, &dc.Client, adtest.WebOptions{Keytab: dc.ExportKeytab(svc.Name), Names: []string{host}})

	target, err := url.Parse(web.URL)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "all.pcap")
	stop := record(t, path, "host "+dc.Addr+" or host "+target.Hostname())
	cache := dc.Kinit(user.Name, "wonder-1", "-f")
	env := []string{"KRB5CCNAME=FILE:" + cache}
	dc.RunWith("wrong\n", nil, "kinit", "-c", "FILE:"+cache+".x", user.Name+"@"+dc.Realm)
	dc.RunWith("wrong\n", nil, "kinit", "-c", "FILE:"+cache+".x", "nosuchuser@"+dc.Realm)
	dc.Kvno(cache, "http/"+host, "http/nowhere.corp.test", "ldap/"+dc.Host)
	for _, h := range []string{host, "nowhere.corp.test"} {
		dc.RunWith("", env, "curl", "-s", "-o", "/dev/null", "--negotiate", "-u", ":", "--resolve", h+":"+target.Port()+":"+target.Hostname(), "http://"+h+":"+target.Port()+"/")
	}
	dc.RunWith("", env, "ldapsearch", "-Q", "-Y", "GSSAPI", "-H", "ldap://"+dc.Host, "-b", "", "-s", "base", "1.1")
	dc.RunWith("", env, "ldapsearch", "-Q", "-Y", "GSS-SPNEGO", "-H", "ldap://"+dc.Host, "-b", "", "-s", "base", "1.1")
	badly(t, dc, user.Name, cache, env)
	dc.RunWith("wonder-1\nwonder-2\nwonder-2\n", nil, "kpasswd", user.Name+"@"+dc.Realm)

	stop(dc, cache)
	if n := compare(t, path); n < 60 {
		t.Errorf("the recording holds %d messages only", n)
	}
	inOtherWrappings(t, path)
	cutShort(t, path)
}

// badly asks for tickets over TCP, with types and a time that the KDC does not take, for
// another user, under a TGT as armour, and of RC4.
func badly(t *testing.T, dc *adtest.DC, user, cache string, env []string) {
	t.Helper()
	conf, err := os.ReadFile(dc.Krb5Conf)
	if err != nil {
		t.Fatal(err)
	}
	with := func(lines string) string {
		path := filepath.Join(t.TempDir(), "krb5.conf")
		if err := os.WriteFile(path, []byte(strings.Replace(string(conf), "[libdefaults]", "[libdefaults]\n"+lines, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		return "KRB5_CONFIG=" + path
	}
	own, name := "KRB5CCNAME=FILE:"+cache+".own", user+"@"+dc.Realm
	tcp := with("udp_preference_limit = 1")
	dc.RunWith("wonder-1\n", []string{tcp, own}, "kinit", "-f", name)
	dc.RunWith("", []string{tcp, own}, "kvno", "ldap/"+dc.Host, "cifs/nowhere.corp.test")
	dc.RunWith("wonder-1\n", []string{with("default_tkt_enctypes = camellia128-cts\npermitted_enctypes = camellia128-cts"), own}, "kinit", name)
	dc.RunWith("wonder-1\n", []string{own}, "faketime", "+3 hours", "kinit", name)
	dc.RunWith("", env, "kvno", "-e", "arcfour-hmac", "ldap/"+dc.Host)
	dc.RunWith("", env, "kvno", "-U", "Administrator", user)
	dc.RunWith("", env, "kvno", "--u2u", cache, user)
	dc.RunWith("wonder-1\n", []string{own}, "kinit", "-T", "FILE:"+cache, name)
}

// inOtherWrappings makes recordings of the same packets as other places would, and as
// other routes would have carried them.
func inOtherWrappings(t *testing.T, path string) {
	want := 0
	again := func(name string, link layers.LinkType, f func([]byte) [][]byte, options ...string) {
		t.Helper()
		to := filepath.Join(t.TempDir(), "again.pcap")
		rewrite(t, path, to, link, maxAgain, f)
		ours := oursOf(t, to)
		for _, d := range differences(anywhere(ours), anywhere(theirsOf(t, to, options...))) {
			t.Errorf("%s: %s", name, d)
		}
		if want == 0 {
			want = len(ours)
		}
		if len(ours) != want || want < 10 {
			t.Errorf("%s: %d messages, there were %d before", name, len(ours), want)
		}
	}
	again("as it is", layers.LinkTypeEthernet, func(b []byte) [][]byte { return [][]byte{b} })
	for _, name := range []string{"two VLANs", "PPPoE", "MPLS", "ERSPAN", "VXLAN", "any interface, newer"} { // TestPacketsAreReadInsideOthers tries all
		again(name, wrappings[name].link, oneOf(wrappings[name].make))
	}
	again("IP fragments", layers.LinkTypeEthernet, fragments)
	again("segments the wrong way round", layers.LinkTypeEthernet, segments(swapped), "-o", "tcp.reassemble_out_of_order:TRUE")
	again("small segments", layers.LinkTypeEthernet, segments(small))
	// tshark reads no message of which segments overlap; the same ones must be there.
	to := filepath.Join(t.TempDir(), "overlap.pcap")
	rewrite(t, path, to, layers.LinkTypeEthernet, maxAgain, segments(twice))
	if ours := oursOf(t, to); len(ours) != want {
		t.Errorf("overlapping segments: %d messages, there were %d before", len(ours), want)
	}
}

// maxAgain is how many packets of a recording are written again: tshark takes its time.
const maxAgain = 90

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatal("it did not come to that in 20 seconds")
		}
		time.Sleep(10 * time.Millisecond)
	}
}
