package editor

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/directory/wire"
	"adwalk/ad/journal"
	"adwalk/ad/lab"
	"adwalk/ad/lookup"
)

// A notice of disconnection and a server that gives up say nothing about what was
// written; a plain refusal does.
func TestWhichAnswersLeaveDoubt(t *testing.T) {
	refusal := func(code int) error { return &ad.Problem{Err: &ad.DirectoryError{Code: code}} }
	for code, want := range map[int]bool{1: true, 3: true, 11: true, 51: true, 52: true, 80: true, 19: false, 20: false, 50: false, 53: false, 68: false} {
		if got := doubtful(refusal(code), code); got != want {
			t.Errorf("code %d: %v", code, got)
		}
	}
	if !doubtful(fmt.Errorf("%w: %w", wire.ErrNotice, errors.New("refused")), 19) {
		t.Error("a notice of disconnection was taken for an answer")
	}
}

// bench is the lab's operator with a journal.
func bench(t *testing.T, host string, o Options) (*Editor, *directory.Conn, string) {
	t.Helper()
	l, err := lab.Start(t.Context(), lab.Options{Scenario: "cas-array", Host: host})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, a := range l.Accounts() {
		if a.Role != "operator" {
			continue
		}
		conn, err := directory.Dial(t.Context(), directory.Options{Server: l.LDAPSURL(), GlobalCatalog: l.GCSURL(), CAFile: l.CAFile(), User: a.Name + "@" + l.Realm(), Password: []byte(a.Password)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		dir := filepath.Join(t.TempDir(), "state")
		j, err := journal.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return New(conn, j, o), conn, dir
	}
	t.Fatal("the lab has no operator")
	return nil, nil, ""
}

// After a kill between intent and outcome the next start finds out what the
// directory holds, and what was made can be undone.
func TestSettleWhatAKilledProgramLeft(t *testing.T) {
	e, conn, dir := bench(t, "127.0.23.41", Options{Operator: "tester"})
	asa, err := lookup.Resolve(t.Context(), conn, "CASARRAY-ASA")
	if err != nil {
		t.Fatal(err)
	}
	change := func(value string) ad.Change {
		return ad.Change{DN: asa.DN, GUID: asa.GUID, Account: asa.Name, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: value}
	}
	intent := func(c ad.Change, server string) string {
		id, err := e.journal.Begin(t.Context(), journal.Entry{Server: server, Change: c, Before: slices.Clone(asa.SPNs)})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	here := e.server(t.Context())
	made := intent(change("http/made.contoso.lab"), here)
	if _, err := send(t.Context(), conn, asa.DN, "servicePrincipalName", []modification{{ad.AddValue, "http/made.contoso.lab"}}); err != nil {
		t.Fatal(err)
	}
	lost := intent(change("http/lost.contoso.lab"), here)
	other := intent(change("http/other.contoso.lab"), "dc9.contoso.lab")
	gone := change("http/gone.contoso.lab")
	gone.DN = "CN=gone," + asa.DN[strings.IndexByte(asa.DN, ',')+1:]
	nobody := intent(gone, here)
	if out := e.Undo(t.Context(), made); out.Problem == nil || !strings.Contains(out.Problem.Do, "--settle") {
		t.Errorf("undone without knowing: %+v", out)
	}
	for id, want := range map[string]string{made: journal.Done, lost: journal.NotDone, other: journal.Undecided, nobody: journal.Undecided} {
		got, err := e.Settle(t.Context(), id)
		if err != nil || got.Result != want || got.Phase != journal.Settled || got.Note == "" {
			t.Errorf("want %s: %+v, %v", want, got, err)
		}
	}
	if out := e.Undo(t.Context(), made); out.Problem != nil || slices.Contains(out.After, "http/made.contoso.lab") {
		t.Errorf("undoing what was settled: %+v", out)
	}
	entries, damaged, err := journal.Read(dir)
	if err != nil || len(damaged) > 0 || len(entries) != 5 || entries[0].UndoneBy != entries[4].ID {
		t.Errorf("%d entries, %v, %v", len(entries), damaged, err)
	}
}

// Who is tier 0 is refused before a byte is sent, one by one and as part of a plan.
func TestProtectedObjectsNeedTheirOwnFlag(t *testing.T) {
	e, conn, dir := bench(t, "127.0.23.42", Options{})
	dc, err := lookup.Resolve(t.Context(), conn, "DC1$")
	if err != nil {
		t.Fatal(err)
	}
	c := ad.Change{DN: dc.DN, GUID: dc.GUID, Account: dc.Name, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/dc1-extra.contoso.lab"}
	out := e.Apply(t.Context(), c)
	if out.Done || out.Problem == nil || !strings.Contains(out.Problem.Do, "--allow-tier0") || out.Result != ad.ResultRefused {
		t.Errorf("%+v", out)
	}
	if _, err := e.BeginPlan(t.Context(), "a plan", []ad.Change{c}); err == nil || !strings.Contains(err.Error(), "--allow-tier0") {
		t.Errorf("a plan: %v", err)
	}
	many := make([]ad.Change, 26)
	for i := range many {
		many[i] = c
		many[i].DN = fmt.Sprintf("CN=x%d", i)
	}
	asa, err := lookup.Resolve(t.Context(), conn, "CASARRAY-ASA")
	if err != nil {
		t.Fatal(err)
	}
	c.DN, c.GUID, c.Account, c.Value = asa.DN, asa.GUID, asa.Name, "http/planned.contoso.lab"
	part, err := e.BeginPlan(t.Context(), "a plan", []ad.Change{c})
	if err != nil {
		t.Fatal(err)
	}
	if out := part.Apply(t.Context(), c); out.Problem != nil || out.Plan == "" || out.Result != ad.ResultDone {
		t.Errorf("%+v %v", out, out.Problem)
	}
	all, err := journal.Load(dir)
	if err != nil || len(all.Plans) != 1 || all.Entries[len(all.Entries)-1].Plan == "" {
		t.Errorf("%+v %v", all, err)
	}
	e.opt.AllowTier0 = true
	if _, err := e.BeginPlan(t.Context(), "many", many); err != nil {
		t.Errorf("allowed: %v", err)
	}
	// A cancelled change was not refused.
	if got := unsent(cancelled(t), &ad.Problem{Kind: ad.ProblemRefused}); got != journal.NotSent {
		t.Errorf("a cancelled change is recorded as %s", got)
	}
}

func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
