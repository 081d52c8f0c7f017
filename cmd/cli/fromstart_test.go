package cli

import (
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jcmturner/gokrb5/v8/iana/errorcode"
	"github.com/jcmturner/gokrb5/v8/iana/nametype"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/cmd/interactive"
	"adwalk/diag/walk"
	"adwalk/ui/uitest"
)

// refusedOnTheWire is a capture with one packet: a KDC's error 7 for an SPN.
func refusedOnTheWire(t *testing.T, class, host string) []byte {
	t.Helper()
	e := messages.NewKRBError(types.NewPrincipalName(nametype.KRB_NT_SRV_INST, class+"/"+host), "CONTOSO.LAB", errorcode.KDC_ERR_S_PRINCIPAL_UNKNOWN, "")
	data, err := e.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	udp := binary.BigEndian.AppendUint16([]byte{0, 88, 0xc0, 0}, uint16(8+len(data)))
	udp = append(append(udp, 0, 0), data...)
	ip := binary.BigEndian.AppendUint16([]byte{0x45, 0}, uint16(20+len(udp)))
	ip = append(append(ip, 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 9), udp...)
	le := binary.LittleEndian
	out := le.AppendUint32(nil, 0xa1b2c3d4)
	out = append(out, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	out = le.AppendUint32(le.AppendUint32(out, 65535), 101) // raw IP
	for _, v := range []int{1_772_359_331, 0, len(ip), len(ip)} {
		out = le.AppendUint32(out, uint32(v))
	}
	return append(out, ip...)
}

// TestEveryKindFromTheStartScreen types or pastes one recording, keytab, target and
// connection string of each kind into the first screen, at 80x24, and goes on by keys: it
// arrives at the guide that is meant, with its inputs filled in, and at the screens that
// look at it closer.
func TestEveryKindFromTheStartScreen(t *testing.T) {
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Lab: true, Scenario: "variant:sql-dynamic-port", Timeout: 10e9, Parallel: 4}}
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	t.Setenv("KRB5_CONFIG", t.TempDir()+"/none")
	defer s.Close()
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const (
		event = `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4769</EventID><EventRecordID>7</EventRecordID><Computer>dc1</Computer></System><EventData>` +
			`<Data Name="TargetUserName">ann@CONTOSO.LAB</Data><Data Name="ServiceName">cifs/fs9.contoso.lab</Data><Data Name="Status">0x7</Data></EventData></Event>`
		csv = "Level,Date and Time,Source,Event ID,Task Category\r\nInformation,3/1/2026 10:02:11 AM,Microsoft-Windows-Security-Kerberos,4,None,\"The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server svc-app. The target name used was HTTP/app.contoso.lab. This indicates that the target server failed to decrypt the ticket provided by the client.\"\r\n"
		iis = "#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip s-port cs-method cs-uri-stem cs-username cs-host c-ip sc-status sc-substatus sc-win32-status\r\n" +
			"2026-03-01 10:02:12 10.0.0.3 443 GET /shop - app.contoso.lab 10.0.0.9 401 1 2148074274\r\n"
		sssd = "(2026-03-01 10:02:11): [be[contoso.lab]] [sasl_bind_send] (0x0100): Executing sasl bind mech: GSS-SPNEGO, user: WEB1$\n" +
			"(2026-03-01 10:02:11): [be[contoso.lab]] [ad_sasl_log] (0x0040): SASL: GSSAPI Error: Unspecified GSS failure.  Minor code may provide more information (Server not found in Kerberos database)\n"
		trace = "[4711] 1767225600.100000: Getting credentials ann@CONTOSO.LAB -> HTTP/shop.contoso.lab@CONTOSO.LAB using ccache FILE:/tmp/krb5cc_0\n" +
			"[4711] 1767225600.200000: TGS request result: -1765328377/Server HTTP/shop.contoso.lab@CONTOSO.LAB not found in Kerberos database\n"
	)
	keytab := func(name string) string { return file(name, apptest.TheLab(s).Keytab("lab:"+name)) }
	inst := `sql1.contoso.lab\PAYROLL`
	for _, c := range []struct {
		name, text string
		paste      bool
		guide      string            // of the first row
		inputs     map[string]string // of the walk, once it has begun
		second     string            // guide of the second row, "" where it is not looked at
		screen     string            // of the last row, as its title has it
	}{
		{"a capture", file("x.pcap", refusedOnTheWire(t, "HTTP", "shop.contoso.lab")), false, "service-unreachable", map[string]string{"service": "HTTP/shop.contoso.lab"}, "", "Recording"},
		{"a capture of a file server", file("y.pcap", refusedOnTheWire(t, "cifs", "fs9.contoso.lab")), false, "file-share", map[string]string{"service": "cifs/fs9.contoso.lab"}, "", "Recording"},
		{"a trace in a file", file("trace.log", []byte(trace)), false, "service-unreachable", map[string]string{"service": "HTTP/shop.contoso.lab"}, "", "Recording"},
		{"a trace", trace, true, "service-unreachable", map[string]string{"service": "HTTP/shop.contoso.lab"}, "", "Recording"},
		{"events as XML", file("e.xml", []byte("<Events>"+event+"</Events>")), false, "file-share", map[string]string{"service": "cifs/fs9.contoso.lab"}, "", "Recording"},
		{"events as CSV", file("e.csv", []byte(csv)), false, "service-unreachable", map[string]string{"service": "HTTP/app.contoso.lab"}, "", "Recording"},
		{"a log of IIS", file("iis.log", []byte(iis)), false, "service-unreachable", map[string]string{"service": "https://app.contoso.lab/"}, "", "Recording"},
		{"a log of sssd", file("sssd.log", []byte(sssd)), false, "service-unreachable", nil, "", "Recording"},
		{"a web server's keytab", keytab("app.keytab"), false, "web-sso-linux", map[string]string{"service": "HTTP/app.contoso.lab", "keytab": dir + "/app.keytab"}, "", "Keytab"},
		{"a machine's keytab", keytab("host.keytab"), false, "machine-account", map[string]string{"service": "web1.contoso.lab", "keytab": dir + "/host.keytab"}, "", "Keytab"},
		{"a file server's keytab", keytab("fs1.keytab"), false, "file-share", map[string]string{"keytab": dir + "/fs1.keytab"}, "", "Keytab"},
		{"a database's keytab", keytab("sql1.keytab"), false, "sql-server", map[string]string{"keytab": dir + "/sql1.keytab"}, "", "Keytab"},
		{"a keytab of the lab", "lab:app.keytab", false, "web-sso-linux", map[string]string{"keytab": "lab:app.keytab"}, "", "Keytab"},
		{"ADO.NET", "Server=tcp:sql1.contoso.lab,1433;Database=hr;User Id=sa;Password=s3cret", false, "sql-server", map[string]string{"service": "tcp:sql1.contoso.lab,1433"}, "", "Names"},
		{"ADO.NET, an instance", "Data Source=" + inst + ";Initial Catalog=hr;Integrated Security=SSPI;Password=s3cret", true, "sql-server", map[string]string{"service": inst}, "", "Names"},
		{"ADO.NET, an account as SPN", "Server=sql1.contoso.lab;Integrated Security=true;ServerSPN=svc-sql@CONTOSO.LAB", false, "sql-server", map[string]string{"service": "Server=tcp:sql1.contoso.lab;ServerSPN=svc-sql@CONTOSO.LAB"}, "", "Names"},
		{"ODBC", "Driver={ODBC Driver 18 for SQL Server};Server=" + inst + ";Trusted_Connection=yes;PWD={s3cret}", false, "sql-server", map[string]string{"service": inst}, "", "Names"},
		{"JDBC for SQL Server", "jdbc:sqlserver://sql1.contoso.lab;instanceName=PAYROLL;integratedSecurity=true;password=s3cret", false, "sql-server", map[string]string{"service": inst}, "", "Names"},
		{"JDBC for PostgreSQL", "jdbc:postgresql://pg1.contoso.lab:5432/app?user=ann&password=s3cret&kerberosServerName=pg", false, "service-unreachable", map[string]string{"service": "postgresql://pg1.contoso.lab:5432/?krbsrvname=pg"}, "", "Names"},
		{"libpq", "host=pg1.contoso.lab port=5432 dbname=app user=ann password=s3cret", false, "service-unreachable", map[string]string{"service": "postgres://pg1.contoso.lab:5432"}, "", "Names"},
		{"Hive", "jdbc:hive2://hs2.contoso.lab:10000/default;principal=hive/_HOST@CONTOSO.LAB", false, "service-unreachable", map[string]string{"service": "hive/hs2.contoso.lab"}, "", "Names"},
		{"Kafka", "bootstrap.servers=k1.contoso.lab:9092,k2.contoso.lab:9092", false, "service-unreachable", map[string]string{"service": "kafka://k1.contoso.lab:9092"}, "", "Names"},
		{"Kafka's brokers", "k1.contoso.lab:9092,k2.contoso.lab:9092", false, "service-unreachable", map[string]string{"service": "k1.contoso.lab:9092"}, "", "Names"},
		{"an instance", inst, false, "sql-server", map[string]string{"service": inst}, "", "Names"},
		{"an instance of a short name", `sql1\PAYROLL`, false, "sql-server", map[string]string{"service": `sql1\PAYROLL`}, "", "Names"},
		{"host,port", "sql1.contoso.lab,1433", false, "sql-server", map[string]string{"service": "sql1.contoso.lab,1433"}, "", "Names"},
		{"host:port of a database", "sql1.contoso.lab:1433", false, "sql-server", map[string]string{"service": "tcp:sql1.contoso.lab,1433"}, "", "Names"},
		{"host:port", "app.contoso.lab:8443", false, "service-unreachable", map[string]string{"service": "app.contoso.lab:8443"}, "web-sso-linux", "Names"},
		{"a host", "app.contoso.lab", false, "service-unreachable", map[string]string{"service": "app.contoso.lab"}, "web-sso-linux", "Names"},
		{"a URL", "https://ann:s3cret@app.contoso.lab/x", false, "service-unreachable", map[string]string{"service": "https://app.contoso.lab/x"}, "web-sso-linux", "Names"},
		{"an LDAP URL", "ldap://dc1.contoso.lab", false, "service-unreachable", map[string]string{"service": "ldap://dc1.contoso.lab"}, "", "Names"},
		{"a UNC path", `\\fs1.contoso.lab\data\sub dir`, false, "file-share", map[string]string{"service": `\\fs1.contoso.lab\data\sub dir`}, "", "Names"},
		{"a drive", `net use Z: \\fs1.contoso.lab\data /user:ann s3cret`, false, "file-share", map[string]string{"service": `\\fs1.contoso.lab\data`}, "", "Names"},
		{"an SMB URL", "smb://fs1.contoso.lab/data/x%20y", false, "file-share", map[string]string{"service": `\\fs1.contoso.lab\data\x y`}, "", "Names"},
		{"an NFS mount", "mount -t nfs4 -o sec=krb5p fs1.contoso.lab:/export /mnt", false, "file-share", map[string]string{"service": "nfs://fs1.contoso.lab"}, "", "Names"},
		{"an NFS export", "fs1.contoso.lab:/export", false, "file-share", map[string]string{"service": "nfs://fs1.contoso.lab"}, "", "Names"},
		{"SSH", "ssh ann@web1.contoso.lab", false, "service-unreachable", map[string]string{"service": "ssh://web1.contoso.lab"}, "remote-shell", "Names"},
		{"a copy over SSH", "scp x.txt ann@web1.contoso.lab:/tmp", false, "service-unreachable", map[string]string{"service": "ssh://web1.contoso.lab"}, "remote-shell", "Names"},
		{"WinRM", "Enter-PSSession -ComputerName web1.contoso.lab", false, "service-unreachable", map[string]string{"service": "winrm://web1.contoso.lab/"}, "remote-shell", "Names"},
		{"an SPN", "HTTP/app.contoso.lab", false, "service-unreachable", map[string]string{"service": "HTTP/app.contoso.lab"}, "web-sso-linux", "Names"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := interactive.Backend{Session: s}
			d := uitest.New(t, &uitest.Backend{Setup: b.Setup(), Access: b.Current(), OnConnect: b.Connect}, uitest.NewClock(), 80, 24)
			d.Press("p")
			if c.paste {
				d.Paste(c.text)
			} else {
				d.Type(c.text)
				d.Press("enter")
			}
			d.Settle()
			d.Lacks("not recognised", "s3cret")
			first := d.View()
			d.Press("enter")
			d.Settle()
			st := begun(t, d, first)
			if st.Guide.ID != c.guide {
				t.Fatalf("the guide is %s, not %s:\n%s", st.Guide.ID, c.guide, first)
			}
			for key, want := range c.inputs {
				if got := st.Inputs[key].Value; got != want {
					t.Errorf("%s is %q, not %q", key, got, want)
				}
			}
			d.Lacks("s3cret")
			back(d)
			if c.second != "" {
				d.Press("down", "enter")
				d.Settle()
				if st := begun(t, d, first); st.Guide.ID != c.second || st.Inputs["service"].Value != c.inputs["service"] {
					t.Errorf("the second guide is %s with %q", st.Guide.ID, st.Inputs["service"].Value)
				}
				back(d)
			}
			d.Press("end", "enter")
			d.Settle()
			if title := strings.Split(d.View(), "\n")[1]; !strings.Contains(title, c.screen) {
				t.Errorf("the last row leads to %q, not to %s:\n%s", title, c.screen, d.View())
			}
			d.Lacks("s3cret")
		})
	}
}

// begun is the walk that was opened.
func begun(t *testing.T, d *uitest.Driver, before string) walk.State {
	t.Helper()
	st, ok := d.Model.WalkState()
	if !ok {
		t.Fatalf("no walk was opened:\n%s\n\nfrom\n%s", d.View(), before)
	}
	return st
}

// back leaves the walk.
func back(d *uitest.Driver) {
	for range 6 {
		if _, ok := d.Model.WalkState(); !ok {
			return
		}
		d.Press("esc")
	}
}
