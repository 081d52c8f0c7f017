package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
)

// Several users of a machine have journals of their own. Root lists them under who owns
// each file, whatever its directory is called; a link, a pipe and a giant are told and
// harm nobody else's; no user sees another's.
func TestJournalsOfSeveralUsers(t *testing.T) {
	adtest.NeedRoot(t)
	adtest.Need(t, "useradd", "userdel")
	var names []string
	for i := range 5 {
		name := fmt.Sprintf("adw%d%d", os.Getpid()%10000, i)
		if out, err := exec.Command("useradd", "-m", "-K", "HOME_MODE=0700", name).CombinedOutput(); err != nil {
			t.Fatalf("useradd: %v: %s", err, out)
		}
		t.Cleanup(func() { _ = exec.Command("userdel", "-r", name).Run() })
		names = append(names, name)
	}
	home := func(i int) string { return filepath.Join("/home", names[i]) }
	own := func(i int, path string) {
		t.Helper()
		u, err := user.Lookup(names[i])
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		for ; len(path) > len(home(i)); path = filepath.Dir(path) {
			if err := os.Lchown(path, uid, gid); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(i int, dir, spn string) string {
		t.Helper()
		state := filepath.Join(dir, ".local/state/adwalk")
		j, err := journal.Open(state)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := j.Begin(t.Context(), journal.Entry{Operator: "admin@CONTOSO.LAB", Change: ad.Change{DN: "CN=x", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}}); err != nil {
			t.Fatal(err)
		}
		own(i, j.Name())
		if info, err := os.Stat(j.Name()); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		return j.Name()
	}
	write(0, home(0), "http/first")
	second := write(1, home(1), "http/second")
	// The first user has a directory with the second's name, and a link to their home.
	write(0, filepath.Join(home(0), names[1]), "http/forged")
	if err := os.Symlink(home(1), filepath.Join(home(0), "link")); err != nil {
		t.Fatal(err)
	}
	// The third links the journal to the second's, the fourth has a pipe, the fifth a giant.
	for i, make := range map[int]func(string) error{
		2: func(name string) error { return os.Symlink(second, name) },
		3: func(name string) error { return syscall.Mkfifo(name, 0o600) },
		4: func(name string) error {
			if err := os.WriteFile(name, nil, 0o600); err != nil {
				return err
			}
			return os.Truncate(name, 4<<30)
		},
	} {
		name := filepath.Join(home(i), ".local/state/adwalk/journal.jsonl")
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := make(name); err != nil {
			t.Fatal(err)
		}
		own(i, name)
	}
	code, out, errs := command(t, "journal", "--all", "--json")
	var rows []struct {
		User   string
		Change ad.Change
	}
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != app.ExitOK {
		t.Fatalf("exit %d: %v: %s %s", code, err, out, errs)
	}
	who := map[string][]string{}
	for _, r := range rows {
		who[r.Change.Value] = append(who[r.Change.Value], r.User)
	}
	for spn, want := range map[string][]string{"http/first": {names[0]}, "http/second": {names[1]}, "http/forged": {names[0]}} {
		if !slices.Equal(who[spn], want) {
			t.Errorf("%s is listed for %v, want %v", spn, who[spn], want)
		}
	}
	for i, why := range map[int]string{2: "not a regular file", 3: "not a regular file", 4: "too large"} {
		if !strings.Contains(errs, home(i)) || !strings.Contains(errs, why) {
			t.Errorf("%s: %q is not said: %s", names[i], why, errs)
		}
	}
	// One of the users sees their own only.
	if out, err := exec.Command("setpriv", "--reuid="+names[0], "--clear-groups", "cat", second).CombinedOutput(); err == nil {
		t.Errorf("another user reads the journal: %s", out)
	}
}
