package adtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// server is a running daemon with everything that it forked.
type server struct {
	name  string
	cmd   *exec.Cmd
	stdin io.Closer
	log   string
	done  chan struct{}
}

// starters runs every start on one thread that never ends, because the kernel
// sends a parent-death signal when the thread that forked dies, not the process.
var starters = func() chan func() {
	c := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range c {
			f()
		}
	}()
	return c
}()

// start runs a daemon in a process group of its own, with its output in a file.
func start(name, log string, cmd *exec.Cmd) (*server, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = out, out
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = syscall.SIGTERM
	started := make(chan error)
	starters <- func() { started <- cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	s := &server{name: name, cmd: cmd, stdin: stdin, log: log, done: make(chan struct{})}
	go func() {
		cmd.Wait()
		close(s.done)
	}()
	return s, nil
}

// stop ends the daemon and its children, kindly first.
func (s *server) stop() {
	s.stdin.Close()
	syscall.Kill(-s.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(5 * time.Second):
	}
	syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.done
}

// ready waits until every address answers a TCP connect, or says what the
// daemon wrote when it does not.
func (s *server) ready(addresses ...string) error {
	for _, a := range addresses {
		err := s.until(30*time.Second, func(ctx context.Context) error {
			conn, err := new(net.Dialer).DialContext(ctx, "tcp", a)
			if err == nil {
				conn.Close()
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// until repeats try until it succeeds, the daemon ends, or time is up.
func (s *server) until(limit time.Duration, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.done:
			return fmt.Errorf("%s ended: %s", s.name, tail(s.log))
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("%s is not ready after %s: %w", s.name, limit, err), errors.New(tail(s.log)))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// tail gives the end of a log for an error message.
func tail(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	if len(b) > 3000 {
		b = b[len(b)-3000:]
	}
	return string(b)
}
