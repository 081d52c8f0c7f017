package cli

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/editor"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
)

// A value that is no UTF-8 is deleted, recorded and given back to the byte, by the
// editor and by adwalk journal --undo.
func TestValuesThatAreNoTextComeBackExactly(t *testing.T) {
	const odd = "http/b\xffd\xfe\x80.contoso.lab"
	f := newLabForest(t, "healthy", "operator")
	dn := f.Forest.DN("CAS1$")
	f.Forest.Set(dn, "servicePrincipalName", "HOST/cas1.contoso.lab", odd, "HOST/CAS1")
	var password string
	for _, a := range f.Accounts() {
		if a.Role == "operator" {
			password = a.Password
		}
	}
	conn, err := directory.Dial(t.Context(), directory.Options{Server: f.LDAPSURL(), CAFile: f.CAFile(), User: f.connect[slices.Index(f.connect, "--user")+1], Password: []byte(password)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	spns := func() []string {
		a, err := lookup.Resolve(t.Context(), conn, dn)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(a.SPNs)
		return a.SPNs
	}
	before := spns()
	if !slices.Contains(before, odd) {
		t.Fatalf("the lab did not keep the value: %q", before)
	}
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	dir := filepath.Join(state, "adwalk")
	j, err := journal.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	e := editor.New(conn, j, editor.Options{Operator: "tester"})
	for _, undo := range []func(id string){
		func(id string) {
			if out := e.Undo(t.Context(), id); out.Problem != nil {
				t.Errorf("undo: %v", out.Problem)
			}
		},
		func(id string) {
			if code, out, errs := f.run(t, "journal", "--undo", id, "--yes", "--no-probes"); code != app.ExitOK {
				t.Errorf("journal --undo: exit %d: %s %s", code, out, errs)
			}
		},
	} {
		out := e.Apply(t.Context(), ad.Change{DN: dn, Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: odd})
		if out.Problem != nil || slices.Contains(spns(), odd) {
			t.Fatalf("%+v, %v", out, out.Problem)
		}
		c, err := journal.Load(dir)
		if err != nil || len(c.Damaged) > 0 {
			t.Fatal(err, c.Damaged)
		}
		at := slices.IndexFunc(c.Entries, func(e journal.Entry) bool { return e.ID == out.ID })
		if got := c.Entries[at]; got.Change.Value != odd || !slices.Contains(got.Before, odd) {
			t.Errorf("the journal holds %q, before %q", got.Change.Value, got.Before)
		}
		_, text, _ := command(t, "journal", "--json")
		var rows []journal.Entry
		if err := json.Unmarshal([]byte(text), &rows); err != nil || rows[at].Exact == nil || string(rows[at].Exact.Value) != odd {
			t.Errorf("as JSON: %v: %s", err, text)
		}
		undo(out.ID)
		if now := spns(); !slices.Equal(now, before) {
			t.Errorf("after the undo %q, want %q", now, before)
		}
	}
}
