package adtest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Output is what a program left.
type Output struct {
	Stdout, Stderr string
	Code           int // exit status
}

// Client is a machine of a realm: programs that run on it see that realm's
// krb5.conf and its host names.
type Client struct {
	Realm    string // CORP.TEST
	Krb5Conf string // for KRB5_CONFIG
	CAFile   string // the certificate authority, PEM

	files files
	t     testing.TB
}

// Command prepares a program that lives in the test realm: KRB5_CONFIG is set,
// OpenLDAP's tools trust the test authority, and in a mount namespace of its
// own /etc/hosts and /etc/resolv.conf name the realm's servers, so that
// dc1.corp.test resolves there and SRV records are found. Where there are no
// mount namespaces, as in a container without privileges, a preloaded library
// answers for the hosts file; a program without libc does not notice it then.
func (c *Client) Command(ctx context.Context, program string, args ...string) *exec.Cmd {
	c.t.Helper()
	path, err := lookup(program)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.command(ctx, path, args...)
}

func (c *Client) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	if mounts() {
		script := `mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"`
		cmd = exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", script, "sh", c.files.hosts, c.files.resolv, path}, args...)...)
		// A loopback address of one's own is still there: only mounts are apart.
		cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	}
	cmd.WaitDelay = time.Second
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+c.Krb5Conf, "KRB5CCNAME=FILE:"+c.files.noCache,
		"LDAPTLS_CACERT="+c.CAFile, "LDAPSASL_NOCANON=on", "LC_ALL=C", "TZ=UTC")
	if !mounts() {
		cmd.Env = append(cmd.Env, "LD_PRELOAD=libnss_wrapper.so", "NSS_WRAPPER_HOSTS="+c.files.hosts)
	}
	return cmd
}

// mounts says whether a program can have a mount namespace of its own here.
var mounts = sync.OnceValue(func() bool {
	cmd := exec.Command("/bin/sh", "-c", "mount --bind /etc/hosts /etc/hosts")
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	return cmd.Run() == nil
})

// Run runs a program as Command prepares it, to its end. A status other than
// zero is a value, not a failed test.
func (c *Client) Run(program string, args ...string) Output {
	c.t.Helper()
	return c.RunWith("", nil, program, args...)
}

// RunWith is Run with standard input and more environment.
func (c *Client) RunWith(stdin string, env []string, program string, args ...string) Output {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := c.Command(ctx, program, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(cmd.Env, env...)
	return collect(c.t, cmd)
}

func collect(t testing.TB, cmd *exec.Cmd) Output {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("run %s: %v", cmd.Path, err)
	}
	return Output{Stdout: stdout.String(), Stderr: stderr.String(), Code: cmd.ProcessState.ExitCode()}
}
