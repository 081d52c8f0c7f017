package lookup_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/lookup"
)

var ndrRecord = regexp.MustCompile(`attid +: (?:DRSUAPI_ATTID_)?(\S+) \(0x[0-9A-Fa-f]+\)\s+version +: \S+ \((\d+)\)\s+originating_change_time +: (.*) UTC\s+originating_invocation_id: (\S+)\s+originating_usn +: \S+ \((\d+)\)`)

// Samba's own decoder is the judge of who wrote what.
func TestMetadataAsSambaReadsIt(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	user := dc.AddUser(adtest.Name("meta"), "wonder-1")
	dc.AddSPN(user.DN, "http/"+user.Name)
	dc.AddSPN(user.DN, "https/"+user.Name)
	list, source, err := lookup.Metadata(t.Context(), dir, user.DN)
	if err != nil || source != "replPropertyMetaData" {
		t.Fatal(source, err)
	}
	said := dc.Run("ldbsearch", "-H", dc.PrivateDir+"/sam.ldb", "--show-binary", "-b", user.DN, "-s", "base", "replPropertyMetaData").Stdout
	records := ndrRecord.FindAllStringSubmatch(said, -1)
	if len(records) < 15 || len(records) != len(list) {
		t.Fatalf("%d attributes, Samba reads %d in %s", len(list), len(records), said)
	}
	for _, r := range records {
		at, err := time.Parse("Mon Jan 2 15:04:05 2006", strings.Join(strings.Fields(r[3]), " "))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(list, func(w lookup.Written) bool {
			return strings.EqualFold(w.Attribute, r[1]) && strconv.Itoa(w.Version) == r[2] && w.At.Equal(at) && w.Invocation == r[4] && strconv.Itoa(int(w.OriginUSN)) == r[5] && strings.EqualFold(w.DC, dc.Name)
		}) {
			t.Errorf("%v is not in %+v", r[1:], list)
		}
	}
}

// The schema of the directory says what an attribute is, whatever its value looks like.
func TestKindsComeFromTheSchema(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	user := dc.AddUser(adtest.Name("kinds"), "wonder-1")
	dc.SetAttr(user.DN, "description", "CN=looks,DC=like a DN")
	dc.SetAttr(user.DN, "displayName", "TRUE")
	dc.SetAttr(user.DN, "employeeID", "42")
	dc.SetAttr(user.DN, "manager", user.DN)
	o, err := lookup.ReadObject(t.Context(), dir, user.DN, false)
	if err != nil || !strings.HasPrefix(o.Kinds, "schema of ") {
		t.Fatal(o.Kinds, err)
	}
	for name, want := range map[string]string{"description": lookup.KindText, "displayName": lookup.KindText, "employeeID": lookup.KindText,
		"manager": lookup.KindDN, "whenCreated": lookup.KindTime, "objectSid": lookup.KindSID, "userAccountControl": lookup.KindFlags} {
		i := slices.IndexFunc(o.Attributes, func(a lookup.ObjectAttribute) bool { return a.Name == name })
		if i < 0 || o.Attributes[i].Values[0].Kind != want || o.Attributes[i].Schema == nil {
			t.Errorf("%s: %+v, want %s", name, o.Attributes[max(i, 0)], want)
		}
	}
}

// Who may write is what the directory lets them write.
func TestWhoMayWriteAnSPN(t *testing.T) {
	dc := adtest.Samba(t)
	dir := connect(t, dc)
	ou := "OU=" + adtest.Name("who") + "," + dc.BaseDN
	dc.AddObject(ou, map[string][]string{"objectClass": {"organizationalUnit"}})
	byGroup, denied, owner, byDACL, nobody := dc.AddUser(adtest.Name("member"), "wonder-1"), dc.AddUser(adtest.Name("denied"), "wonder-1"),
		dc.AddUser(adtest.Name("owner"), "wonder-1"), dc.AddUser(adtest.Name("dacl"), "wonder-1"), dc.AddUser(adtest.Name("nobody"), "wonder-1")
	group := adtest.Name("spn-admins")
	dc.Tool("group", "add", group)
	dc.Tool("group", "addmembers", group, byGroup.Name+","+denied.Name)
	sid := func(name string) string {
		t.Helper()
		a, err := lookup.Resolve(t.Context(), dir, name)
		if err != nil {
			t.Fatal(err)
		}
		return a.SID
	}
	const spn = "f3a64788-5306-11d1-a9c5-0000f80367c1"
	dc.Tool("dsacl", "set", "--objectdn="+ou, "--sddl=(OA;CI;WP;"+spn+";;"+sid(group)+")")
	app := "CN=" + adtest.Name("app") + "," + ou
	name, _, _ := strings.Cut(app[3:], ",")
	dc.AddObject(app, map[string][]string{"objectClass": {"user"}, "sAMAccountName": {name}})
	dc.Tool("dsacl", "set", "--objectdn="+app, "--sddl=(OD;;WP;"+spn+";;"+sid(denied.Name)+")")
	dc.Tool("dsacl", "set", "--objectdn="+app, "--sddl=(A;;WD;;;"+sid(byDACL.Name)+")")
	dc.Tool("dsacl", "set", "--objectdn="+app, "--sddl=(OA;;SW;"+spn+";;PS)")

	who, err := lookup.WhoMayWrite(t.Context(), dir, app, "serviceprincipalname")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(who.Lines(), "\n")
	for _, want := range []string{
		"deny  " + denied.Name + " (user): write servicePrincipalName\n",
		"allow " + byDACL.Name + " (user): change permissions; could grant themselves the write\n",
		"allow " + group + " (group): write servicePrincipalName; inherited from " + ou + "\n",
		"allow Self: validated write",
		"allow Domain Admins (group): full control\n",
		"owner: may change permissions",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, name := range []string{nobody.Name, owner.Name, byGroup.Name} {
		if strings.Contains(text, name) {
			t.Errorf("%s is listed in\n%s", name, text)
		}
	}
	for user, want := range map[*adtest.Account]string{&byGroup: "yes", &denied: "no", &byDACL: "no", &nobody: "no"} {
		c, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: user.Name + "@" + dc.Realm, Password: []byte(user.Password)})
		if err != nil {
			t.Fatal(err)
		}
		got, err := lookup.WhoMayWrite(t.Context(), c, app, "servicePrincipalName")
		if err != nil || got.You != want || len(got.List) != len(who.List) {
			t.Errorf("%s: %q, want %q; %v", user.Name, got.You, want, err)
		}
		c.Close()
	}
}
