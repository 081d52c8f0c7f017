package app_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

// A restricted session asks services only on hosts that an SPN names, at their usual
// ports: it is no port scanner.
func TestHostsOfARestrictedSession(t *testing.T) {
	s := apptest.LabSession(t, "healthy")
	for target, refusal := range map[string]string{
		"https://app.contoso.lab/": "", "app.contoso.lab": "", "ldap://dc1.contoso.lab": "", "HTTPS://APP.contoso.lab/": "",
		"https://app.contoso.lab:8443/": "a port of its own", "app.contoso.lab:22": "a port of its own", "https://user@app.contoso.lab/": "a port of its own",
		"https://gone.contoso.lab/": "no account in the directory has an SPN for gone.contoso.lab", "127.0.0.1": "no account in the directory has an SPN for 127.0.0.1",
		"https://*/": "unusual character", "https://*.contoso.lab/": "unusual character", "https://app)(cn=/": "unusual character", "https:///": "no account in the directory has an SPN for ", "": "no account",
	} {
		err := s.HostNamed(t.Context(), ad.ProbeRequest{Target: target})
		switch {
		case refusal == "":
			if err != nil {
				t.Errorf("%q is refused: %v", target, err)
			}
		case err == nil || app.Code(err) != app.ExitRefused || !strings.Contains(err.Error(), refusal):
			t.Errorf("%q: %v, want a refusal with %q", target, err, refusal)
		}
	}
	if err := s.HostNamed(t.Context(), ad.ProbeRequest{Target: "https://app.contoso.lab/", Addresses: []string{"127.0.0.1:22"}}); err == nil || !strings.Contains(err.Error(), "an address was given") {
		t.Errorf("with an address: %v", err)
	}
}

// Without a terminal nothing that needs a confirmation is done, and the refusal says how
// it could be; --yes confirms, and read-only refuses whatever was typed.
func TestConfirmationsOffATerminal(t *testing.T) {
	s := apptest.Alone(t, "yes\n") // words from a pipe are no confirmation
	if err := s.Confirm(t.Context(), true, "why", "yes"); err != nil {
		t.Errorf("--yes: %v", err)
	}
	err := s.Confirm(t.Context(), false, "why", "yes")
	if p := ad.AsProblem(err, "", ""); app.Code(err) != app.ExitRefused || !strings.Contains(p.Why, "no terminal to ask on") || !strings.Contains(p.Do, "--yes") {
		t.Errorf("%v", err)
	}
	if err := s.RefuseReadOnly("writing"); err != nil {
		t.Errorf("a session that may write: %v", err)
	}
	s.Flags.ReadOnly = true
	if err := s.RefuseReadOnly("writing"); app.Code(err) != app.ExitRefused || !strings.Contains(err.Error(), "--read-only") {
		t.Errorf("read-only: %v", err)
	}
	if _, err := s.Editor(t.Context()); app.Code(err) != app.ExitRefused {
		t.Errorf("an editor of a read-only session: %v", err)
	}
}

// The console asks services as whoever is logged in. Without a login it says why no ticket
// was shown, and with --no-probes it has nothing to ask with.
func TestTheConsolesProber(t *testing.T) {
	const site = "https://app.contoso.lab/"
	s := apptest.LabSession(t, "healthy")
	got := s.ConsoleProber().Probe(t.Context(), ad.ProbeRequest{Target: site})
	if len(got) != 1 || got[0].Outcome != ad.ProbeAccepted || got[0].KDC == "" {
		t.Errorf("%+v", got)
	}
	if s := apptest.LabSession(t, "healthy", func(f *app.Flags) { f.NoProbes = true }); s.ConsoleProber() != nil {
		t.Error("--no-probes leaves something to ask with")
	}
}
