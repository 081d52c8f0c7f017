package adtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
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

// watched runs a daemon beside a watcher in the same process group. The watcher
// reads a pipe that the test binary holds; when that closes, also because the
// binary was killed, it ends the group. A parent-death signal would not do: the
// kernel forgets it when a daemon changes its user.
const watched = `exec 3<&0
(trap '' TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 5; kill -KILL 0) &
exec "$@" </dev/null 3<&-`

// start runs a daemon in a process group of its own, with its output in a file.
func start(name, log string, env []string, program string, args ...string) (*server, error) {
	path, err := lookup(program)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/bin/sh", append([]string{"-c", watched, "sh", path}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
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
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	s := &server{name: name, cmd: cmd, stdin: stdin, log: log, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
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
		err := s.until(time.Minute, func(ctx context.Context) error {
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
