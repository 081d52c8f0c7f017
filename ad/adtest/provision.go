package adtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// The domain that every Samba here serves.
const (
	realm         = "CORP.TEST"
	domain        = "CORP"
	baseDN        = "DC=corp,DC=test"
	adminUser     = "Administrator"
	adminPassword = "Adm1n-of-corp"
	placeholder   = "127.0.24.1" // dc1's address in a template
)

// layout is part of a template's name: count it up when the steps below change.
const layout = 2

// unprivileged keeps the access lists of sysvol in a database: as extended
// attributes of files they need a right that root has not in a container.
const unprivileged = "--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb"

// template returns a directory with a provisioned domain that has never run.
// Provisioning takes five seconds, copying a tenth of one, so the first test
// binary on a machine provisions and all others copy.
func template() (string, error) {
	version, err := exec.Command("samba", "--version").Output()
	if err != nil {
		return "", fmt.Errorf("samba --version: %w", err)
	}
	key := sha256.Sum256(fmt.Append(nil, layout, realm, string(version)))
	return cached(fmt.Sprintf("domain-%x", key[:6]), func(dir string) error {
		conf := filepath.Join(dir, "offline.conf")
		if err := run(nil, "samba-tool", "domain", "provision", "-s", "/dev/null", "--quiet",
			"--realm="+realm, "--domain="+domain, "--server-role=dc", "--dns-backend=SAMBA_INTERNAL",
			"--adminpass="+adminPassword, "--host-name=dc1", "--host-ip="+placeholder, "--targetdir="+dir,
			"--option=bind interfaces only=yes", "--option=interfaces="+placeholder+"/8",
			unprivileged, "--option=xattr_tdb:file="+filepath.Join(dir, "xattr.tdb")); err != nil {
			return err
		}
		if err := writeConf(conf, dir, "dc1", placeholder, nil); err != nil {
			return err
		}
		if err := run(nil, "samba-tool", "domain", "passwordsettings", "set", "-s", conf, "--quiet", "--complexity=off",
			"--history-length=0", "--min-pwd-age=0", "--max-pwd-age=0", "--min-pwd-length=1"); err != nil {
			return err
		}
		return run(nil, "samba_spnupdate", "-s", conf)
	})
}

// cached returns a directory that make filled once for the whole machine.
func cached(name string, make func(dir string) error) (string, error) {
	if err := os.MkdirAll(base(), 0o755); err != nil {
		return "", err
	}
	dir := filepath.Join(base(), name)
	lock, err := lockFile(dir+".lock", syscall.LOCK_EX)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	// The final name appears only when everything in it is complete.
	unfinished := dir + ".unfinished"
	if err := errors.Join(os.RemoveAll(unfinished), os.MkdirAll(unfinished, 0o755)); err != nil {
		return "", err
	}
	if err := make(unfinished); err != nil {
		return "", err
	}
	return dir, os.Rename(unfinished, dir)
}

// writeConf writes an smb.conf whose every directory is under dir, so that
// several servers can run on one machine.
func writeConf(path, dir, host, addr string, extra []string) error {
	at := func(name string) string { return filepath.Join(dir, name) }
	var b strings.Builder
	b.WriteString("[global]\n")
	for _, kv := range [][2]string{
		{"workgroup", domain}, {"realm", realm}, {"netbios name", strings.ToUpper(host)},
		{"server role", "active directory domain controller"},
		{"server services", "rpc, ldap, cldap, kdc, dns, drepl, kcc"},
		{"dcerpc endpoint servers", "epmapper, samr, netlogon, lsarpc, drsuapi, dssetup, dnsserver"},
		{"bind interfaces only", "yes"}, {"interfaces", addr + "/8"},
		{"prefork children", "2"},
		{"private dir", at("private")}, {"state directory", at("state")}, {"lock directory", at("lock")},
		{"cache directory", at("cache")}, {"pid directory", at("pid")}, {"ncalrpc dir", at("rpc")},
		{"winbindd socket directory", at("winbindd")}, {"ntp signd socket directory", at("ntp")},
		{"binddns dir", at("bind-dns")}, {"log file", at("log.%m")}, {"logging", "file"},
		{"tls keyfile", at("private/tls/key.pem")}, {"tls certfile", at("private/tls/cert.pem")}, {"tls cafile", at("private/tls/ca.pem")},
		{"usershare max shares", "0"},
	} {
		fmt.Fprintf(&b, "\t%s = %s\n", kv[0], kv[1])
	}
	for _, line := range extra {
		fmt.Fprintf(&b, "\t%s\n", line)
	}
	for _, name := range []string{"lock", "cache", "pid", "rpc", "winbindd", "ntp", "private/tls"} {
		if err := os.MkdirAll(at(name), 0o755); err != nil {
			return err
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

// run runs a program to its end and puts what it said into the error.
func run(env []string, name string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	path, err := lookup(name)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, args[0], err, out)
	}
	return nil
}
