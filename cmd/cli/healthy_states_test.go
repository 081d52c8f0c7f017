package cli

import (
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// user makes a user with a password that lists encryption types, "" for none, and SPNs.
func (f *foreignForest) user(name, etypes string, spns ...string) string {
	a := f.AddUser(f.fill(name), "Foreign-Key-2")
	f.register(a.DN, etypes, spns)
	return a.DN
}

// machine is user for a computer with the names of its host.
func (f *foreignForest) machine(name, etypes string, spns ...string) string {
	a := f.AddComputer(f.fill(name), "Foreign-Key-2")
	f.register(a.DN, etypes, spns)
	return a.DN
}

func (f *foreignForest) register(dn, etypes string, spns []string) {
	var values []string
	if etypes != "" {
		values = []string{etypes}
	}
	f.SetAttr(dn, "msDS-SupportedEncryptionTypes", values...)
	for _, spn := range spns {
		f.AddSPN(dn, f.fill(spn))
	}
}

// serves starts a site of the state's own host that holds the AES key of an account, as
// ktutil writes it from the password: under the account's name.
func (f *foreignForest) serves(dn string) {
	name := f.Attr(dn, "sAMAccountName")[0]
	kvno, err := strconv.Atoi(f.Attr(dn, "msDS-KeyVersionNumber")[0])
	if err != nil {
		f.t.Fatal(err)
	}
	salted := name
	if bare, ok := strings.CutSuffix(name, "$"); ok { // MS-KILE 3.1.1.2
		salted = "host/" + strings.ToLower(bare+"."+f.Realm)
	}
	f.file = adtest.Keytab(f.t, salted, f.Realm, "Foreign-Key-2", uint8(kvno))
	f.site("{stem}", adtest.WebOptions{Keytab: f.file})
}

// exported is serves with the keytab that Samba writes for an SPN.
func (f *foreignForest) exported(spns ...string) {
	for i := range spns {
		spns[i] = f.fill(spns[i])
	}
	f.file = f.ExportKeytab(spns...)
	f.site("{stem}", adtest.WebOptions{Keytab: f.file})
}

func (f *foreignForest) unit(name string) string {
	dn := "OU=" + f.stem + name + "," + f.BaseDN
	f.AddObject(dn, map[string][]string{"objectClass": {"organizationalUnit"}})
	return dn
}

func (f *foreignForest) uac(dn string, flags int) {
	put(f, dn, "userAccountControl", fmt.Sprint(flags))
}

const site = "service=http://{stem}.{realm}:8080/"

func reach(set ...string) healthyWalk { return healthyWalk{guide: "service-unreachable", set: set} }

// unasked is a walk about a service whose protocol cannot be spoken from here, or that
// does not run: what it would answer stays unknown.
func unasked(spn string) healthyWalk {
	return healthyWalk{guide: "service-unreachable", set: []string{"service=" + spn}, open: true}
}

// healthyForest are the walks over everything that the states have left.
var healthyForest = []healthyWalk{
	{guide: "duplicates"},
	{guide: "delegation", open: true, may: []string{"delegation-target-missing", "delegation-open-resource"}},
	{guide: "rc4-readiness", open: true, may: []string{"etype-rc4-only"}},
}

var healthyStates = []healthyState{
	{"a user beside a computer of the same name", func(f *foreignForest) {
		f.machine("{stem}", "28")
		f.user("{stem}", "24", "http/{stem}.{realm}")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{reach(site), {guide: "web-sso-linux", set: []string{site, "keytab={file}"}}}},
	{"a computer beside a disabled user of the same name", func(f *foreignForest) {
		f.uac(f.user("{stem}", "24", "http/{stem}old.{realm}"), 514)
		f.serves(f.machine("{stem}", "28", "HTTP/{stem}.{realm}"))
	}, []healthyWalk{reach(site), reach(site, "account={stem}$"), {guide: "machine-account", set: []string{"service={stem}.{realm}"}, open: true}}},
	{"a disabled predecessor that still holds the names of its old host", func(f *foreignForest) {
		f.uac(f.user("{stem}v1", "24", "http/{stem}old.{realm}"), 514)
		f.serves(f.user("{stem}v2", "24", "http/{stem}.{realm}"))
	}, []healthyWalk{reach(site), reach(site, "account={stem}v2")}},
	{"two accounts of one CN in two units", func(f *foreignForest) {
		for i, ou := range []string{f.unit("north"), f.unit("south")} {
			dn := f.user(fmt.Sprint("{stem}svc", i), "24", fmt.Sprintf("http/{stem}%s.{realm}", []string{"", "b"}[i]))
			f.moved(dn, "CN=web service", ou)
			if i == 0 {
				f.serves("CN=web service," + ou)
			}
		}
	}, []healthyWalk{reach(site), reach(site, "account={stem}svc0")}},
	{"one host's ports and instances on several accounts", func(f *foreignForest) {
		f.user("{stem}a", "24", "MSSQLSvc/{stem}.{realm}:1433")
		f.user("{stem}b", "24", "MSSQLSvc/{stem}.{realm}:PAYROLL")
		f.user("{stem}c", "24", "http/{stem}.{realm}:9090")
		f.serves(f.user("{stem}d", "24", "http/{stem}.{realm}"))
	}, []healthyWalk{reach(site), unasked("MSSQLSvc/{stem}.{realm}:PAYROLL"), unasked("http/{stem}.{realm}:9090"),
		{guide: "sql-server", set: []string{"service=MSSQLSvc/{stem}.{realm}:1433"}, open: true}}},
	{"SPNs in capitals, and of a host with an umlaut", func(f *foreignForest) {
		dn := f.user("{stem}up", "24", "cifs/{stem}büro.{realm}")
		f.AddSPN(dn, strings.ToUpper(f.fill("http/{stem}.{realm}")))
		f.serves(dn)
	}, []healthyWalk{reach(site), unasked("HTTP/{stem}.{realm}"), unasked("cifs/{stem}büro.{realm}")}},
	{"a password that never expires, no pre-authentication, not delegated, no password required", func(f *foreignForest) {
		dn := f.user("{stem}", "24", "http/{stem}.{realm}")
		f.uac(dn, 512|0x10000|0x400000|0x100000|0x20)
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{reach(site), {guide: "web-sso-linux", set: []string{site, "keytab={file}"}}}},
	{"a service that takes RC4 alone, and works", func(f *foreignForest) {
		f.user("{stem}", "4", "http/{stem}.{realm}")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{{guide: "service-unreachable", set: []string{site}, may: []string{"etype-rc4-only", "ticket-weak-etype"}},
		{guide: "web-sso-linux", set: []string{site, "keytab={file}"}, may: []string{"etype-rc4-only", "ticket-weak-etype"}}}},
	{"nothing listed, and the service works", func(f *foreignForest) {
		f.user("{stem}", "", "http/{stem}.{realm}")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{reach(site), reach(site, "account={stem}"), {guide: "web-sso-linux", set: []string{site, "keytab={file}"}}}},
	{"a computer that lists nothing", func(f *foreignForest) {
		f.machine("{stem}", "", "HTTP/{stem}.{realm}")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{reach(site), {guide: "machine-account", set: []string{"service={stem}.{realm}"}, open: true}}},
	{"a renamed account whose keys have the old salt", func(f *foreignForest) {
		dn := f.user("{stem}was", "24", "http/{stem}.{realm}")
		f.SetAttr(dn, "sAMAccountName", f.stem+"now")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{reach(site), reach(site, "account={stem}now"), {guide: "web-sso-linux", set: []string{site, "keytab={file}", "account={stem}now"}}}},
	{"an alias whose both names are registered", func(f *foreignForest) {
		f.user("{stem}", "24", "http/{stem}.{realm}", "http/{stem}real.{realm}")
		f.file = f.ExportKeytab(f.fill("HTTP/{stem}.{realm}"), f.fill("HTTP/{stem}real.{realm}"))
		w := adtest.Apache(f.t, &f.Client, adtest.WebOptions{Keytab: f.file})
		f.AddCNAME(f.fill("{stem}.{realm}"), f.fill("{stem}real.{realm}"), w.Addr)
	}, []healthyWalk{{guide: "service-unreachable", set: []string{site}, may: []string{"dns-cname"}}}},
	{"HOST covers it", func(f *foreignForest) {
		f.serves(f.machine("{stem}", "28"))
	}, []healthyWalk{{guide: "service-unreachable", set: []string{site}, may: []string{"spn-covered-by-host"}}, unasked("cifs/{stem}.{realm}"), {guide: "file-share", set: []string{`service=\\{stem}.{realm}\data`}, open: true},
		{guide: "remote-shell", set: []string{"service={stem}.{realm}"}, open: true}}},
	{"a lock-out policy of its own, two wrong passwords of fifty", func(f *foreignForest) {
		dn := f.user("{stem}", "24", "http/{stem}.{realm}")
		f.policy(dn, 50, 0)
		put(f, dn, "badPwdCount", "2")
		put(f, dn, "badPasswordTime", filetime(time.Minute))
		f.serves(dn)
	}, []healthyWalk{reach(site)}},
	{"unlocked: a lock-out that its own policy has let go, and one of zero", func(f *foreignForest) {
		dn := f.user("{stem}", "24", "http/{stem}.{realm}")
		f.policy(dn, 3, time.Minute)
		put(f, dn, "lockoutTime", filetime(5*time.Minute))
		f.serves(dn)
		put(f, f.user("{stem}z", "24", "http/{stem}z.{realm}"), "lockoutTime", "0")
	}, []healthyWalk{reach(site), unasked("http/{stem}z.{realm}")}},
	{"accounts beside it have expired, and it never will", func(f *foreignForest) {
		dn := f.user("{stem}", "24", "http/{stem}.{realm}")
		f.SetAttr(dn, "accountExpires", "0")
		f.SetAttr(f.user("{stem}x", "24", "http/{stem}x.{realm}"), "accountExpires", "131000000000000000")
		f.serves(dn)
	}, []healthyWalk{reach(site)}},
	{"members of Protected Users through groups, and services that are not", func(f *foreignForest) {
		f.serves(f.user("{stem}", "24", "http/{stem}.{realm}"))
		inner := f.groupOf("inner", f.user("{stem}chief", ""))
		f.AddValue("CN=Protected Users,CN=Users,"+f.BaseDN, "member", inner)
	}, []healthyWalk{reach(site), reach(site, "account={stem}")}},
	{"delegation: a list with what it needs, and more", func(f *foreignForest) {
		front := f.front()
		f.machine("{stem}desk", "28", "HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		f.Delegate(front, true, f.fill("HTTP/{stem}desk"), f.fill("HTTP/{stem}desk.{realm}"), f.fill("cifs/{stem}desk.{realm}"), f.fill("HTTP/{stem}desk.{realm}:8080"))
	}, []healthyWalk{kept("{stem}door", "{stem}desk.{realm}", "delegation-target-missing")}},
	{"delegation by a descriptor: through nested groups, with another's denial", func(f *foreignForest) {
		front := f.front()
		f.machine("{stem}desk", "28", "HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		all := f.groupOf("all", f.groupOf("fronts", front))
		f.letIn(f.stem+"desk", "D:"+f.sidOf(f.user("{stem}else", "")), f.sidOf(all))
	}, []healthyWalk{kept("{stem}door", "{stem}desk.{realm}")}},
	{"delegation by a descriptor: everyone who has logged in", func(f *foreignForest) {
		front := f.front()
		f.machine("{stem}desk", "28", "HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		f.letIn(f.stem+"desk", f.sidOf(front), "S-1-5-11")
	}, []healthyWalk{kept("{stem}door", "{stem}desk.{realm}", "delegation-open-resource")}},
	{"a group-managed account with its host let in through a group", func(f *foreignForest) {
		f.managed("{stem}g", f.sidOf(f.groupOf("hosts", f.machine("{stem}h1", "28"))), "http/{stem}.{realm}")
	}, []healthyWalk{{guide: "gmsa", set: []string{"service=http/{stem}.{realm}", "hosts={stem}h1"}, open: true}}},
	{"a member of another forest in a group", func(f *foreignForest) {
		dn := f.user("{stem}", "24", "http/{stem}.{realm}")
		f.serves(dn)
		f.groupOf("friends", dn, "<SID=S-1-5-21-1111111111-2222222222-3333333333-1107>")
	}, []healthyWalk{reach(site, "account={stem}")}},
	{"a trust that lists AES, and a service of this domain", func(f *foreignForest) {
		f.trust("{stem}.example", "24")
		f.serves(f.user("{stem}", "24", "http/{stem}.{realm}"))
	}, []healthyWalk{{guide: "trust", set: []string{site}}}},
	{"names that look alike", func(f *foreignForest) {
		f.serves(f.user("{stem}", "24", "http/{stem}.{realm}"))
		f.user("{stem}I", "24", "http/{stem}l1.{realm}")
		f.user("{stem}L2", "24", "http/{stem}ll.{realm}")
	}, []healthyWalk{reach(site)}},
	{"a load balancer's name on a service account beside its members' own", func(f *foreignForest) {
		dn := f.user("{stem}lb", "24", "http/{stem}.{realm}", "http/{stem}")
		f.machine("{stem}m1", "28", "HTTP/{stem}m1.{realm}")
		f.machine("{stem}m2", "28")
		f.serves(dn)
	}, []healthyWalk{reach(site), {guide: "lb-namespace", set: []string{"namespace={stem}.{realm}", "asa={stem}lb", "members={stem}m1.{realm},{stem}m2.{realm}"}, open: true}}},
	{"mail: a virtual server's names on its computer", func(f *foreignForest) {
		f.machine("{stem}", "28", "SMTPSVC/{stem}", "SMTPSVC/{stem}.{realm}", "SMTPSVC/{stem}v.{realm}")
	}, []healthyWalk{{guide: "smtp-virtual-servers", set: []string{"virtual={stem}={stem}v.{realm}", "same-machine=no"}, open: true}}},
	{"a domain controller in the list that is switched off", func(f *foreignForest) {
		f.deadController("{stem}dc")
		f.serves(f.user("{stem}", "24", "http/{stem}.{realm}"))
	}, []healthyWalk{{guide: "service-unreachable", set: []string{site}, open: true}}},
	{"a host that was joined under another name", func(f *foreignForest) {
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}KIOSK", "--host-fqdn={stem}-front-desk.{realm}", "--service-name=host", "--service-name=HTTP")
		f.joined("{stem}-front-desk")
	}, []healthyWalk{reach("service=http://{stem}-front-desk.{realm}:8080/"),
		{guide: "machine-account", set: []string{"service={stem}-front-desk.{realm}", "keytab={file}"}, open: true}}},
	{"a host with a user principal name, whose keys were renewed", func(f *foreignForest) {
		f.newKeytab()
		f.joins("msktutil", "--create", "--computer-name", "{stem}box", "--hostname", "{stem}-till.{realm}", "--service", "HTTP", "--service", "host", "--enctypes", "28", "--upn", "host/{stem}box.{realm}", "-b", "CN=Computers")
		f.joins("msktutil", "--update", "--computer-name", "{stem}box", "--hostname", "{stem}-till.{realm}")
		f.joined("{stem}-till")
	}, []healthyWalk{reach("service=http://{stem}-till.{realm}:8080/"),
		{guide: "machine-account", set: []string{"service={stem}-till.{realm}", "keytab={file}"}, open: true}}},
	{"a load balancer's account that lists nothing, and its site reads RC4", func(f *foreignForest) {
		f.machine("{stem}", "", "http/{stem}.{realm}")
		f.exported("HTTP/{stem}.{realm}")
	}, []healthyWalk{{guide: "lb-namespace", set: []string{"namespace={stem}.{realm}", "asa={stem}$"}, may: []string{"etype-unset"}, open: true}}},
	{"krbtgt with RC4 keys alone", func(f *foreignForest) {
		f.serves(f.user("{stem}", "24", "http/{stem}.{realm}"))
		f.borrow("CN=krbtgt,CN=Users,"+f.BaseDN, "supplementalCredentials")
	}, []healthyWalk{reach(site), {guide: "rc4-readiness", may: []string{"etype-no-aes-key", "etype-rc4-only"}, open: true}}},
}

func kept(front, back string, may ...string) healthyWalk {
	return healthyWalk{guide: "kcd-front-end", set: []string{"front-end=" + front, "back-ends=" + back}, may: may, open: true}
}

func (f *foreignForest) front() string { return f.user("{stem}door", "24", "http/{stem}door.{realm}") }

// groupOf makes a group of members, each by its DN.
func (f *foreignForest) groupOf(name string, members ...string) string {
	dn := "CN=" + f.stem + name + ",CN=Users," + f.BaseDN
	f.AddObject(dn, map[string][]string{"objectClass": {"group"}, "sAMAccountName": {f.stem + name}})
	f.AddValue(dn, "member", members...)
	return dn
}

func (f *foreignForest) sidOf(dn string) string {
	sid, err := ad.DecodeSID([]byte(f.Attr(dn, "objectSid")[0]))
	if err != nil {
		f.t.Fatal(err)
	}
	return sid
}

// policy gives an account a password policy of its own: after how many wrong passwords
// it is locked, and for how long; 0 is until somebody unlocks it.
func (f *foreignForest) policy(dn string, threshold int, duration time.Duration) {
	length := fmt.Sprint(-duration.Nanoseconds() / 100)
	if duration == 0 {
		length = "-9223372036854775808"
	}
	f.AddObject("CN="+f.stem+"policy,CN=Password Settings Container,CN=System,"+f.BaseDN, map[string][]string{"objectClass": {"msDS-PasswordSettings"},
		"msDS-PasswordSettingsPrecedence": {f.stem[1:]}, "msDS-PasswordReversibleEncryptionEnabled": {"FALSE"}, "msDS-PasswordHistoryLength": {"0"},
		"msDS-PasswordComplexityEnabled": {"FALSE"}, "msDS-MinimumPasswordLength": {"1"}, "msDS-MinimumPasswordAge": {"0"}, "msDS-MaximumPasswordAge": {"-9223372036854775808"},
		"msDS-LockoutThreshold": {fmt.Sprint(threshold)}, "msDS-LockoutObservationWindow": {"-600000000"}, "msDS-LockoutDuration": {length}, "msDS-PSOAppliesTo": {dn}})
}

// moved renames an object into another container.
func (f *foreignForest) moved(dn, name, to string) {
	if out := f.Run("ldbrename", "-H", f.PrivateDir+"/sam.ldb", dn, name+","+to); out.Code != 0 {
		f.t.Fatalf("ldbrename: %s%s", out.Stdout, out.Stderr)
	}
}

// managed makes a group-managed service account whose password those of a SID may
// fetch. Samba keeps the object and makes no keys for it; it gets a password by hand.
func (f *foreignForest) managed(name, reader string, spns ...string) {
	f.managedBy(name, []string{reader}, spns...)
}

// managedBy is managed with a list of SIDs, in which D: stands before one that is denied.
func (f *foreignForest) managedBy(name string, readers []string, spns ...string) {
	name = f.fill(name)
	dn := "CN=" + name + ",CN=Managed Service Accounts," + f.BaseDN
	sd := descriptor(f.t, readers...)
	ldif := "dn: " + dn + "\nobjectClass: msDS-GroupManagedServiceAccount\nsAMAccountName: " + name + "$\nuserAccountControl: 4096\ndNSHostName: " + name + "." + strings.ToLower(f.Realm) +
		"\nmsDS-ManagedPasswordInterval: 30\nmsDS-SupportedEncryptionTypes: 28\nmsDS-GroupMSAMembership:: " + base64.StdEncoding.EncodeToString(sd) + "\n"
	for _, spn := range spns {
		ldif += "servicePrincipalName: " + f.fill(spn) + "\n"
	}
	if out := f.RunWith(ldif, nil, "ldbadd", "-H", f.PrivateDir+"/sam.ldb", "--relax", "--controls=provision:0"); out.Code != 0 {
		f.t.Fatalf("ldbadd: %s%s", out.Stdout, out.Stderr)
	}
	f.Tool("user", "setpassword", name+"$", "--newpassword=Foreign-Key-6")
}

// borrow takes an attribute away until the state's walks are over.
func (f *foreignForest) borrow(dn, attribute string) {
	file := filepath.Join(f.PrivateDir, "sam.ldb.d", strings.ToUpper(f.BaseDN)+".ldb") // as it is stored: encrypted
	raw := f.Run("ldbsearch", "-H", file, "-b", dn, "-s", "base", attribute).Stdout
	raw = strings.ReplaceAll(raw, "\n ", "")
	for line := range strings.Lines(raw) {
		if value, ok := strings.CutPrefix(line, attribute+":: "); ok {
			f.Plant("dn: " + dn + "\nchangetype: modify\ndelete: " + attribute + "\n")
			f.t.Cleanup(func() {
				f.Plant("dn: " + dn + "\nchangetype: modify\nadd: " + attribute + "\n" + attribute + ":: " + strings.TrimSpace(value) + "\n")
			})
			return
		}
	}
	f.t.Fatalf("%s of %s was not read: %s", attribute, dn, raw)
}

// deadController enters a domain controller that does not run: a machine account, a
// server and its settings, and an address at which nothing listens.
func (f *foreignForest) deadController(name string) {
	name = f.fill(name)
	host := name + "." + strings.ToLower(f.Realm)
	server := "CN=" + name + ",CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration," + f.BaseDN
	ldif := "dn: " + server + "\nobjectClass: server\ndNSHostName: " + host + "\n\ndn: CN=NTDS Settings," + server +
		"\nobjectClass: nTDSDSA\nhasMasterNCs: " + f.BaseDN + "\nmsDS-hasMasterNCs: " + f.BaseDN + "\noptions: 1\nsystemFlags: 33554432\nmsDS-HasDomainNCs: " + f.BaseDN + "\n"
	if out := f.RunWith(ldif, nil, "ldbadd", "-H", f.PrivateDir+"/sam.ldb", "--relax", "--controls=provision:0"); out.Code != 0 {
		f.t.Fatalf("ldbadd: %s%s", out.Stdout, out.Stderr)
	}
	f.t.Cleanup(func() {
		for _, dn := range []string{"CN=NTDS Settings," + server, server} {
			f.Run("ldbdel", "-H", f.PrivateDir+"/sam.ldb", "--relax", dn)
		}
	})
	f.AddDNS(name, "127.0.24.252")
}
