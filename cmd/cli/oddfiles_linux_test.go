package cli

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// oddFiles make what is no ordinary file at a path. What stands beside it under the
// path's name and ".t" must stay as it is.
var oddFiles = []struct {
	name string
	make func(t *testing.T, path string)
}{
	{"a pipe", func(t *testing.T, path string) { must(t, syscall.Mkfifo(path, 0o600)) }},
	{"a pipe that somebody holds and does not write to", func(t *testing.T, path string) {
		must(t, syscall.Mkfifo(path, 0o600))
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		must(t, err)
		t.Cleanup(func() { _ = f.Close() })
	}},
	{"a link to a pipe", func(t *testing.T, path string) {
		must(t, syscall.Mkfifo(path+".t", 0o600))
		must(t, os.Symlink(path+".t", path))
	}},
	{"a socket", func(t *testing.T, path string) {
		l, err := net.Listen("unix", path)
		must(t, err)
		t.Cleanup(func() { _ = l.Close() })
	}},
	{"zeros without end", func(t *testing.T, path string) { must(t, os.Symlink("/dev/zero", path)) }},
	{"a full device", func(t *testing.T, path string) { must(t, os.Symlink("/dev/full", path)) }},
	{"a directory", func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }},
	{"a link to nothing", func(t *testing.T, path string) { must(t, os.Symlink(path+".t", path)) }},
	{"a link to itself", func(t *testing.T, path string) { must(t, os.Symlink(path, path)) }},
	{"a link to a file", func(t *testing.T, path string) {
		must(t, os.WriteFile(path+".t", []byte("precious\n"), 0o600))
		must(t, os.Symlink(path+".t", path))
	}},
	{"a second name of a file", func(t *testing.T, path string) {
		must(t, os.WriteFile(path+".t", []byte("precious\n"), 0o600))
		must(t, os.Link(path+".t", path))
	}},
	{"an empty file", func(t *testing.T, path string) { must(t, os.WriteFile(path, nil, 0o600)) }},
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

type oddPlace struct {
	name, path string // path: where the odd file has to lie, "" anywhere
	args       []string
}

// oddPlaces are where the program takes a path: FILE stands for it, in an argument or in
// an environment variable before the command. STATE and CONFIG are the directories of
// this run.
var oddPlaces = []oddPlace{
	{"facts", "", []string{"check", "--facts", "FILE"}},
	{"plan", "", []string{"apply", "FILE"}},
	{"configuration", "CONFIG/adwalk/config.toml", []string{"klist"}},
	{"directory of the configuration", "CONFIG/adwalk", []string{"klist"}},
	{"named configuration", "", []string{"klist", "--config-file", "FILE"}},
	{"krb5.conf", "", []string{"KRB5_CONFIG=FILE", "ticket", "http/x", "--timeout", "1s"}},
	{"krb5.conf of names", "", []string{"KRB5_CONFIG=FILE", "names", "x.invalid", "--timeout", "1s"}},
	{"what krb5.conf includes", "", []string{"INCLUDE", "ticket", "http/x", "--timeout", "1s"}},
	{"keytab", "", []string{"keytab", "FILE"}},
	{"keytab of klist", "", []string{"klist", "-k", "FILE"}},
	{"keytab of a login", "", []string{"show", "x", "--server", "ldap://127.0.0.1:1", "--user", "a@B.TEST", "--keytab", "FILE", "--timeout", "1s"}},
	{"cache", "", []string{"klist", "FILE"}},
	{"cache of the environment", "", []string{"KRB5CCNAME=FILE:FILE", "klist"}},
	{"directory of caches", "", []string{"KRB5CCNAME=DIR:FILE", "klist"}},
	{"cache of a login", "", []string{"show", "x", "--server", "ldap://127.0.0.1:1", "--ccache", "FILE", "--timeout", "1s"}},
	{"paste", "", []string{"explain", "--from", "FILE"}},
	{"paste of a walk", "", []string{"walk", "cas-array", "--lab", "--from", "FILE"}},
	{"recording", "", []string{"read", "FILE"}},
	{"password", "", []string{"show", "x", "--server", "ldaps://127.0.0.1:1", "--user", "a@B.TEST", "--password-file", "FILE", "--timeout", "1s"}},
	{"earlier run", "", []string{"check", "--since", "FILE", "--lab"}},
	{"front end's keytab", "", []string{"walk", "kcd-front-end", "--lab", "--front-end-keytab", "FILE"}},
	{"journal that is read", "STATE/adwalk/journal.jsonl", []string{"journal"}},
	{"journal that is written", "STATE/adwalk/journal.jsonl", []string{"setspn", "-S", "http/odd.contoso.lab", "CAS1$", "--lab", "--yes"}},
	{"directory of the journal", "STATE/adwalk", []string{"setspn", "-S", "http/odd.contoso.lab", "CAS1$", "--lab", "--yes"}},
	{"log", "", []string{"show", "CAS1$", "--lab", "--log-file", "FILE"}},
	{"facts that are saved", "", []string{"check", "spn", "--lab", "--save-facts", "FILE"}},
	{"plan that is written", "", []string{"plan", "cas-array", "--lab", "--scenario", "cas-array", "--output", "FILE"}},
	{"report", "FILE.md", []string{"report", "cas-array", "--lab", "--output", "FILE.md"}},
}

// TestOddFiles puts a pipe, a socket, a device, a directory, links and more wherever the
// program takes a path. It ends soon or, where the operator named a pipe, with the first
// interrupt; nothing is written through a link, and no file of somebody else's is
// made or changed.
func TestOddFiles(t *testing.T) {
	if testing.Short() || racing {
		t.Skip("starts hundreds of programs")
	}
	bin := adtest.Program(t)
	cells := 0
	for i, place := range oddPlaces {
		for k, odd := range oddFiles {
			if !full() && (i+k)%11 != 0 {
				continue
			}
			cells++
			t.Run(place.name+" is "+odd.name, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				at, env, args := place.in(t, dir, func(at string) { odd.make(t, at) })
				before := pathsBelow(t, dir)
				ended, code, said := interrupted(t, exec.Command(bin, args...), env)
				switch {
				case !ended:
					t.Errorf("%q does not end: %s", args, said)
				case code < 0 || code > 4 || strings.Contains(said, "internal error"):
					t.Errorf("%q: exit %d: %s", args, code, said)
				}
				if info, err := os.Lstat(at + ".t"); err == nil && info.Mode().IsRegular() { // not the pipe
					if b, err := os.ReadFile(at + ".t"); err != nil || string(b) != "precious\n" {
						t.Errorf("%q wrote through a link: %q, %v", args, b, err)
					}
				}
				for name := range pathsBelow(t, dir) {
					if !before[name] && name == at+".t" {
						t.Errorf("%q made %s", args, name)
					}
				}
			})
		}
	}
	t.Logf("%d cells", cells)
}

// in prepares the place in a directory: the path at which make has made the odd file, and
// what the program is started with.
func (place oddPlace) in(t *testing.T, dir string, make func(at string)) (at string, env, args []string) {
	t.Helper()
	state, config := dir+"/state", dir+"/config"
	must(t, os.MkdirAll(state+"/adwalk", 0o700))
	must(t, os.MkdirAll(config+"/adwalk", 0o700))
	path := dir + "/odd"
	in := strings.NewReplacer("KRB5_CONFIG", "KRB5_CONFIG", "STATE", state, "CONFIG", config, "FILE:FILE", "FILE:"+path, "FILE", path)
	at = path
	if place.path != "" {
		at = in.Replace(place.path)
		_ = os.Remove(at)
	}
	make(at)
	env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "KRB5") }), "XDG_STATE_HOME="+state, "XDG_CONFIG_HOME="+config, "KRB5_CONFIG=/dev/null", "KRB5CCNAME="+dir+"/none", "HOME="+dir)
	args = slices.Clone(place.args)
	if args[0] == "INCLUDE" {
		must(t, os.WriteFile(dir+"/krb5.conf", []byte("[libdefaults]\ndefault_realm = B.TEST\ninclude "+path+"\n"), 0o644))
		args[0] = "KRB5_CONFIG=" + dir + "/krb5.conf"
	}
	if strings.Contains(args[0], "=") {
		env, args = append(env, in.Replace(args[0])), args[1:]
	}
	for i, a := range args {
		if a != "--log-file" {
			args[i] = in.Replace(a)
		}
	}
	return at, env, args
}

// TestFilesOfSomebodyElse puts a file that the operator may not read, and a directory that
// he may not look into, wherever the program takes a path. It says which and why, with a
// documented exit code.
func TestFilesOfSomebodyElse(t *testing.T) {
	adtest.NeedRoot(t)
	if testing.Short() || racing {
		t.Skip("starts many programs")
	}
	const operator = 65534
	bin := adtest.Program(t)
	base, err := os.MkdirTemp("", "somebody")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	must(t, os.Chmod(base, 0o755))
	program := base + "/adwalk"
	b, err := os.ReadFile(bin)
	must(t, err)
	must(t, os.WriteFile(program, b, 0o755))
	for i, place := range oddPlaces {
		for what, make := range map[string]func(at string){
			"file":      func(at string) { must(t, os.WriteFile(at, []byte("precious\n"), 0o600)) },
			"directory": func(at string) { must(t, os.Mkdir(at, 0o700)) },
		} {
			t.Run(place.name+" is a "+what+" of somebody else", func(t *testing.T) {
				dir := fmt.Sprintf("%s/%d%s", base, i, what)
				must(t, os.Mkdir(dir, 0o755))
				at, env, args := place.in(t, dir, make)
				for name := range pathsBelow(t, dir) {
					if name != at {
						must(t, os.Lchown(name, operator, operator))
					}
				}
				cmd := exec.Command(program, args...)
				cmd.Dir = dir
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: operator, Gid: operator}}
				ended, code, said := interrupted(t, cmd, env)
				if !ended || code < 1 || code > 4 || strings.Contains(said, "internal error") {
					t.Errorf("%q: ended %v, exit %d: %s", args, ended, code, said)
				}
				// A ticket needs a cache before it needs the configuration.
				if !strings.Contains(said, at) && !strings.Contains(said, "reading the cache") {
					t.Errorf("%q does not name %s: %s", args, at, said)
				}
				if info, err := os.Lstat(at); err != nil || info.Mode().Perm()&0o077 != 0 {
					t.Errorf("%q changed %v, %v", args, info, err)
				}
			})
		}
	}
}

func pathsBelow(t *testing.T, dir string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, _ error) error { out[path] = true; return nil }))
	return out
}

// interrupted runs a program, interrupts it once when it rests without having ended, and
// says whether it ended.
func interrupted(t *testing.T, cmd *exec.Cmd, env []string) (ended bool, code int, said string) {
	t.Helper()
	var out strings.Builder
	tail := &lastBytes{}
	cmd.Env, cmd.Stdout, cmd.Stderr = env, tail, &out
	must(t, cmd.Start())
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	resting := make(chan struct{})
	go func() { defer close(resting); rests(cmd.Process.Pid) }()
	select {
	case <-done:
	case <-resting:
		_ = cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-done:
		case <-time.After(30 * time.Second): // hanging, not slowness
			_ = cmd.Process.Kill()
			<-done
			return false, -1, out.String() + tail.String()
		}
	}
	return true, cmd.ProcessState.ExitCode(), out.String() + tail.String()
}

// The first signal ends a program that waits for a text which nobody types or writes.
func TestTheFirstSignalEndsAnyWaiting(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many programs")
	}
	bin := adtest.Program(t)
	dir := t.TempDir()
	pipe := dir + "/pipe"
	must(t, syscall.Mkfifo(pipe, 0o600))
	for _, args := range []string{"explain -", "explain --from PIPE", "read -", "read PIPE", "check --facts PIPE", "check --since PIPE --lab", "walk cas-array --lab --from -", "walk cas-array --lab --from PIPE", "ticket - --lab",
		"show x --server ldaps://127.0.0.1:1 --user a@B.TEST --password-file -", "show x --server ldaps://127.0.0.1:1 --user a@B.TEST --password-file PIPE"} {
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			cmd := exec.Command(bin, strings.Fields(strings.ReplaceAll(args, "PIPE", pipe))...)
			cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+dir, "KRB5_CONFIG=/dev/null", "KRB5CCNAME="+dir+"/none")
			in, err := cmd.StdinPipe()
			must(t, err)
			var said strings.Builder
			cmd.Stdout, cmd.Stderr = &said, &said
			must(t, cmd.Start())
			done := make(chan struct{})
			go func() { _ = cmd.Wait(); close(done) }()
			if !rests(cmd.Process.Pid) {
				t.Errorf("%s never waits", args)
			}
			must(t, cmd.Process.Signal(sig))
			select {
			case <-done:
				if code := cmd.ProcessState.ExitCode(); code < 0 || code == 0 || code > 4 || strings.Contains(said.String(), "internal error") {
					t.Errorf("%s, %v: exit %d: %s", args, sig, code, said.String())
				}
			case <-time.After(30 * time.Second): // hanging, not slowness
				t.Errorf("%s: %v is ignored", args, sig)
				_ = cmd.Process.Kill()
				<-done
			}
			_ = in.Close()
		}
	}
}

// rests waits until a process has next to nothing to do for a while: it has come to its
// waiting, or is gone. It gives up after a minute.
func rests(pid int) bool {
	spent := func() (ns int64) {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
		for _, task := range tasks {
			var n int64
			if b, err := os.ReadFile(task); err == nil {
				_, _ = fmt.Sscan(string(b), &n)
				ns += n
			}
		}
		return ns
	}
	look := time.NewTicker(30 * time.Millisecond)
	defer look.Stop()
	last, quiet := spent(), 0
	for range 2000 {
		<-look.C
		now := spent()
		if quiet++; now-last > int64(200*time.Microsecond) || now == 0 {
			quiet = 0
		}
		if last = now; quiet == 10 {
			return true
		}
	}
	return false
}
