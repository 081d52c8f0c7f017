package cli

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
)

// jail is an sshd with the stanza that README.md shows, and an auditor of it.
type jail struct {
	t               *testing.T
	port, key, user string
	home, marks     string // marks is where a command that ran would leave a file
}

const auditorID = 54321

// newJail starts the sshd for an auditor with the login shell. Users come from
// nss_wrapper: nothing of this machine is changed.
func newJail(t *testing.T, shell string, command []string) jail {
	t.Helper()
	base, err := os.MkdirTemp("", "jail") // t.TempDir is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	j := jail{t: t, user: "auditor", home: base + "/home", marks: base + "/marks", key: base + "/key"}
	state := j.home + "/.local/state/adwalk"
	for _, dir := range []string{base, j.home, j.marks, base + "/keys", j.home + "/.ssh", state} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Chmod(base, 0o755)
	_ = os.Chmod(j.marks, 0o777)
	for _, dir := range []string{state, j.home + "/.local/state", j.home + "/.local"} {
		if err := os.Chown(dir, auditorID, auditorID); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{j.key, base + "/host"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v: %s", err, out)
		}
	}
	public, err := os.ReadFile(j.key + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(base+"/keys/auditor", string(public))
	// What the auditor would leave in a home directory, without effect.
	put(j.home+"/.ssh/environment", "BASH_ENV="+j.home+"/.ssh/rc\nLD_PRELOAD=/x.so\n")
	put(j.home+"/.ssh/rc", "touch "+j.marks+"/rc\n")
	passwd, _ := os.ReadFile("/etc/passwd")
	group, _ := os.ReadFile("/etc/group")
	put(base+"/passwd", string(passwd)+fmt.Sprintf("auditor:*:%d:%d::%s:%s\n", auditorID, auditorID, j.home, shell))
	put(base+"/group", string(group)+fmt.Sprintf("auditors:*:%d:\n", auditorID))

	stanza := documented(t)
	stanza = strings.ReplaceAll(stanza, "/usr/local/bin/adwalk --server dc1.contoso.com --restricted", strings.Join(command, " ")+" --restricted")
	stanza = strings.ReplaceAll(stanza, "/etc/ssh/auditors/%u", base+"/keys/%u")
	if !strings.Contains(stanza, command[0]) || !strings.Contains(stanza, base) {
		t.Fatalf("the stanza of README.md is not the one that this test knows:\n%s", stanza)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, j.port, _ = net.SplitHostPort(l.Addr().String())
	_ = l.Close()
	_ = os.MkdirAll("/run/sshd", 0o755)
	// AcceptEnv is what an administrator should not do: even then nothing gets out.
	put(base+"/sshd_config", "Port "+j.port+"\nListenAddress 127.0.0.1\nHostKey "+base+"/host\nPidFile none\nUsePAM no\nStrictModes no\nAcceptEnv *\nSubsystem sftp internal-sftp\n"+stanza)
	cmd := exec.Command("/usr/sbin/sshd", "-D", "-e", "-f", base+"/sshd_config")
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LD_PRELOAD=libnss_wrapper.so", "NSS_WRAPPER_PASSWD=" + base + "/passwd", "NSS_WRAPPER_GROUP=" + base + "/group"}
	log, err := os.Create(base + "/sshd.log")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			text, _ := os.ReadFile(log.Name())
			t.Logf("sshd says\n%s", text)
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; {
		c, err := net.Dial("tcp", "127.0.0.1:"+j.port)
		if err == nil {
			_ = c.Close()
			return j
		}
		if time.Now().After(deadline) {
			t.Fatal("sshd does not listen")
		}
		<-time.After(20 * time.Millisecond)
	}
}

// documented is the stanza in README.md.
func documented(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "Match Group auditors")
	body, _, end := strings.Cut(rest, "```")
	if !ok || !end {
		t.Fatal("README.md shows no stanza")
	}
	return "Match Group auditors" + body
}

// ssh runs a client of the auditor's and returns what it printed.
func (j jail) ssh(program string, args ...string) string {
	options := []string{"-F", "/dev/null", "-i", j.key, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"}
	if program == "ssh" {
		options = append(options, "-p", j.port)
	} else {
		options = append(options, "-P", j.port)
	}
	cmd := exec.CommandContext(j.t.Context(), program, append(options, args...)...)
	cmd.Stdin = strings.NewReader("touch " + j.marks + "/stdin\n!touch " + j.marks + "/bang\nput /etc/passwd " + j.marks + "/sftp\n")
	cmd.WaitDelay = time.Second
	out, _ := cmd.CombinedOutput()
	return string(out)
}

// free fails when any way out left a mark.
func (j jail) free(what string) {
	j.t.Helper()
	left, err := os.ReadDir(j.marks)
	if err != nil || len(left) > 0 {
		j.t.Errorf("%s: a command ran: %v %v", what, left, err)
	}
}

// TestAuditorsDoNotGetOut tries more than twenty ways out of the documented sshd stanza,
// for bash and for zsh: none leads to a shell, a file or a forwarded port.
func TestAuditorsDoNotGetOut(t *testing.T) {
	adtest.Need(t, "sshd", "ssh", "ssh-keygen", "scp", "sftp", "tmux", "zsh")
	adtest.NeedRoot(t)
	f := newLabForest(t, "cas-array", "auditor")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range []string{"/bin/bash", "/usr/bin/zsh"} {
		t.Run(filepath.Base(shell), func(t *testing.T) {
			base, err := os.MkdirTemp("", "bin")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.RemoveAll(base) })
			_ = os.Chmod(base, 0o755)
			copyTo := func(from, to string, mode os.FileMode) {
				b, err := os.ReadFile(from)
				if err == nil {
					err = os.WriteFile(to, b, mode)
				}
				if err != nil {
					t.Fatal(err)
				}
				_ = os.Chown(to, auditorID, auditorID)
			}
			copyTo(self, base+"/adwalk", 0o755)
			copyTo(f.CAFile(), base+"/ca.pem", 0o644)
			login := append([]string{}, f.connect...)
			for i := range login {
				switch login[max(i-1, 0)] {
				case "--ca-file":
					login[i] = base + "/ca.pem"
				case "--password-file":
					copyTo(login[i], base+"/password", 0o400)
					login[i] = base + "/password"
				}
			}
			j := newJail(t, shell, append([]string{"/usr/bin/env", "TESTSCRIPT_COMMAND=adwalk", "GOCOVERDIR=/nonexistent", base + "/adwalk"}, login...))
			j.ways()
			j.console(f)
		})
	}
}

// ways are those of ssh itself.
func (j jail) ways() {
	target := "auditor@127.0.0.1"
	touch := func(n string) string { return "touch " + j.marks + "/" + n }
	for name, args := range map[string][]string{
		"a command":            {target, touch("command")},
		"a shell as command":   {target, "/bin/sh -c '" + touch("sh") + "'"},
		"behind the command":   {target, "; " + touch("behind")},
		"a substitution":       {target, "$(" + touch("subst") + ")"},
		"BASH_ENV":             {"-o", "SetEnv=BASH_ENV=" + j.home + "/.ssh/rc", target, "x"},
		"ENV":                  {"-o", "SetEnv=ENV=" + j.home + "/.ssh/rc", target, "x"},
		"ZDOTDIR":              {"-o", "SetEnv=ZDOTDIR=" + j.marks, target, "x"},
		"LD_PRELOAD":           {"-o", "SetEnv=LD_PRELOAD=" + j.marks + "/x.so", target, "x"},
		"KRB5_CONFIG":          {"-o", "SetEnv=KRB5_CONFIG=/etc/shadow", target, "x"},
		"PAGER and EDITOR":     {"-o", "SetEnv=PAGER=" + touch("pager") + " EDITOR=" + touch("editor"), "-tt", target},
		"a subsystem":          {"-s", target, "sftp"},
		"no command, a pipe":   {target},
		"no terminal, -T":      {"-T", target},
		"agent forwarding":     {"-A", target, "x"},
		"X11":                  {"-X", target, "x"},
		"a tunnel":             {"-o", "ExitOnForwardFailure=yes", "-w", "0:0", target, "x"},
		"options as a command": {target, "--restricted=false journal --settle"},
	} {
		j.ssh("ssh", args...)
		j.free(name)
	}
	j.ssh("scp", "/etc/passwd", target+":"+j.marks+"/scp")
	j.ssh("scp", "-O", "/etc/passwd", target+":"+j.marks+"/scp-old")
	j.ssh("sftp", "-b", "-", target)
	j.free("copying files")
	// A port that is forwarded would reach the lab's directory.
	for name, args := range map[string][]string{"-L": {"-W", "127.0.0.1:" + j.port, target}, "-R": {"-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:0:127.0.0.1:22", target, "x"}} {
		if out := j.ssh("ssh", args...); strings.Contains(out, "SSH-2.0") || strings.Contains(out, "Allocated port") {
			j.t.Errorf("%s: a port was forwarded: %s", name, out)
		}
	}
}

// console tries the ways out of the console.
func (j jail) console(f labForest) {
	t := j.t
	x := openTerminal(t, "ssh -tt -F /dev/null -i "+ad.ShellQuote(j.key)+" -p "+j.port+" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR auditor@127.0.0.1")
	x.sees("What do you see?", "READ-ONLY")
	line := func(text string) {
		t.Helper()
		x.press(":")
		x.tmux("send-keys", "-l", text)
		x.sees(text[:min(len(text), 12)])
		x.press("Enter")
		x.press("Escape")
		x.sees("? help") // or escape and the next key would arrive as one
	}
	x.press("l")
	x.sees("Log")
	line("save report.txt")
	for _, name := range []string{j.home + "/.zshenv", "../../.bashrc", j.marks + "/save", "~/.k5login", ".hidden", "a b", "$(touch " + j.marks + "/name)"} {
		line("save " + name)
	}
	for _, text := range []string{"!touch " + j.marks + "/bang", "sh", "shell", "lab cas-array", "set pager=touch"} {
		line(text)
	}
	x.press("C-z")
	x.tmux("send-keys", "-l", "touch "+j.marks+"/suspended")
	x.press("Enter")
	x.press("C-\\")
	x.tmux("send-keys", "-l", "touch "+j.marks+"/quit")
	x.press("Enter")
	j.free("the console")
	var found []string
	_ = filepath.WalkDir(j.home, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(path, j.home+"/.ssh/") && !strings.HasPrefix(path, j.home+"/.local/state/adwalk/") {
			found = append(found, path)
		}
		return nil
	})
	if len(found) > 0 {
		t.Errorf("files outside the report folder: %q", found)
	}
	if _, err := os.Stat(j.home + "/.local/state/adwalk/reports/report.txt"); err != nil {
		t.Errorf("the auditor's own report was not written: %v", err)
	}
	for _, e := range f.LDAPEvents() {
		if e.Op == "modify" {
			t.Errorf("something was written: %+v", e)
		}
	}
}
