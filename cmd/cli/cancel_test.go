//go:build !auditor

package cli

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"adwalk/ad/lab"
	"adwalk/ad/session"
	"adwalk/ad/session/inlab"
	"adwalk/cmd/app"
	"adwalk/cmd/explain"
	"adwalk/cmd/interactive"
	"adwalk/cmd/setspn"
	"adwalk/ui"
)

// sharedLab is a running lab that outlives the sessions on it.
type sharedLab struct{ *lab.Lab }

func (sharedLab) Close() error { return nil }

func runningLab(t *testing.T) sharedLab {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("KRB5CCNAME", filepath.Join(t.TempDir(), "none"))
	t.Setenv("KRB5_CONFIG", filepath.Join(t.TempDir(), "none"))
	l, err := lab.Start(t.Context(), lab.Options{SecondDC: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return sharedLab{l}
}

// sessionOn is a session of its own on a running lab, as a command starts it.
func sessionOn(l sharedLab, streams app.Streams) *app.Session {
	s := &app.Session{Streams: streams}
	s.Flags = app.Flags{Lab: true, Timeout: 5 * time.Second, Parallel: 4}
	cfg, env := inlab.Configure(l.Lab, s.Config(s.Flags))
	s.Replace(session.New(cfg, env), l, "")
	return s
}

// cancellable are command lines that wait for something, each of another kind.
func cancellable(dir string) [][]string {
	return [][]string{
		{"walk", "cas-array"}, {"walk", "cas-array", "--apply", "--yes"}, {"walk", "delegation", "--json"}, {"walk", "service-unreachable", "--set", "url=https://mail.contoso.lab/"},
		{"check"}, {"check", "--json", "spn"}, {"report", "duplicates", "--output", filepath.Join(dir, "r.json")},
		{"ticket", "http/mail.contoso.lab", "exchangeMDB/outlook.contoso.lab"}, {"ticket", "--json", "http/nowhere.contoso.lab"},
		{"klist"}, {"show", "CASARRAY-ASA"}, {"show", "--filter", "(servicePrincipalName=*)"}, {"show", "--compare", "CAS1", "CASARRAY-ASA"},
		{"setspn", "-L", "CASARRAY-ASA"}, {"setspn", "-Q", "http/*"}, {"setspn", "-X"}, {"setspn", "-S", "http/new.contoso.lab", "CASARRAY-ASA", "--yes"},
		{"setspn", "-D", "http/new.contoso.lab", "CASARRAY-ASA", "--yes"}, {"setspn", "-R", "CAS1", "--yes"},
		{"controllers"}, {"controllers", "--account", "CASARRAY-ASA"}, {"probe", "https://mail.contoso.lab/"}, {"names", "https://mail.contoso.lab/"},
		{"s4u", "--user", "CAS1$", "--for", "alice", "http/mail.contoso.lab", "--yes"}, {"journal"}, {"journal", "--settle"}, {"journal", "--undo", "nosuch", "--yes"},
		{"plan", "duplicates", "--output", filepath.Join(dir, "p.json")}, {"apply", filepath.Join(dir, "p.json"), "--yes"},
		{"keytab", filepath.Join(dir, "none.keytab")}, {"read", filepath.Join(dir, "none.pcap")},
		{"explain", "0x80090322"}, {"config"}, {"--plain"},
	}
}

// turns deals out n things at random, a few at a time that run side by side: some of
// them, or all with ADWALK_FULL=1.
func turns(n, few int) [][]int {
	all := slices.Collect(slices.Chunk(rand.Perm(n), few))
	if !full() {
		return all[:1]
	}
	return all
}

// moments is how many random moments there are.
func moments() int {
	if testing.Short() {
		return 3
	}
	return 100
}

// nothingLeft waits until the goroutines and sockets are as many as before.
func nothingLeft(t *testing.T, goroutines, sockets int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > goroutines || openSockets() > sockets; runtime.Gosched() {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines (%d before), %d sockets (%d before)\n%s", runtime.NumGoroutine(), goroutines, openSockets(), sockets, buf[:runtime.Stack(buf, true)])
		}
	}
}

// openSockets counts the process's sockets, where the system lists them.
func openSockets() int {
	n := 0
	fds, _ := os.ReadDir("/proc/self/fd")
	for _, fd := range fds {
		if to, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n
}

// Every command is stopped at random moments: it ends with an exit code that is
// documented, nothing breaks, and nothing goes on behind it.
func TestEveryCommandIsCancelledAtAnyMoment(t *testing.T) {
	l := runningLab(t)
	lines := cancellable(t.TempDir())
	goroutines, sockets := runtime.NumGoroutine(), openSockets()
	for range moments() {
		for _, few := range turns(len(lines), len(lines)/4) {
			var all sync.WaitGroup
			for _, i := range few {
				all.Go(func() { stopped(t, l, lines[i]) })
			}
			all.Wait()
		}
	}
	nothingLeft(t, goroutines, sockets)
}

// stopped runs one command and stops it after a random time.
func stopped(t *testing.T, l sharedLab, args []string) {
	wait := time.Duration(rand.IntN(80_000)) * time.Microsecond
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	var out, errs bytes.Buffer
	in := strings.NewReader("walk duplicates\ntickets\n")
	s := sessionOn(l, app.Streams{In: in, Out: &out, Err: &errs})
	root := rootCommand(s)
	root.SetArgs(explain.NumbersLast(setspn.Args(append(slices.Clone(args), "--lab", "--timeout", "5s"))))
	root.SetIn(in)
	root.SetOut(&out)
	root.SetErr(&errs)
	cmd, err := root.ExecuteContextC(ctx)
	err = app.Misread(cmd, err)
	s.Explain(err)
	s.Close()
	if c := app.Code(err); c < app.ExitOK || c > app.ExitRefused || strings.Contains(errs.String()+out.String(), "internal error") {
		t.Errorf("adwalk %q stopped after %s: exit %d: %s", args, wait, c, errs.String())
	}
}

// screens are the keys that put each screen's work under way.
var screens = [][]string{
	{":walk cas-array", "s"}, {":walk delegation", "r"}, {":health"}, {":health spn", "r"}, {":tickets", "r"}, {":tickets http/mail.contoso.lab", "enter"},
	{":spns http/*"}, {":objects"}, {":objects CASARRAY-ASA", "enter"}, {":controllers"}, {":controllers", "r"}, {":services https://mail.contoso.lab/", "enter"},
	{":journal", "r"}, {":log", "r"}, {":login"}, {":walk cas-array", "s", "f"}, {":walk duplicates", "r", "esc", ":health"},
}

// Every screen's work is stopped at random moments by leaving the console, some
// of it also by a login: nothing breaks, and nothing goes on behind it.
func TestEveryScreenIsCancelledAtAnyMoment(t *testing.T) {
	l := runningLab(t)
	goroutines, sockets := runtime.NumGoroutine(), openSockets()
	for range moments() {
		for _, few := range turns(len(screens), 2) {
			var all sync.WaitGroup
			for _, i := range few {
				first, second := time.Duration(rand.IntN(20_000))*time.Microsecond, time.Duration(rand.IntN(20_000))*time.Microsecond
				login := rand.IntN(4) == 0
				all.Go(func() { console(t, l, screens[i], first, second, login) })
			}
			all.Wait()
		}
	}
	nothingLeft(t, goroutines, sockets)
}

// console opens a console, presses the keys after a moment, and leaves after
// another one.
func console(t *testing.T, l sharedLab, keys []string, first, second time.Duration, login bool) {
	s := sessionOn(l, app.Streams{In: strings.NewReader(""), Out: &bytes.Buffer{}, Err: &bytes.Buffer{}})
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	m := ui.New(ctx, interactive.Backend{Session: s}, func(string) {})
	m.Still()
	messages, over := make(chan tea.Msg), make(chan struct{})
	var commands sync.WaitGroup
	run := func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		commands.Go(func() {
			msg := cmd()
			select {
			case messages <- msg:
			case <-over:
			}
		})
	}
	update := func(msg tea.Msg) {
		if list, ok := msg.(tea.BatchMsg); ok {
			for _, cmd := range list {
				run(cmd)
			}
			return
		}
		if msg == nil {
			return
		}
		_, cmd := m.Update(msg)
		run(cmd)
	}
	pump := func(d time.Duration) {
		end := time.NewTimer(d)
		defer end.Stop()
		for {
			select {
			case msg := <-messages:
				update(msg)
			case <-end.C:
				return
			}
		}
	}
	run(m.Init())
	update(tea.WindowSizeMsg{Width: 100, Height: 30})
	pump(first)
	for _, k := range keys {
		press(update, k)
		pump(second / time.Duration(len(keys)))
		if text := m.View(); strings.Contains(text, "internal error") {
			t.Errorf("%q: %s", keys, text)
		}
	}
	if login {
		commands.Go(func() {
			_, _ = s.Live().Login(ctx, session.Identity{User: "bob", Password: []byte(inlab.Password(l.Lab, "bob")), Held: "here"})
		})
		pump(second)
	}
	close(over)
	m.Close()
	cancel()
	commands.Wait()
}

// press types a command line that begins with a colon, and presses a key
// otherwise.
func press(update func(tea.Msg), key string) {
	switch {
	case strings.HasPrefix(key, ":"):
		for _, r := range key {
			update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
		update(tea.KeyMsg{Type: tea.KeyEnter})
	case key == "enter":
		update(tea.KeyMsg{Type: tea.KeyEnter})
	case key == "esc":
		update(tea.KeyMsg{Type: tea.KeyEsc})
	default:
		update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)})
	}
}
