package recording

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

func TestMain(m *testing.M) { adtest.Main(m) }

// seen is what both judges say of a message: frame, type, code, service, realm and
// the encryption types inside.
func ours(t *testing.T, path string) []string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	byFrame := map[int][]string{}
	_, err = Read(context.Background(), f, func(m Message) error {
		if types := typesOf(m); types != "" {
			byFrame[m.Frame] = append(byFrame[m.Frame], describe(m, types))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for frame, list := range byFrame {
		out = append(out, fmt.Sprintf("%d %s", frame, strings.Join(list, " + ")))
	}
	slices.Sort(out)
	return out
}

// typesOf lists message types as tshark does: a TGS-REQ has an AP-REQ inside.
func typesOf(m Message) string {
	switch m.Kind {
	case TGTReq:
		return "16"
	case TGTRep:
		return "17"
	}
	for tag, kind := range kerberosKinds {
		if kind != m.Kind {
			continue
		}
		typ := strconv.Itoa(int(tag & 0x1f))
		if m.Kind == TGSReq && m.Ticket != nil {
			typ += ",14"
		}
		if m.Armor != nil {
			typ += ",14"
		}
		return typ
	}
	return ""
}

func describe(m Message, types string) string {
	code := ""
	if m.Error != nil {
		code = strconv.Itoa(m.Error.Code)
	}
	service := m.Service
	if m.Kind == TGSReq && m.Ticket != nil {
		service = m.Ticket.Service + "," + m.Service
	}
	var etypes []string
	if m.Ticket != nil {
		etypes = append(etypes, strconv.Itoa(int(m.Ticket.EType)))
	}
	if m.ReplyEType != 0 {
		etypes = append(etypes, strconv.Itoa(int(m.ReplyEType)))
	}
	slices.Sort(etypes)
	return fmt.Sprintf("%s|%s|%s|%s", types, code, strings.ReplaceAll(service, "/", ","), strings.Join(slices.Compact(etypes), ","))
}

// theirs asks tshark for the same.
func theirs(t *testing.T, path string) []string {
	cmd := exec.Command("tshark", "-r", path, "-Y", "kerberos.msg_type", "-T", "fields", "-E", "occurrence=a", "-e", "frame.number",
		"-e", "kerberos.msg_type", "-e", "kerberos.error_code", "-e", "kerberos.SNameString", "-e", "kerberos.etype")
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		out = append(out, strings.Join(f[:4], "|"))
	}
	slices.Sort(out)
	return out
}

// compare holds our reading of a capture against tshark's, message by message.
func compare(t *testing.T, path string) int {
	t.Helper()
	mine := map[string]string{}
	for _, line := range ours(t, path) {
		frame, rest, _ := strings.Cut(line, " ")
		mine[frame] = rest
	}
	other := theirs(t, path)
	for _, line := range other {
		f := strings.Split(line, "|")
		var types, services []string
		code := ""
		for _, m := range strings.Split(mine[f[0]], " + ") {
			p := strings.Split(m, "|")
			if len(p) < 4 {
				continue
			}
			types = append(types, p[0])
			services = append(services, p[2])
			code += p[1]
		}
		join := func(s []string) string { return strings.Trim(strings.Join(s, ","), ",") }
		if join(types) != f[1] || code != f[2] || join(services) != f[3] {
			t.Errorf("packet %s: tshark has %q, we have %q", f[0], f[1:], mine[f[0]])
		}
		delete(mine, f[0])
	}
	for frame, rest := range mine {
		t.Errorf("packet %s: we have %q, tshark has nothing", frame, rest)
	}
	return len(other)
}

// Recordings of real machines that lie beside the project, where they do.
func TestRecordingsOfOthersAreReadAsTsharkReadsThem(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/captures/*.pcap*")
	if len(files) == 0 {
		t.Skip("needs recordings beside the project")
	}
	adtest.Need(t, "tshark")
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { compare(t, f) })
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
	dump := exec.Command("tcpdump", "-i", "lo", "-U", "-s", "0", "-w", path, "host "+dc.Addr+" or host "+target.Hostname())
	if err := dump.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { st, err := os.Stat(path); return err == nil && st.Size() >= 24 })

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
	dc.RunWith("wonder-1\nwonder-2\nwonder-2\n", nil, "kpasswd", user.Name+"@"+dc.Realm)

	// What was sent last is in the file once a marker behind it is.
	dc.Kvno(cache, "http/last.corp.test")
	until(t, func() bool {
		b, _ := os.ReadFile(path)
		return strings.Contains(string(b), "last.corp.test")
	})
	dump.Process.Signal(os.Interrupt)
	dump.Wait()
	if n := compare(t, path); n < 20 {
		t.Errorf("the recording holds %d messages only", n)
	}
}

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatal("it did not come to that in 20 seconds")
		}
		time.Sleep(10 * time.Millisecond)
	}
}
