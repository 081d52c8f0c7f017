package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// slowLink is a network with a delay: a TCP proxy that counts bytes and can be cut.
type slowLink struct {
	addr  string
	back  atomic.Int64 // bytes towards the operator
	mu    sync.Mutex
	conns []net.Conn
}

// newSlowLink listens before a server; what passes arrives delay later.
func newSlowLink(t *testing.T, server string, delay time.Duration) *slowLink {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s := &slowLink{addr: l.Addr().String()}
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", server)
			if err != nil {
				_ = in.Close()
				continue
			}
			s.mu.Lock()
			s.conns = append(s.conns, in, out)
			s.mu.Unlock()
			go pass(out, in, delay, nil)
			go pass(in, out, delay, &s.back)
		}
	}()
	return s
}

// pass copies what comes, delay later, in order.
func pass(to, from net.Conn, delay time.Duration, count *atomic.Int64) {
	type packet struct {
		due  time.Time
		data []byte
	}
	queue := make(chan packet, 1024)
	go func() {
		defer close(queue)
		for {
			buf := make([]byte, 32<<10)
			n, err := from.Read(buf)
			if n > 0 {
				queue <- packet{time.Now().Add(delay), buf[:n]}
			}
			if err != nil {
				return
			}
		}
	}()
	for p := range queue {
		<-time.After(time.Until(p.due)) // the delay is what this link is
		if count != nil {
			count.Add(int64(len(p.data)))
		}
		if _, err := to.Write(p.data); err != nil {
			break
		}
	}
	_ = to.Close()
	for range queue { // until the other side ends
	}
}

// hangUp cuts every connection, as a lost network does.
func (s *slowLink) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		_ = c.Close()
	}
	s.conns = nil
}

// sshServer starts an sshd for this user and returns its address and how to log in.
func sshServer(t *testing.T) (addr string, login []string) {
	t.Helper()
	dir := t.TempDir()
	key := func(name string) string {
		path := filepath.Join(dir, name)
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v: %s", err, out)
		}
		return path
	}
	host, user := key("host"), key("user")
	if os.Geteuid() == 0 {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = l.Addr().String()
	_ = l.Close()
	_, port, _ := net.SplitHostPort(addr)
	sshd := "/usr/sbin/sshd"
	if p, err := exec.LookPath("sshd"); err == nil {
		sshd = p
	}
	cmd := exec.Command(sshd, "-D", "-e", "-f", "/dev/null", "-p", port, "-h", host, "-o", "ListenAddress=127.0.0.1", "-o", "StrictModes=no",
		"-o", "AuthorizedKeysFile="+user+".pub", "-o", "PidFile=none", "-o", "UsePAM=no", "-o", "PermitRootLogin=yes")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return addr, []string{"-tt", "-i", user, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-F", "/dev/null"}
}

// terminal80 is a terminal of 80x24 in which a program runs.
type terminal80 struct {
	t      *testing.T
	socket string
}

func openTerminal(t *testing.T, command string) *terminal80 {
	t.Helper()
	x := &terminal80{t, filepath.Join(t.TempDir(), "tmux")}
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", x.socket, "kill-server").Run() })
	x.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", command+"; exec cat")
	return x
}

func (x *terminal80) tmux(args ...string) string {
	x.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", x.socket}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TERM=xterm-256color")
	out, err := cmd.CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %q: %v: %s", args, err, out)
	}
	return string(out)
}

// press sends keys; text is what is typed literally after them.
func (x *terminal80) press(keys ...string) {
	x.t.Helper()
	x.tmux(append([]string{"send-keys"}, keys...)...)
}

// sees waits until every text is on the screen, and returns it.
func (x *terminal80) sees(texts ...string) string {
	x.t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		screen := x.tmux("capture-pane", "-p")
		missing := ""
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				missing = text
			}
		}
		if missing == "" {
			return screen
		}
		if time.Now().After(deadline) {
			x.t.Fatalf("the screen never said %q:\n%s", missing, screen)
		}
		<-time.After(50 * time.Millisecond)
	}
}

// labOutside runs the lab as a program of its own, and returns the options that
// connect to it.
func labOutside(t *testing.T, bin string) []string {
	t.Helper()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, bin, "lab", "--dir", dir)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	password := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		f := strings.Fields(lines.Text())
		if len(f) > 2 && f[1] == "password" && password == "" {
			password = f[2]
		}
		if len(f) > 2 && f[0] == "adwalk" {
			go io.Copy(io.Discard, out)
			secret := filepath.Join(dir, "password")
			if err := os.WriteFile(secret, []byte(password+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			return append(f[1:], "--password-file", secret)
		}
	}
	t.Fatal("the lab did not say how to connect to it")
	return nil
}

// A walk over a slow link: through a real sshd with 150 ms of delay, cut in the
// middle, taken up again at the same step with the same answers, and brought to
// its verified fix.
func TestAWalkOverASlowLinkThatBreaks(t *testing.T) {
	adtest.Need(t, "sshd", "ssh", "ssh-keygen", "tmux")
	bin := adtest.Program(t)
	connect := labOutside(t, bin)
	server, login := sshServer(t)
	link := newSlowLink(t, server, 75*time.Millisecond)
	host, port, _ := net.SplitHostPort(link.addr)
	state := t.TempDir()
	over := func(words ...string) string {
		remote := append([]string{"env", "XDG_STATE_HOME=" + state, "HOME=" + state, "LC_ALL=C.UTF-8", bin}, append(words, connect...)...)
		return strings.Join(append(append([]string{"ssh", "-p", port}, login...), append([]string{host}, remote...)...), " ")
	}
	x := openTerminal(t, over())
	x.sees("CONTOSO.LAB", "What do you see?")
	x.press("Enter")
	x.sees("walked:", "step")
	for !strings.Contains(x.tmux("capture-pane", "-p"), "step 4 of") {
		x.press("Home")
		x.sees("step 1 of")
		x.press("Right", "Right", "Right")
		x.sees("step 4 of")
	}
	before := link.back.Load()
	x.press("Left")
	x.sees("step 3 of")
	moved := link.back.Load() - before
	x.press("Right")
	x.sees("step 4 of")
	x.press("Enter")
	x.sees("yes, it is so")
	x.press("y")
	x.sees("Service Host runs on every client access server ──")
	x.press("n")
	x.press("Escape")
	// The answers arrive one after the other: what stands there is whole when the step tells the no.
	stood := answersIn(x.sees("step 4 of", "enter answer", "✗ wrong", "✗ Microsoft Exchange Service Host"))
	bytes := link.back.Load()
	link.hangUp()
	kept := filepath.Join(state, "adwalk", "console-contoso.lab.json")
	for deadline := time.Now().Add(time.Minute); ; {
		if text, _ := os.ReadFile(kept); strings.Contains(string(text), `"yes":true`) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("nothing was kept in %s", kept)
		}
		<-time.After(50 * time.Millisecond)
	}
	if info, err := os.Stat(kept); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	y := openTerminal(t, over("resume"))
	if now := answersIn(y.sees("step 4 of", "walked", "enter answer")); now != stood {
		t.Errorf("after the break the answers are\n%s\nand were\n%s", now, stood)
	}
	y.press("f")
	y.sees("planned")
	y.press("Enter")
	for i, accounts := 1, 1; i <= accounts; i++ { // each account that loses something
		asked := regexp.MustCompile(`Type (\S+) and press enter(?: \(\d of (\d)\))?`)
		nth := ""
		if i > 1 {
			nth = fmt.Sprintf("(%d of %d)", i, accounts)
		}
		said := asked.FindStringSubmatch(y.sees("Type ", nth, "esc cancel"))
		word := said[1]
		if said[2] != "" {
			accounts = int(said[2][0] - '0')
		}
		for deadline := time.Now().Add(time.Minute); !regexp.MustCompile(`press enter.*: ` + regexp.QuoteMeta(word)).MatchString(y.tmux("capture-pane", "-p")); {
			if time.Now().After(deadline) {
				t.Fatal("the confirmation takes no word")
			}
			y.press("C-u") // a confirmation takes no key that was typed before it could be read
			y.press("-l", word)
			<-time.After(200 * time.Millisecond)
		}
		y.press("Enter")
	}
	y.sees("read back")
	last := y.sees("Fixed")
	t.Logf("%d bytes to the break, %d for a move between two steps, %d in all\n%s", bytes, moved, link.back.Load(), last)
	if moved > 4000 { // two frames of the story, encrypted
		t.Errorf("a move between two steps took %d bytes", moved)
	}
}

// answersIn is the part of a screen that shows what a person answered; how much room is
// left for what is still open depends on the notes below it.
func answersIn(screen string) string {
	var out []string
	for line := range strings.SplitSeq(screen, "\n") {
		if _, story, ok := strings.Cut(line, "│"); ok && strings.ContainsAny(story, "✓✗") {
			out = append(out, strings.TrimSpace(story))
		}
	}
	return strings.Join(out, "\n")
}
