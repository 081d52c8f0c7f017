package recording

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad/adtest"
)

// A file server is opened, and procedures are called over TCP and over a named pipe, with
// tickets that fit and tickets that do not, while tcpdump records.
func TestARecordingOfFilesAndProceduresIsReadAsTsharkReadsIt(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	adtest.NeedRoot(t)
	adtest.Need(t, "tshark", "tcpdump", "smbclient", "rpcclient", "kinit", "kvno")
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("walker"), "wonder-1")
	svc := dc.AddUser(adtest.Name("files"), "service-1")
	host := adtest.Name("files") + ".corp.test"
	dc.AddSPN(svc.DN, "cifs/"+host)
	dc.AddSPN(svc.DN, "host/"+host)
	dc.SetAttr(svc.DN, "userAccountControl", "33620480") // no PAC in its tickets: a server outside a domain takes none
	keytab := dc.ExportKeytab("cifs/" + host)
	files := adtest.FileServer(t, &dc.Client, keytab)

	path := filepath.Join(t.TempDir(), "files.pcap")
	stop := record(t, path, "host "+dc.Addr+" or host "+files.Addr)
	cache := dc.Kinit(user.Name, "wonder-1", "-f")
	env := []string{"KRB5CCNAME=FILE:" + cache}
	conf := filepath.Join(t.TempDir(), "smb.conf")
	if err := os.WriteFile(conf, []byte("[global]\nrealm = "+dc.Realm+"\nworkgroup = CORP\nname resolve order = host\nclient signing = disabled\nclient ipc signing = disabled\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	smb := func(program string, args ...string) {
		dc.RunWith("", env, program, append([]string{"-s", conf, "--use-kerberos=required", "--use-krb5-ccache=" + cache}, args...)...)
	}
	smb("smbclient", "//"+host+"/share", "-I", files.Addr, "-c", "ls")
	smb("smbclient", "//"+host+"/share", "-I", files.Addr, "-m", "SMB2", "-c", "ls")
	smb("smbclient", "//nowhere.corp.test/share", "-I", files.Addr, "-c", "ls")
	for _, binding := range []string{
		"ncacn_np:" + host + "[krb5,sign]", "ncacn_np:" + host + "[spnego,seal]",
		"ncacn_ip_tcp:" + dc.Host + "[krb5,sign]", "ncacn_ip_tcp:" + dc.Host + "[krb5,seal]", "ncacn_ip_tcp:" + dc.Host + "[spnego,connect]", "ncacn_ip_tcp:" + dc.Host + "[spnego,seal,bigendian]",
	} {
		command := "lsaquery"
		if strings.HasPrefix(binding, "ncacn_np") {
			command = "srvinfo"
		}
		args := []string{binding, "-c", command}
		if strings.HasPrefix(binding, "ncacn_np") {
			args = append(args, "-I", files.Addr, "--client-protection=off") // a guest has no key to sign with
		}
		smb("rpcclient", args...)
	}
	stop(dc, cache)
	if n := compare(t, path); n < 20 {
		t.Errorf("the recording holds %d messages only", n)
	}
	cutShort(t, path)
}
