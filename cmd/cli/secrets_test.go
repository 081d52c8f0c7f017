package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad/adtest"
)

// TestPlantedSecretsStayInside plants a password, and password attributes in the
// directory, and searches for them in argv, environment, output, log, journal, facts,
// plans, reports and the dump of a SIGQUIT. The program leaves no core.
func TestPlantedSecretsStayInside(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many commands")
	}
	f := newLabForest(t, "cas-array", "operator")
	state, dir := t.TempDir(), t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	t.Setenv("KRB5CCNAME", t.TempDir()+"/none")
	secrets := map[string]string{"unixUserPassword": "Planted-unix-9f3a", "ms-Mcs-AdmPwd": "Planted-laps-77c1", "userPassword": "Planted-user-5e5e"}
	for attribute, value := range secrets {
		func() {
			defer func() { // the lab's schema does not have it
				if recover() != nil {
					delete(secrets, attribute)
				}
			}()
			f.Forest.Set(f.Forest.DN("CAS1$"), attribute, value)
		}()
	}
	for _, a := range f.Accounts() {
		if a.Role == "operator" {
			secrets["the password"] = a.Password
		}
	}
	forms := map[string][]byte{}
	for name, value := range secrets {
		forms[name] = []byte(value)
		forms[name+", hex"] = []byte(hex.EncodeToString([]byte(value)))
		forms[name+", base64"] = []byte(strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(value)), "="))
		var wide []byte
		for _, r := range value {
			wide = append(wide, byte(r), 0)
		}
		forms[name+", UTF-16"] = wide
	}
	searched := 0
	search := func(where string, b []byte) {
		t.Helper()
		searched += len(b)
		for name, form := range forms {
			if bytes.Contains(b, form) {
				t.Errorf("%s holds %s", where, name)
			}
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	for i, args := range [][]string{
		{"show", "CAS1$"}, {"show", "CAS1$", "--json"}, {"show", "--filter", "(sAMAccountName=CAS1$)", "--format", "ldif"}, {"setspn", "-S", "http/s.contoso.lab", "CASARRAY-ASA$", "--yes"}, {"setspn", "-D", "http/s.contoso.lab", "CASARRAY-ASA$", "--output", in("plan.json")},
		{"walk", "cas-array", "--save-facts", in("facts.json"), "--json"}, {"walk", "cas-array", "--save-facts", in("redacted.json"), "--redact"}, {"check"}, {"report", "--output", in("report.html")}, {"ticket", "HOST/cas1.contoso.lab", "--json"}, {"controllers"}, {"journal"},
	} {
		_, out, errs := command(t, append(append(args, "--log-file", in("log")), f.connect...)...)
		search(fmt.Sprintf("command %d %v", i, args), []byte(out+errs))
	}
	for _, root := range []string{dir, state} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			search(path, b)
			if info, err := d.Info(); err == nil && info.Mode().Perm() != 0o600 {
				t.Errorf("%s has the mode %v", path, info.Mode())
			}
			return err
		})
	}

	// A program that waits with the password in memory: what others see of it, and what
	// it says when it is made to dump.
	proxy := adtest.NewLDAPProxy(t, f.LDAPSURL(), f.CAFile())
	waiting := make(chan bool, 1)
	proxy.Set(func(op string, n int) adtest.LDAPFault {
		if op == "search" && n == 3 {
			select {
			case waiting <- true:
			default:
			}
		}
		return adtest.LDAPFault{Silent: op == "search" && n >= 3}
	})
	through := slices.Clone(f.connect)
	through[slices.Index(through, "--server")+1], through[slices.Index(through, "--ca-file")+1] = proxy.URL, proxy.CAFile
	cmd := child(t, append([]string{"check", "--timeout", "60s"}, through...)...)
	var dump bytes.Buffer
	cmd.Stdout, cmd.Stderr = &dump, &dump
	cmd.Dir = t.TempDir()
	cmd.Env = append(cmd.Env, "GOTRACEBACK=all")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-waiting:
	case <-time.After(time.Minute):
		t.Fatal("the program never asked")
	}
	for _, name := range []string{"cmdline", "environ"} {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/%s", cmd.Process.Pid, name))
		search(name, b)
	}
	if status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)); err == nil {
		search("status", status)
	}
	_ = cmd.Process.Signal(syscall.SIGQUIT)
	_ = cmd.Wait()
	if !strings.Contains(dump.String(), "goroutine") {
		t.Errorf("no dump came: %s", dump.String())
	}
	search("the dump", dump.Bytes())
	left, _ := os.ReadDir(cmd.Dir)
	if len(left) > 0 {
		t.Errorf("the program left %v", left)
	}
	t.Logf("%d secrets in %d forms, %d bytes searched: none found", len(secrets), len(forms), searched)
}
