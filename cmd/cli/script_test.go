package cli

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"adwalk/ad/adtest"
)

func TestMain(m *testing.M) {
	testscript.Main(servers{m}, map[string]func(){"adwalk": func() { os.Exit(Main()) }})
}

// servers takes down the domain controllers that tests started.
type servers struct{ m *testing.M }

func (s servers) Run() int { return adtest.Run(s.m) }

// TestScripts runs the program as an operator's shell would, against the lab.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
			e.Setenv("KRB5CCNAME", e.WorkDir+"/no-cache")
			e.Setenv("KRB5_CONFIG", e.WorkDir+"/no-krb5.conf")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}
