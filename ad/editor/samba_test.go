package editor_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/editor"
	"adwalk/ad/journal"
	"adwalk/ad/krb"
	"adwalk/ad/krb/gss"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/trace"
)

func TestMain(m *testing.M) { adtest.Main(m) }

func edit(t testing.TB, dc *adtest.DC, user, password string) (*editor.Editor, *directory.Conn, string) {
	t.Helper()
	conn, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAPS, CAFile: dc.CAFile, User: user, Password: []byte(password)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	dir := filepath.Join(t.TempDir(), "state")
	j, err := journal.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return editor.New(conn, j, editor.Options{Operator: "tester"}), conn, dir
}

func spn(dn, op, value string) ad.Change {
	return ad.Change{DN: dn, Attribute: "servicePrincipalName", Op: ad.ChangeOp(op), Value: value}
}

func TestAddDeleteUndoAndJournal(t *testing.T) {
	dc := adtest.Samba(t)
	e, _, dir := edit(t, dc, dc.AdminUser+"@"+dc.Realm, dc.AdminPassword)
	web := dc.AddComputer(adtest.Name("web"), "x")
	before := dc.Attr(web.DN, "servicePrincipalName")
	name := "exchangeMDB/" + web.Host
	added := e.Apply(t.Context(), spn(web.DN, "add", name))
	if added.Problem != nil || !added.Done || added.Already || !slices.Contains(added.After, name) || slices.Contains(added.Before, name) || added.Change.GUID == "" {
		t.Fatalf("add: %+v", added)
	}
	if now := dc.Attr(web.DN, "servicePrincipalName"); len(now) != len(before)+1 {
		t.Errorf("before %q, now %q", before, now)
	}
	if again := e.Apply(t.Context(), spn(web.DN, "add", strings.ToUpper(name))); !again.Already || again.Problem != nil {
		t.Errorf("adding once more: %+v", again)
	}
	undone := e.Undo(t.Context(), added.ID)
	if undone.Problem != nil || !undone.Done || slices.Contains(dc.Attr(web.DN, "servicePrincipalName"), name) {
		t.Errorf("undo: %+v", undone)
	}
	if twice := e.Undo(t.Context(), added.ID); twice.Problem == nil {
		t.Errorf("a second undo: %+v", twice)
	}
	types := ad.Change{DN: web.DN, Attribute: "msDS-SupportedEncryptionTypes", Op: ad.AddValue, Value: "24"}
	had := dc.Attr(web.DN, "msDS-SupportedEncryptionTypes")
	set := e.Apply(t.Context(), types)
	if (len(had) > 0 && had[0] != "24") != (set.Problem != nil) {
		t.Errorf("enctypes over %q: %+v", had, set)
	}
	entries, damaged, err := journal.Read(dir)
	if err != nil || len(damaged) != 0 || len(entries) != 4 {
		t.Fatalf("journal: %d entries, %v, %v", len(entries), damaged, err)
	}
	if entries[0].ID != added.ID || entries[0].Result != journal.Done || entries[0].Operator != "tester" || entries[0].USN == 0 || entries[0].Server != dc.Host || entries[2].Undoes != added.ID || !slices.Contains(entries[0].After, name) {
		t.Errorf("journal: %+v", entries)
	}
}

// What a change found there is on disk before anything is sent, and a value goes
// back as it was written, however the change that took it away spelled it.
func TestValuesComeBackAsTheyWere(t *testing.T) {
	dc := adtest.Samba(t)
	e, _, dir := edit(t, dc, dc.AdminUser+"@"+dc.Realm, dc.AdminPassword)
	user := dc.AddUser(adtest.Name("spelled"), "wonder-1")
	name := "exchangeMDB/" + user.Name
	first := e.Apply(t.Context(), spn(user.DN, "add", name))
	gone := e.Apply(t.Context(), spn(user.DN, "delete", strings.ToUpper(name)))
	back := e.Undo(t.Context(), gone.ID)
	if first.Problem != nil || gone.Problem != nil || back.Problem != nil {
		t.Fatalf("%v, %v, %v", first.Problem, gone.Problem, back.Problem)
	}
	if now := dc.Attr(user.DN, "servicePrincipalName"); !slices.Equal(now, []string{name}) {
		t.Errorf("the directory has %q now", now)
	}
	text, err := os.ReadFile(filepath.Join(dir, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var intents []string
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, `"phase":"intent"`) {
			intents = append(intents, line)
		}
	}
	if len(intents) != 3 || !strings.Contains(intents[0], `"before":[]`) || !strings.Contains(intents[1], `"before":["`+name+`"]`) || !strings.Contains(intents[2], `"before":[]`) {
		t.Errorf("before anything was sent the journal had\n%s", strings.Join(intents, ""))
	}
}

func TestRefusalsAreExplained(t *testing.T) {
	dc := adtest.Samba(t)
	e, _, _ := edit(t, dc, dc.AdminUser+"@"+dc.Realm, dc.AdminPassword)
	holder, other := dc.AddComputer(adtest.Name("holder"), "x"), dc.AddUser(adtest.Name("other"), "wonder-1")
	name := "http/" + other.Name + ".corp.test"
	dc.AddSPN(holder.DN, name)
	for _, tc := range []struct {
		what   string
		change ad.Change
		kind   ad.ProblemKind
		why    string
	}{
		{"held elsewhere", spn(other.DN, "add", name), ad.ProblemRefused, holder.Name},
		{"not an SPN", spn(other.DN, "add", `http\x`), ad.ProblemUsage, "backslash"},
		{"no such object", spn("CN=nobody,"+dc.BaseDN, "add", "http/x.corp.test"), ad.ProblemNotFound, ""},
		{"another object by that name", ad.Change{DN: other.DN, GUID: "00000000-0000-0000-0000-000000000001", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/y.corp.test"}, ad.ProblemRefused, "another"},
		{"an attribute that is not ours", ad.Change{DN: other.DN, Attribute: "userAccountControl", Op: ad.AddValue, Value: "512"}, ad.ProblemRefused, "only"},
		{"replacing", ad.Change{DN: other.DN, Attribute: "servicePrincipalName", Op: "replace", Value: name}, ad.ProblemRefused, "adding and deleting"},
		{"emptying", spn(other.DN, "delete", ""), ad.ProblemRefused, "emptied"},
	} {
		t.Run(tc.what, func(t *testing.T) {
			out := e.Apply(t.Context(), tc.change)
			if out.Problem == nil || out.Done || out.Problem.Kind != tc.kind || !strings.Contains(out.Problem.Why, tc.why) {
				t.Errorf("%+v %v", out, out.Problem)
			}
		})
	}
	// Somebody without rights meets the directory's own refusal.
	plain, _, _ := edit(t, dc, other.Name+"@"+dc.Realm, other.Password)
	out := plain.Apply(t.Context(), spn(holder.DN, "add", "http/"+holder.Host+".x"))
	if out.Problem == nil || out.Problem.Kind != ad.ProblemNoRight {
		t.Errorf("without rights: %+v %v", out, out.Problem)
	}
	// Where the alias already answers, an administrator may still give the name away.
	given := e.Apply(t.Context(), spn(other.DN, "add", "http/"+holder.Host))
	if given.Done && !strings.Contains(given.Note, holder.Name) || !given.Done && !strings.Contains(given.Problem.Why, holder.Name) {
		t.Errorf("alias: %+v %v", given, given.Problem)
	}
	t.Log(given.Note, given.Problem)
	// Samba takes a name from neither of two holders.
	dc.PlantSPN(other.DN, name)
	kept := e.Apply(t.Context(), spn(other.DN, "delete", name))
	if kept.Problem == nil || !strings.Contains(kept.Problem.Why, holder.Name) || !strings.Contains(kept.Problem.Do, "samba-tool spn delete "+name+" '"+other.Name+"'") {
		t.Errorf("one of two: %+v %v", kept, kept.Problem)
	}
}

func TestNothingIsSentWithoutAJournal(t *testing.T) {
	dc := adtest.Samba(t)
	e, _, dir := edit(t, dc, dc.AdminUser+"@"+dc.Realm, dc.AdminPassword)
	web := dc.AddComputer(adtest.Name("web"), "x")
	if err := os.Chmod(filepath.Join(dir, "journal.jsonl"), 0o666); err != nil {
		t.Fatal(err)
	}
	out := e.Apply(t.Context(), spn(web.DN, "add", "exchangeAB/"+web.Host))
	if out.Problem == nil || out.Done || slices.Contains(dc.Attr(web.DN, "servicePrincipalName"), "exchangeAB/"+web.Host) {
		t.Errorf("%+v", out)
	}
}

// A ticket is enough to change something on a domain controller at its
// default, and ldapsearch sees it.
func TestChangeOverASealedConnection(t *testing.T) {
	dc := adtest.Samba(t)
	client, err := krb.LoginPassword(t.Context(), krb.Options{Realm: dc.Realm, KDCs: []string{dc.KDC}, Config: krb5conf.Default()},
		dc.AdminUser+"@"+dc.Realm, []byte(dc.AdminPassword))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var log trace.Log
	conn, err := directory.Dial(t.Context(), directory.Options{Server: dc.LDAP, Credential: gss.New(client), Trace: &log})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	j, err := journal.Open(filepath.Join(t.TempDir(), "state"))
	if err != nil {
		t.Fatal(err)
	}
	svc := dc.AddUser(adtest.Name("svc"), "x")
	out := editor.New(conn, j, editor.Options{Operator: client.Client()}).Apply(t.Context(), spn(svc.DN, "add", "http/"+svc.Name))
	if out.Problem != nil || !out.Done {
		t.Fatalf("%+v %v", out, out.Problem)
	}
	if seen := dc.Ldapsearch("-b", svc.DN, "-s", "base", "(objectClass=*)", "servicePrincipalName"); !strings.Contains(seen, "http/"+svc.Name) {
		t.Errorf("ldapsearch shows %q", seen)
	}
	for _, e := range log.Events() {
		if e.Kind == trace.Write && e.Outcome == trace.OK && strings.HasPrefix(e.Command, "ldapmodify") && strings.Contains(e.Command, "add: servicePrincipalName\nservicePrincipalName: http/"+svc.Name) {
			return
		}
	}
	t.Errorf("the log reads\n%+v", log.Events())
}
