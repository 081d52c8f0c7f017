package adtest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	smbPort = 445
	smbd    = "/usr/sbin/smbd"
)

// Files is a running file server with one share.
type Files struct {
	Addr string // loopback address of its own
	Port int
	Log  string // path of its log
}

// FileServer starts a Samba file server for one test that judges tickets with the
// keys in the keytab. People whom its machine does not know are guests there. A
// further setting is a line of smb.conf.
func FileServer(t testing.TB, client *Client, keytab string, settings ...string) *Files {
	t.Helper()
	NeedRoot(t)
	Need(t, smbd)
	p, err := claim(smbPort)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.release)
	for _, dir := range []string{"private", "state", "lock", "cache", "pid", "rpc", "share"} {
		err = errors.Join(err, os.MkdirAll(p.path(dir), 0o755))
	}
	lines := []string{
		"realm = " + client.Realm, "workgroup = FILES", "server role = standalone server", "map to guest = bad uid",
		"kerberos method = dedicated keytab", "gensec:require_pac = no", "dedicated keytab file = " + keytab,
		"bind interfaces only = yes", "interfaces = " + p.addr + "/8", "smb ports = " + fmt.Sprint(smbPort), "disable netbios = yes",
		"private dir = " + p.path("private"), "state directory = " + p.path("state"), "lock directory = " + p.path("lock"),
		"cache directory = " + p.path("cache"), "pid directory = " + p.path("pid"), "ncalrpc dir = " + p.path("rpc"),
		"log file = " + p.path("log"), "logging = file", "usershare max shares = 0", "load printers = no",
	}
	lines = append(lines, settings...)
	lines = append(lines, "[share]", "path = "+p.path("share"), "guest ok = yes")
	conf := "[global]\n" + strings.Join(lines, "\n") + "\n"
	if err = errors.Join(err, os.WriteFile(p.path("smb.conf"), []byte(conf), 0o644)); err != nil {
		t.Fatal(err)
	}
	s, err := start("smbd", p.path("output.log"), []string{"KRB5_CONFIG=" + client.Krb5Conf, "KRB5RCACHENAME=none:"},
		smbd, "--foreground", "--no-process-group", "-s", p.path("smb.conf"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	if err := s.ready(fmt.Sprintf("%s:%d", p.addr, smbPort)); err != nil {
		t.Fatalf("%v: %s", err, tail(p.path("log")))
	}
	return &Files{Addr: p.addr, Port: smbPort, Log: p.path("log")}
}
