package adtest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Output is what a program left.
type Output struct {
	Stdout, Stderr string
	Code           int // exit status
}

// Lines are the lines of standard output, without empty ones.
func (o Output) Lines() []string {
	return strings.FieldsFunc(o.Stdout, func(r rune) bool { return r == '\n' })
}

// Command prepares a program that lives in the test domain: KRB5_CONFIG is set,
// OpenLDAP's tools trust the domain's authority, and in a mount namespace of
// its own /etc/hosts and /etc/resolv.conf name the domain's servers, so that
// dc1.corp.test resolves there and SRV records are found.
func (d *DC) Command(ctx context.Context, program string, args ...string) *exec.Cmd {
	d.t.Helper()
	path, err := lookup(program)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.inside(ctx, path, args...)
}

func (i *instance) inside(ctx context.Context, path string, args ...string) *exec.Cmd {
	script := `mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"`
	inner := append([]string{"-c", script, "sh", i.files.hosts, i.files.resolv, path}, args...)
	cmd := exec.CommandContext(ctx, "/bin/sh", inner...)
	// A loopback address of one's own is still there: only mounts are apart.
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	cmd.WaitDelay = time.Second
	cmd.Env = append(os.Environ(), "KRB5_CONFIG="+i.files.krb5, "KRB5CCNAME=FILE:"+i.place.path("no-cache"),
		"LDAPTLS_CACERT="+i.place.path("private/tls/ca.pem"), "LDAPSASL_NOCANON=on", "LC_ALL=C", "TZ=UTC")
	return cmd
}

// Run runs a program as Command prepares it, to its end. A status other than
// zero is a value, not a failed test.
func (d *DC) Run(program string, args ...string) Output {
	d.t.Helper()
	return d.RunWith("", nil, program, args...)
}

// RunWith is Run with standard input and more environment.
func (d *DC) RunWith(stdin string, env []string, program string, args ...string) Output {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := d.Command(ctx, program, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(cmd.Env, env...)
	return collect(d.t, cmd)
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

// Tool runs samba-tool on this domain controller's own files and gives its
// standard output; a failure ends the test.
func (d *DC) Tool(args ...string) string {
	d.t.Helper()
	out := d.Run("samba-tool", append(args, "-s", d.SMBConf)...)
	if out.Code != 0 {
		d.t.Fatalf("samba-tool %s: status %d: %s%s", strings.Join(args, " "), out.Code, out.Stdout, out.Stderr)
	}
	return out.Stdout
}
