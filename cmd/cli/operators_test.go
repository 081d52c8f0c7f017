package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
)

// Two operators change the same object at the same time: every change is either in the
// directory and in its writer's journal, or refused; each undoes only their own.
func TestTwoOperatorsAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("runs commands side by side")
	}
	f := newLabForest(t, "cas-array", "operator")
	homes := []string{t.TempDir(), t.TempDir()}
	run := func(home string, args ...string) string {
		cmd := child(t, append(append(args, f.connect...), "--no-probes")...)
		cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+home)
		out, _ := cmd.CombinedOutput()
		return string(out)
	}
	var wg sync.WaitGroup
	const each = 6
	for i, home := range homes {
		wg.Go(func() {
			for k := range each {
				own := "http/op" + string(rune('a'+i)) + string(rune('0'+k)) + ".contoso.lab"
				run(home, "setspn", "-S", own, "CASARRAY-ASA$", "--yes")
				// Both want this one, on different accounts.
				run(home, "setspn", "-S", "http/both"+string(rune('0'+k))+".contoso.lab", []string{"CASARRAY-ASA$", "CAS1$"}[i], "--yes")
			}
		})
	}
	wg.Wait()
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
	defer conn.Close()
	done := 0
	for i, home := range homes {
		c, err := journal.Load(filepath.Join(home, "adwalk"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.Entries {
			owners, _, err := lookup.Owners(t.Context(), conn, e.Change.Value)
			if err != nil {
				t.Fatal(err)
			}
			mine := slices.ContainsFunc(owners, func(a ad.Account) bool { return strings.EqualFold(a.DN, e.Change.DN) })
			if (e.Result == journal.Done) != mine || len(owners) > 1 {
				t.Errorf("operator %d: %s is %s, and its owners are %v", i, e.Change.Value, e.Result, owners)
			}
			if e.Result == journal.Done {
				done++
			}
		}
	}
	if done < 3*each {
		t.Errorf("%d changes were made, at least %d should have been", done, 3*each)
	}
	// The first undoes what they wrote; the second's changes stay.
	run(homes[0], "journal", "--since", "1h", "--yes")
	c, err := journal.Load(filepath.Join(homes[1], "adwalk"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Entries {
		owners, _, err := lookup.Owners(t.Context(), conn, e.Change.Value)
		if err != nil || e.Result == journal.Done && len(owners) != 1 {
			t.Errorf("%s of the other operator: %d owners, %v", e.Change.Value, len(owners), err)
		}
	}
}

// Root reads the journals of all users; what one of them writes into theirs is their own
// word and breaks nobody else's.
func TestRootReadsAllJournals(t *testing.T) {
	if os.Geteuid() != 0 {
		if code, _, errs := command(t, "journal", "--all"); code != app.ExitUnknown && code != app.ExitRefused || !strings.Contains(errs, "root") {
			t.Errorf("exit %d: %s", code, errs)
		}
		t.Skip("not root: only the refusal was tried")
	}
	code, out, errs := command(t, "journal", "--all", "--json")
	var rows []struct{ User string }
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != app.ExitOK {
		t.Errorf("exit %d: %v: %s %s", code, err, out, errs)
	}
}

// The modes of the journal exclude each other, and say what they need.
func TestJournalOptions(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	for _, tc := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--undo", "x", "--since", "1h"}, app.ExitUsage, "exclude each other"},
		{[]string{"--settle", "--finish", "x"}, app.ExitUsage, "exclude each other"},
		{[]string{"--undo", "x"}, app.ExitUsage, "no such entry"},
		{[]string{"--finish", "x"}, app.ExitUsage, "no such plan"},
		{[]string{"--since", "yesterday"}, app.ExitUsage, "neither a duration nor a time"},
		{[]string{"--undo", "x", "--read-only"}, app.ExitRefused, "read-only"},
		{[]string{"x"}, app.ExitUsage, "adwalk journal takes none"},
		{nil, app.ExitOK, ""},
	} {
		if code, _, errs := command(t, append([]string{"journal"}, tc.args...)...); code != tc.code || !strings.Contains(errs, tc.says) {
			t.Errorf("%q: exit %d, want %d: %s", tc.args, code, tc.code, errs)
		}
	}
}
