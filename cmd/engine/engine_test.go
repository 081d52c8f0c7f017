package engine

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/snapfile"

	"github.com/spf13/pflag"
)

// options are read as a command line reads them.
func options(t *testing.T, args ...string) FactsOptions {
	t.Helper()
	var o FactsOptions
	f := pflag.NewFlagSet("x", pflag.ContinueOnError)
	o.Bind(f)
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return o
}

func problem(err error) string {
	if err == nil {
		return ""
	}
	return ad.AsProblem(err, "", "").Error()
}

func TestFactsOptions(t *testing.T) {
	lab := func(f *app.Flags) { f.Lab = true }
	for _, c := range []struct {
		args string
		lab  bool
		want string
	}{
		{"--redact", false, "--redact: it masks what --save-facts writes (add --save-facts FILE)"},
		{"--facts x", true, "--facts and --lab: the facts of a file are judged without asking anybody (leave one of them out)"},
		{"--facts x --save-facts y", false, "--facts and --save-facts: the file would hold the same facts again (leave one of them out, or add --redact)"},
		{"--facts x --save-facts y --redact", false, ""},
		{"--save-facts y", true, ""},
		{"", false, ""},
	} {
		s := apptest.Alone(t, "")
		if c.lab {
			s = apptest.Alone(t, "", lab)
		}
		if got := problem(options(t, strings.Fields(c.args)...).check(s)); got != c.want {
			t.Errorf("%q: %q, want %q", c.args, got, c.want)
		}
	}
}

// What was saved is judged again as it was, without asking anybody; masked, no name of
// the domain is left in it.
func TestSavedFacts(t *testing.T) {
	dir := t.TempDir()
	file, masked := filepath.Join(dir, "facts.json"), filepath.Join(dir, "masked.json")
	snap := diag.NewSnapshot()
	facts.Directory.Put(snap, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Server: "dc1.contoso.lab", Realm: "CONTOSO.LAB"}, Source: ad.Source{Kind: "ldap", Name: "dc1.contoso.lab"}})
	s := apptest.Alone(t, "")
	var said strings.Builder
	s.Err = &said
	if err := options(t, "--save-facts", file).Keep(s, snap); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the file is for its owner only: %v %v", st.Mode(), err)
	}
	got, e, err := Ground(t.Context(), s, options(t, "--facts", file))
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := facts.Directory.Get(got.Reader(), ""); !ok || f.Value.Server != "dc1.contoso.lab" || e.Collector != nil || len(e.Checks) == 0 {
		t.Errorf("read back as %+v", f.Value)
	}
	if err := options(t, "--save-facts", masked, "--redact").Keep(s, snap); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(masked)
	if strings.Contains(strings.ToLower(string(text)), "contoso") || !strings.HasPrefix(said.String(), "masked: ") {
		t.Errorf("%q\n%s", said.String(), text)
	}
	if err := options(t).Keep(s, snap); err != nil {
		t.Errorf("nothing to save: %v", err)
	}
	for args, want := range map[string]string{"--facts " + file + "x": "no such file", "--save-facts " + dir + "/no/such/folder": "writing " + dir} {
		var err error
		if o := options(t, strings.Fields(args)...); o.Load != "" {
			_, _, err = Ground(t.Context(), s, o)
		} else {
			err = o.Keep(s, snap)
		}
		if !strings.Contains(problem(err), want) {
			t.Errorf("%s: %s", args, problem(err))
		}
	}
}

func TestMaskedInWords(t *testing.T) {
	if got := maskedWords(snapfile.Counts{Hosts: 1, Accounts: 2, Addresses: 1, Dropped: 1}); got != "masked: 1 host, 2 accounts, 1 address, 1 value left out, 5 in all" {
		t.Error(got)
	}
	if got := maskedWords(snapfile.Counts{}); got != "masked: 0 in all" {
		t.Error(got)
	}
}

func TestGuides(t *testing.T) {
	if g, err := Guide("cas-array"); err != nil || g.ID != "cas-array" {
		t.Errorf("%s %v", g.ID, err)
	}
	for id, do := range map[string]string{"fileshare": "did you mean file-share?", "xxxxxxxx": "adwalk walk lists them"} {
		_, err := Guide(id)
		if p := ad.AsProblem(err, "", ""); err == nil || p.Do != do || app.Code(err) != app.ExitUsage {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// What cannot be connected is the reason why facts are not known; the rest is asked.
func TestACollectorOfWhatIsConnected(t *testing.T) {
	collected := func(s *app.Session) *diag.Snapshot {
		snap := diag.NewSnapshot()
		Connected(t.Context(), s).Collect(t.Context(), []diag.Request{facts.Directory.For(""), facts.Login.For(""), facts.Owners.For("http/mail.contoso.lab"), facts.Ticket.For("http/mail.contoso.lab")}, snap, nil)
		return snap
	}
	r := collected(apptest.LabSession(t, "healthy")).Reader()
	dir, _ := facts.Directory.Get(r, "")
	own, _ := facts.Owners.Get(r, "http/mail.contoso.lab")
	tk, _ := facts.Ticket.Get(r, "http/mail.contoso.lab")
	if !dir.Known() || len(own.Value.Owners) != 1 || tk.Value.Reply == nil {
		t.Errorf("the lab: %+v %+v %+v", dir, own, tk)
	}
	r = collected(apptest.LabSession(t, "healthy", func(f *app.Flags) { f.NoProbes = true })).Reader()
	if tk, ok := facts.Ticket.Get(r, "http/mail.contoso.lab"); !ok || tk.State() != diag.StateNotAsked {
		t.Errorf("--no-probes: %+v", tk)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	snap := diag.NewSnapshot()
	Connected(gone, apptest.LabSession(t, "healthy")).Collect(gone, []diag.Request{facts.Directory.For("")}, snap, nil)
	if f, _ := facts.Directory.Get(snap.Reader(), ""); f.Known() {
		t.Errorf("after it was cancelled: %+v", f)
	}
}
