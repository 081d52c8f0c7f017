package adtest

import (
	"errors"
	"fmt"
	"os"
	"testing"
)

const (
	smtpPort       = 2525
	postfixDaemons = "/usr/lib/postfix/sbin"
)

// Mail is a running postfix.
type Mail struct {
	Addr string // loopback address of its own
	Port int
	Log  string // path of its log
}

// Postfix starts a postfix for one test that knows itself as host, offers
// STARTTLS, and lets people in by AUTH GSSAPI with the keys of smtp/host in the
// keytab.
func Postfix(t testing.TB, client *Client, host, keytab string) *Mail {
	t.Helper()
	NeedRoot(t)
	Need(t, postfixDaemons+"/master")
	p, err := claim(smtpPort)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.release)
	m := &Mail{Addr: p.addr, Port: smtpPort, Log: p.path("mail.log")}
	if err := writePostfix(p, client, host, keytab); err != nil {
		t.Fatal(err)
	}
	// The master by itself: the postfix command would look after a system's
	// whole installation first.
	s, err := start("postfix", p.path("output.log"), nil, postfixDaemons+"/master", "-c", p.path("etc"), "-d")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	if err := s.ready(fmt.Sprintf("%s:%d", p.addr, smtpPort)); err != nil {
		t.Fatalf("%v: %s", err, tail(m.Log))
	}
	return m
}

func writePostfix(p *place, client *Client, host, keytab string) error {
	for _, dir := range []string{"etc", "etc/sasl", "queue/pid", "queue/public", "queue/private", "queue/incoming", "queue/active", "data", "tls"} {
		if err := os.MkdirAll(p.path(dir), 0o755); err != nil {
			return err
		}
	}
	authority, err := ca()
	if err != nil {
		return err
	}
	keys, err := os.ReadFile(keytab)
	if err != nil {
		return err
	}
	mainConf := fmt.Sprintf(`compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/mail.log
maillog_file_prefixes = %[1]s
command_directory = /usr/sbin
daemon_directory = %[4]s
myhostname = %[2]s
mydestination =
inet_interfaces = all
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = %[1]s/etc/sasl
smtpd_sasl_security_options = noanonymous
smtpd_tls_security_level = may
smtpd_tls_cert_file = %[1]s/tls/cert.pem
smtpd_tls_key_file = %[1]s/tls/key.pem
smtpd_tls_CAfile = %[1]s/tls/ca.pem
import_environment = KRB5_KTNAME=%[1]s/keytab KRB5_CONFIG=%[3]s KRB5RCACHENAME=none: MAIL_CONFIG=%[1]s/etc
`, p.dir, host, client.Krb5Conf, postfixDaemons)
	masterConf := fmt.Sprintf(`%s:%d inet n - n - - smtpd
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`, p.addr, smtpPort)
	return errors.Join(
		authority.issue(p.path("tls"), p.addr, host),
		os.WriteFile(p.path("etc/main.cf"), []byte(mainConf), 0o644),
		os.WriteFile(p.path("etc/master.cf"), []byte(masterConf), 0o644),
		os.WriteFile(p.path("etc/sasl/smtpd.conf"), []byte("mech_list: GSSAPI\nkeytab: "+p.path("keytab")+"\n"), 0o644),
		os.WriteFile(p.path("keytab"), keys, 0o600),
		giveTo(p.path("keytab"), "postfix"), giveTo(p.path("data"), "postfix"), giveTo(p.path("queue/private"), "postfix"), giveTo(p.path("queue/public"), "postfix"),
	)
}
