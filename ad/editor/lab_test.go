package editor_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/editor"
	"adwalk/ad/journal"
	"adwalk/ad/lab"
	"adwalk/ad/lookup"
	"adwalk/ad/trace"
)

// In the lab a name sits on the wrong account: moving it is a delete and an
// add, and the auditor may do neither.
func TestMovingANameInTheLab(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "cas-array", Host: "127.0.23.5"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	as := func(role string) (*editor.Editor, *directory.Conn) {
		for _, a := range l.Accounts() {
			if a.Role != role {
				continue
			}
			conn, err := directory.Dial(t.Context(), directory.Options{Server: l.LDAPSURL(), GlobalCatalog: l.GCSURL(), CAFile: l.CAFile(), User: a.Name + "@" + l.Realm(), Password: []byte(a.Password)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { conn.Close() })
			j, err := journal.Open(filepath.Join(t.TempDir(), role))
			if err != nil {
				t.Fatal(err)
			}
			return editor.New(conn, j, editor.Options{Operator: a.Name}), conn
		}
		t.Fatalf("the lab has no %s", role)
		return nil, nil
	}
	e, dir := as("operator")
	asa, err := lookup.Resolve(t.Context(), dir, "CASARRAY-ASA")
	if err != nil {
		t.Fatal(err)
	}
	var name string
	var holder ad.Account
	for _, class := range []string{"exchangeRFR", "exchangeMDB", "exchangeAB", "http"} {
		for _, host := range []string{"outlook.contoso.lab", "mail.contoso.lab"} {
			owners, _, err := lookup.Owners(t.Context(), dir, class+"/"+host)
			if err != nil {
				t.Fatal(err)
			}
			if len(owners) == 1 && !owners[0].Same(asa) {
				name, holder = class+"/"+host, owners[0]
			}
		}
	}
	if name == "" {
		t.Fatal("no misplaced name in the scenario")
	}
	if out := e.Apply(t.Context(), spn(asa.DN, "add", name)); out.Problem == nil || !strings.Contains(out.Problem.Why, holder.Name) {
		t.Errorf("adding before deleting: %+v", out)
	}
	gone := e.Apply(t.Context(), ad.Change{DN: holder.DN, GUID: holder.GUID, Attribute: "serviceprincipalname", Op: ad.DeleteValue, Value: strings.ToUpper(name)})
	if gone.Problem != nil || !gone.Done || slices.Contains(gone.After, name) {
		t.Fatalf("delete: %+v %v", gone, gone.Problem)
	}
	if out := e.Apply(t.Context(), spn(asa.DN, "add", name)); out.Problem != nil || !out.Done {
		t.Fatalf("add: %+v %v", out, out.Problem)
	}
	if back := e.Undo(t.Context(), gone.ID); back.Problem == nil || !strings.Contains(back.Problem.Why, asa.Name) {
		t.Errorf("undoing the delete while another holds the name: %+v", back)
	}
	auditor, _ := as("auditor")
	out := auditor.Apply(t.Context(), spn(asa.DN, "delete", name))
	if out.Problem == nil || out.Problem.Kind != ad.ProblemNoRight || out.Done {
		t.Errorf("the auditor deletes: %+v %v", out, out.Problem)
	}
	if _, cov, err := lookup.Owners(t.Context(), dir, name); err != nil || !cov.Forest {
		t.Errorf("%+v, %v", cov, err)
	}
}

// A value that no client can ask for may be deleted; taken back, it stands there
// as it stood, although nobody could add it anew.
func TestWhatWasDeletedComesBackAsItWas(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "duplicates", Host: "127.0.23.6"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	operator := l.Accounts()[slices.IndexFunc(l.Accounts(), func(a lab.Account) bool { return a.Role == "operator" })]
	conn, err := directory.Dial(t.Context(), directory.Options{Server: l.LDAPSURL(), GlobalCatalog: l.GCSURL(), CAFile: l.CAFile(), User: operator.Name + "@" + l.Realm(), Password: []byte(operator.Password)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	j, err := journal.Open(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	e := editor.New(conn, j, editor.Options{Operator: "tester"})
	app, err := lookup.Resolve(t.Context(), conn, "svc-app")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(app.SPNs, func(v string) bool { _, odd := ad.SuspiciousSPN(v); return odd })
	if at < 0 {
		t.Fatalf("no look-alike in %q", app.SPNs)
	}
	odd := app.SPNs[at]
	if out := e.Apply(t.Context(), spn(app.DN, "add", odd+"x")); out.Problem == nil {
		t.Errorf("a new look-alike was added: %+v", out)
	}
	gone := e.Apply(t.Context(), spn(app.DN, "delete", odd))
	if gone.Problem != nil || slices.Contains(gone.After, odd) {
		t.Fatalf("delete: %+v %v", gone, gone.Problem)
	}
	back := e.Undo(t.Context(), gone.ID)
	if back.Problem != nil || !slices.Contains(back.After, odd) {
		t.Errorf("undo: %+v %v", back, back.Problem)
	}
}

// Where the journal fails after the directory took the change, the outcome says
// that it was made: it is no refusal.
func TestChangeThatIsNotRecorded(t *testing.T) {
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "healthy", Host: "127.0.23.7"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	j, err := journal.Open(filepath.Join(t.TempDir(), "state"))
	if err != nil {
		t.Fatal(err)
	}
	var log trace.Log
	log.Hear(func(e trace.Event) {
		if e.Kind == trace.Write && e.Phase == trace.Begun { // between the intent and the request
			if err := os.Chmod(j.Name(), 0o666); err != nil {
				t.Error(err)
			}
		}
	})
	operator := l.Accounts()[slices.IndexFunc(l.Accounts(), func(a lab.Account) bool { return a.Role == "operator" })]
	conn, err := directory.Dial(t.Context(), directory.Options{Server: l.LDAPSURL(), GlobalCatalog: l.GCSURL(), CAFile: l.CAFile(),
		User: operator.Name + "@" + l.Realm(), Password: []byte(operator.Password), Trace: &log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	asa, err := lookup.Resolve(t.Context(), conn, "CASARRAY-ASA")
	if err != nil {
		t.Fatal(err)
	}
	out := editor.New(conn, j, editor.Options{Operator: operator.Name}).Apply(t.Context(), spn(asa.DN, "add", "http/unrecorded.contoso.lab"))
	if !out.Done || out.Problem == nil || out.Problem.Kind == ad.ProblemRefused || !strings.Contains(out.Problem.What, "the change was made") ||
		!strings.Contains(out.Problem.Do, out.ID) || !slices.Contains(out.After, "http/unrecorded.contoso.lab") {
		t.Errorf("%+v %v", out, out.Problem)
	}
}
