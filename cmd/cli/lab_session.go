package cli

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lab"
	"adwalk/diag"
	"adwalk/diag/guide"
)

// startLab starts the embedded forest and points the session at it. Without
// --user the lab's operator logs in.
func (s *Session) startLab(ctx context.Context) error {
	scenario := s.Flags.Scenario
	if scenario == "" {
		scenario = "cas-array"
	}
	l, err := lab.Start(ctx, lab.Options{Scenario: scenario})
	if err != nil {
		return err
	}
	s.lab = l
	s.Flags.Realm = l.Realm()
	s.Flags.KDCs = []string{l.KDCAddr()}
	s.Flags.Servers = []string{l.LDAPSURL()}
	if s.Flags.User == "" && s.Flags.Keytab == "" && s.Flags.CCache == "" {
		s.Flags.User = l.Accounts()[0].Name + "@" + l.Realm()
	}
	if s.Flags.PasswordFile == "" {
		if pass := labPassword(l, s.Flags.User); pass != "" {
			s.secret.made, s.secret.value = true, []byte(pass)
		}
	}
	return nil
}

// labPassword knows the lab's own accounts, whose passwords are no secret.
func labPassword(l *lab.Lab, user string) string {
	name, _, _ := strings.Cut(user, "@")
	for _, a := range l.Accounts() {
		if strings.EqualFold(a.Name, name) {
			return a.Password
		}
	}
	return ""
}

func (s *Session) labOptions(o *directory.Options) {
	o.CAFile = s.lab.CAFile()
	o.GlobalCatalog = s.lab.GCSURL()
	o.Resolver = dnsAt(s.lab.DNSAddr())
}

// labPastes gives a guide the texts that a person of the lab would paste.
func (s *Session) labPastes(g guide.Guide, snap *diag.Snapshot) error {
	for key, text := range s.lab.Pastes() {
		if pasteInput(g, key) == nil {
			continue
		}
		if err := guide.Set(g, snap, key, text, ad.Source{Kind: "paste", Name: "lab"}); err != nil {
			return err
		}
	}
	return nil
}
