package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
)

const (
	domain = "DC=contoso,DC=lab"
	config = "CN=Configuration," + domain
	web1   = "CN=WEB1,OU=Servers," + domain
	svc    = "CN=svc-app,OU=Servers," + domain
)

var now = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

// tree is a domain with a server, a service account, a group and an administrator.
func tree(t *testing.T) *Tree {
	t.Helper()
	tr := NewTree(Contexts{Domain: domain, Configuration: config, Schema: "CN=Schema," + config, Root: domain}, "CN=NTDS Settings,CN=DC1", func() time.Time { return now })
	for _, o := range []Object{
		{DN: domain, Class: "domainDNS"},
		{DN: config, Class: "container"},
		{DN: "CN=Services," + config, Class: "container"},
		{DN: "CN=Windows NT,CN=Services," + config, Class: "container"},
		{DN: "CN=Directory Service,CN=Windows NT,CN=Services," + config, Class: "nTDSService", Values: map[string][]string{"sPNMappings": {"host=cifs,http,www"}}},
		{DN: "OU=Servers," + domain, Class: "organizationalUnit"},
		{DN: web1, Class: "computer", Values: map[string][]string{"sAMAccountName": {"WEB1$"}, "userAccountControl": {"4096"}, "objectSid": {string(SIDBytes("S-1-5-21-1-2-3-1101"))}, "servicePrincipalName": {"HOST/web1.contoso.lab", "HOST/WEB1"}},
			Secret: &Secret{Password: "x", KVNO: 3, Salt: "CONTOSO.LABhostweb1.contoso.lab"}},
		{DN: svc, Class: "user", Values: map[string][]string{"sAMAccountName": {"svc-app"}, "userAccountControl": {"512"}, "userPrincipalName": {"app@contoso.lab"}, "servicePrincipalName": {"http/app.contoso.lab"}, "unicodePwd": {"secret"}},
			Secret: &Secret{Password: "y", KVNO: 4, Salt: "CONTOSO.LABsvc-app"}},
	} {
		if _, err := tr.Plant(o); err != nil {
			t.Fatal(err)
		}
	}
	return tr
}

var (
	administrator = Identity{Secret: &Secret{May: []string{"*"}}}
	spnWriter     = Identity{Secret: &Secret{May: []string{"servicePrincipalName"}}}
)

func filter(t *testing.T, text string) Filter {
	t.Helper()
	p, err := ldap.CompileFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFilter(p)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// found lists the first names of what a search finds.
func found(t *testing.T, tr *Tree, base string, scope int, text string, gc bool) (string, Result) {
	t.Helper()
	var out []string
	res := tr.Search(base, scope, filter(t, text), gc, func(e *Entry) bool {
		_, value := RDN(e.DN)
		out = append(out, value)
		return true
	})
	return strings.Join(out, " "), res
}

// One object has one name, however it is spelled; a comma that belongs to a value parts
// nothing.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"CN=Web1, OU=Servers,DC=contoso, DC=lab": "cn=web1,ou=servers,dc=contoso,dc=lab", "": "", `CN=a\,b,DC=x`: `cn=a\,b,dc=x`, `cn=\61bc,dc=x`: "cn=abc,dc=x", `CN=\ x,DC=y`: `cn=\ x,dc=y`,
	} {
		if got, ok := NormDN(name); !ok || got != want {
			t.Errorf("%s: %q %v", name, got, ok)
		}
	}
	for _, bad := range []string{"nonsense", "CN=", ",", strings.Repeat("CN=x,", 2000) + "DC=x"} {
		if got, ok := NormDN(bad); ok && got != "cn=" {
			t.Errorf("%.20q is taken for %q", bad, got)
		}
	}
	for _, c := range []struct {
		norm, base string
		in         bool
	}{{"cn=a,dc=x", "dc=x", true}, {"dc=x", "dc=x", true}, {"cn=a,dc=yx", "dc=x", false}, {"cn=a", "", true}, {`cn=a\,dc=x`, "dc=x", false}, {`cn=a\\,dc=x`, "dc=x", true}} {
		if got := under(c.norm, c.base); got != c.in {
			t.Errorf("%s below %s: %v", c.norm, c.base, got)
		}
	}
	if a, v := RDN(`OU=a\+b,DC=x`); a != "OU" || v != "a+b" {
		t.Errorf("%s %s", a, v)
	}
	if got := EscapeRDN(` #a,b+c"d\e<f>;g= `); got != `\ #a\,b\+c\"d\\e\<f\>\;g\=\ ` {
		t.Errorf("escaped %s", got)
	}
}

func TestSearches(t *testing.T) {
	tr := tree(t)
	guid := guidText(tr.Find(web1).GUID)
	for _, c := range []struct {
		name, base string
		scope      int
		filter     string
		want       string
	}{
		{"one object", web1, ScopeBase, "(objectClass=*)", "WEB1"},
		{"its children", "OU=Servers," + domain, ScopeOne, "(objectClass=*)", "WEB1 svc-app"},
		{"everything below, with itself", "OU=Servers," + domain, ScopeSub, "(objectClass=*)", "Servers WEB1 svc-app"},
		{"not into another naming context", domain, ScopeSub, "(cn=Services)", ""},
		{"by GUID", "<GUID=" + guid + ">", ScopeBase, "(objectClass=*)", "WEB1"},
		{"by SID", "<SID=S-1-5-21-1-2-3-1101>", ScopeBase, "(objectClass=*)", "WEB1"},
		{"a value in other letters", domain, ScopeSub, "(sAMAccountName=web1$)", "WEB1"},
		{"the beginning of an SPN", domain, ScopeSub, "(servicePrincipalName=http/*)", "svc-app"},
		{"its middle and end", domain, ScopeSub, "(servicePrincipalName=*app*lab)", "svc-app"},
		{"one of two", domain, ScopeSub, "(|(cn=WEB1)(cn=nobody))", "WEB1"},
		{"both", domain, ScopeSub, "(&(objectClass=computer)(cn=svc-app))", ""},
		{"not", "OU=Servers," + domain, ScopeOne, "(!(objectClass=computer))", "svc-app"},
		{"a flag", domain, ScopeSub, "(userAccountControl:1.2.840.113556.1.4.803:=4096)", "WEB1"},
		{"a flag that is not set", domain, ScopeSub, "(userAccountControl:1.2.840.113556.1.4.803:=2)", ""},
		{"one of two flags", domain, ScopeSub, "(userAccountControl:1.2.840.113556.1.4.804:=4608)", "WEB1 svc-app"},
		{"an attribute that nobody knows is neither there nor not there", domain, ScopeSub, "(!(noSuchAttribute=1))", ""},
		{"at least", domain, ScopeSub, "(userAccountControl>=4096)", "WEB1"},
		{"ambiguous names", domain, ScopeSub, "(anr=svc)", "svc-app"},
	} {
		if got, res := found(t, tr, c.base, c.scope, c.filter, false); got != c.want || res.Code != Success {
			t.Errorf("%s: %q %+v, want %q", c.name, got, res, c.want)
		}
	}
	if got, _ := found(t, tr, "", ScopeSub, "(cn=Services)", true); got != "Services" {
		t.Errorf("a global catalogue holds every context: %q", got)
	}
	if _, res := found(t, tr, "CN=gone,OU=Servers,"+domain, ScopeBase, "(objectClass=*)", false); res.Code != NoSuchObject || res.Matched != "OU=Servers,"+domain || !strings.HasPrefix(res.Text, "0000208D") {
		t.Errorf("no such object: %+v", res)
	}
	if _, res := found(t, tr, "nonsense", ScopeBase, "(objectClass=*)", false); res.Code != InvalidDN {
		t.Errorf("no name: %+v", res)
	}
	n := 0
	tr.Search(domain, ScopeSub, filter(t, "(objectClass=*)"), false, func(*Entry) bool { n++; return n < 2 })
	if n != 2 {
		t.Errorf("a reader that has enough was called %d times", n)
	}
}

// A modify is refused with a controller's own code and number, and changes nothing then.
func TestModifies(t *testing.T) {
	mod := func(op int, attribute string, values ...string) Mod {
		return Mod{Op: op, Attribute: attribute, Values: texts(values)}
	}
	for _, c := range []struct {
		name string
		who  Identity
		dn   string
		mods []Mod
		code int
		text string // its beginning
		spns string // of the object afterwards; "" is unchanged
	}{
		{"added", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/new.contoso.lab")}, Success, "", "http/app.contoso.lab http/new.contoso.lab"},
		{"deleted in other letters", administrator, svc, []Mod{mod(OpDelete, "servicePrincipalName", "HTTP/APP.contoso.lab")}, Success, "", "-"},
		{"replaced", administrator, svc, []Mod{mod(OpReplace, "servicePrincipalName", "http/x.contoso.lab")}, Success, "", "http/x.contoso.lab"},
		{"the attribute deleted", administrator, svc, []Mod{mod(OpDelete, "servicePrincipalName")}, Success, "", "-"},
		{"a duplicate", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "host/WEB1")}, ConstraintViolated, "000021C7", ""},
		{"shadowed by a HOST name elsewhere", spnWriter, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/web1.contoso.lab")}, ConstraintViolated, "000021C7", ""},
		{"shadowed, by an administrator", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/web1.contoso.lab")}, Success, "", "http/app.contoso.lab http/web1.contoso.lab"},
		{"malformed", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "nonsense")}, ConstraintViolated, "0000200B", ""},
		{"there already", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "HTTP/app.contoso.lab")}, ValueExists, "00002083", ""},
		{"not there", administrator, svc, []Mod{mod(OpDelete, "servicePrincipalName", "http/gone")}, NoSuchAttribute, "00002085", ""},
		{"without the right", Identity{Secret: &Secret{May: []string{"description"}}}, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/new")}, InsufficientRights, "00002098", ""},
		{"anonymously", Identity{}, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/new")}, InsufficientRights, "00002098", ""},
		{"an attribute that is the system's", administrator, svc, []Mod{mod(OpReplace, "objectGUID", "x")}, Unwilling, "0000209A", ""},
		{"no such attribute", administrator, svc, []Mod{mod(OpAdd, "colour", "blue")}, NoSuchAttribute, "00000057", ""},
		{"two values of one", administrator, svc, []Mod{mod(OpAdd, "userPrincipalName", "other@contoso.lab")}, ConstraintViolated, "00002081", ""},
		{"no number", administrator, svc, []Mod{mod(OpReplace, "userAccountControl", "many")}, InvalidSyntax, "00000057", ""},
		{"nothing to add", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName")}, ProtocolError, "00000057", ""},
		{"all or nothing", administrator, svc, []Mod{mod(OpAdd, "servicePrincipalName", "http/new"), mod(OpDelete, "servicePrincipalName", "http/gone")}, NoSuchAttribute, "00002085", ""},
		{"no such object", administrator, "CN=gone," + domain, []Mod{mod(OpAdd, "servicePrincipalName", "http/new")}, NoSuchObject, "0000208D", ""},
	} {
		tr := tree(t)
		before := strings.Join(tr.Find(svc).Texts("servicePrincipalName"), " ")
		usn := tr.HighestUSN()
		res := tr.Modify(c.who, c.dn, c.mods)
		if res.Code != c.code || !strings.HasPrefix(res.Text, c.text) {
			t.Errorf("%s: %+v", c.name, res)
		}
		want := c.spns
		switch want {
		case "":
			want = before
		case "-":
			want = ""
		}
		if got := strings.Join(tr.Find(svc).Texts("servicePrincipalName"), " "); got != want {
			t.Errorf("%s: SPNs %q, want %q", c.name, got, want)
		}
		if moved := tr.HighestUSN() > usn; moved != (c.code == Success) {
			t.Errorf("%s: the USN moved: %v", c.name, moved)
		}
	}
}

// dSHeuristics switches the uniqueness of SPNs and of aliases off, one by one.
func TestUniquenessCanBeSwitchedOff(t *testing.T) {
	for character, want := range map[string][2]int{"0": {ConstraintViolated, ConstraintViolated}, "2": {Success, ConstraintViolated}, "4": {ConstraintViolated, Success}, "6": {Success, Success}} {
		for i, spn := range []string{"host/WEB1", "http/web1.contoso.lab"} {
			tr := tree(t)
			if err := tr.Alter("CN=Directory Service,CN=Windows NT,CN=Services,"+config, "dSHeuristics", "00000000010000000002"+character); err != nil {
				t.Fatal(err)
			}
			if res := tr.Modify(spnWriter, svc, []Mod{{Op: OpAdd, Attribute: "servicePrincipalName", Values: texts([]string{spn})}}); res.Code != want[i] {
				t.Errorf("%s with %s: %+v", spn, character, res)
			}
		}
	}
}

// A reader gets what was asked for, constructed attributes only by their names, and a
// password never.
func TestWhatAReaderSees(t *testing.T) {
	tr := tree(t)
	names := func(selection []string, gc bool) []string {
		var out []string
		for _, v := range tr.Render(tr.Find(svc), Select(selection), nil, gc) {
			out = append(out, v.Name)
		}
		return out
	}
	all := names(nil, false)
	if slices.Contains(all, "unicodePwd") || slices.Contains(all, "msDS-KeyVersionNumber") || !slices.Contains(all, "sAMAccountName") {
		t.Errorf("everything is %q", all)
	}
	for _, c := range []struct {
		selection []string
		want      string
	}{
		{[]string{"1.1"}, ""}, {[]string{"SAMACCOUNTNAME"}, "sAMAccountName"}, {[]string{"unicodePwd"}, ""}, {[]string{"msDS-KeyVersionNumber"}, "msDS-KeyVersionNumber"}, {[]string{"colour"}, ""},
		{[]string{"servicePrincipalName;range=0-*"}, "servicePrincipalName"},
	} {
		if got := strings.Join(names(c.selection, false), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.selection, got, c.want)
		}
	}
	if !slices.Contains(names([]string{"*", "msDS-KeyVersionNumber"}, false), "msDS-KeyVersionNumber") {
		t.Error("a constructed attribute beside all others")
	}
}

// Accounts are found as clients name them; an SPN that nobody has leads to its HOST name.
func TestAccountsAndOwners(t *testing.T) {
	tr := tree(t)
	for name, want := range map[string]string{"WEB1": "WEB1$", "web1$": "WEB1$", `CONTOSO\svc-app`: "svc-app", "app@contoso.lab": "svc-app", "svc-app@CONTOSO.LAB": "svc-app", svc: "svc-app", "nobody": ""} {
		got := ""
		if e := tr.Account(name); e != nil {
			got = e.Text("sAMAccountName")
		}
		if got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	for spn, want := range map[string]string{"HTTP/APP.contoso.lab": "svc-app", "cifs/web1.contoso.lab": "WEB1$", "http/WEB1": "WEB1$", "nfs/web1.contoso.lab": "", "http/gone": ""} {
		var got []string
		for _, e := range tr.Lookup(spn) {
			got = append(got, e.Text("sAMAccountName"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s belongs to %q", spn, got)
		}
	}
}

// A change on one controller arrives at its partner, or not where the link is cut; each
// has update numbers of its own.
func TestReplication(t *testing.T) {
	for _, cut := range []bool{false, true} {
		first := tree(t)
		second := first.Clone("CN=NTDS Settings,CN=DC2")
		if first.ReplicateTo(second); cut {
			first.Isolate()
		}
		if res := first.Modify(administrator, svc, []Mod{{Op: OpAdd, Attribute: "servicePrincipalName", Values: texts([]string{"http/new"})}}); res.Code != Success {
			t.Fatal(res)
		}
		if arrived := slices.Contains(second.Find(svc).Texts("servicePrincipalName"), "http/new"); arrived == cut {
			t.Errorf("cut %v: arrived %v", cut, arrived)
		}
		if first.DSA() == second.DSA() || first.HighestUSN() == second.HighestUSN() {
			t.Error("two controllers have one name or one update number")
		}
	}
}

// Keys come from the password; an account without one has none.
func TestKeys(t *testing.T) {
	s := &Secret{Password: "password", Salt: "ATHENA.MIT.EDUraeburn"}
	if k, ok := s.Key(18); !ok || len(k.KeyValue) != 32 {
		t.Errorf("AES-256: %v %v", k, ok)
	}
	if a, _ := s.Key(23); len(a.KeyValue) != 16 {
		t.Errorf("RC4: %v", a)
	}
	none := &Secret{ETypes: NoKeys}
	if _, ok := none.Key(18); ok {
		t.Error("a key without a password")
	}
	if _, ok := (&Secret{ETypes: []int32{23}}).Key(18); ok {
		t.Error("a key of a type that the account does not have")
	}
	var nobody *Secret
	if _, ok := nobody.Key(18); ok || nobody.MayWrite("x") || nobody.Admin() {
		t.Error("nobody may do something")
	}
}
