package cli

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/lab"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
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
	s.Flags.Scenario = scenario
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

// labKnows is what a person of the lab would paste or type for a guide, by the
// key of the guide's input.
func (s *Session) labKnows(g guide.Guide) map[string]string {
	out := map[string]string{}
	pastes, typed := s.lab.Pastes(), s.lab.Inputs()
	for _, in := range g.Inputs {
		if text, ok := pastes[in.Key]; ok && in.Paste {
			out[in.Key] = text
		} else if text, ok := typed[in.Key]; ok && !in.Paste {
			out[in.Key] = text
		}
	}
	return out
}

// labInputs gives a walk what a person of the lab would, except what the
// operator gave: pastes only when there were none.
func (s *Session) labInputs(g guide.Guide, w *walk.Walk, pastes bool) error {
	knows, given := s.labKnows(g), w.State().Inputs
	for _, in := range g.Inputs {
		text, ok := knows[in.Key]
		if _, mine := given[in.Key]; !ok || mine || in.Paste && !pastes {
			continue
		}
		if err := w.Give(in.Key, text, ad.Source{Kind: "operator", Name: "lab"}); err != nil {
			return err
		}
	}
	return nil
}
