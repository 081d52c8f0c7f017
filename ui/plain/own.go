package plain

import (
	"strings"

	"adwalk/diag/keytabs"
)

// own are the questions about what the operator has, behind the guides: a
// service's name, a keytab, a recording.
func (d *desk) own(p Parts) (texts []string, do []func() error) {
	a := p.Access()
	if a.Names != nil {
		texts, do = append(texts, "Say which SPN each client of a service asks for"), append(do, func() error { return d.names(p) })
	}
	if a.Keytab != nil {
		texts, do = append(texts, "Check a keytab: do its keys open fresh tickets?"), append(do, func() error { return d.keytab(p) })
	}
	if a.Recording != nil {
		texts, do = append(texts, "Read a recording: a capture, a trace, events or a log"), append(do, func() error { return d.recording(p) })
	}
	return texts, do
}

// spoken writes a mark as a word, for people who hear the line.
var spoken = strings.NewReplacer("✓", "ok:", "✗", "wrong:", "→", "to", "─", "-")

func (d *desk) recite(lines []string) {
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(l, "? "); ok {
			l = "not known: " + rest
		}
		d.say("", "%s", spoken.Replace(l))
	}
}

func (d *desk) names(p Parts) error {
	text, err := d.ask("The service as its clients have it: a URL, a host, a UNC path, a connection string, an SPN.")
	if err != nil || text == "" {
		return err
	}
	a, problem := p.Access().Names(d.ctx, text)
	if d.problem(problem); problem == nil {
		d.recite(a.Lines())
	}
	return nil
}

func (d *desk) keytab(p Parts) error {
	file, err := d.ask("The keytab's path.")
	if err != nil || file == "" {
		return err
	}
	a, problem := p.Access().Keytab(d.ctx, file, "", func(int, int) {})
	d.problem(problem)
	if problem != nil || len(a.Answers) == 0 {
		return nil
	}
	if a.Unasked != "" {
		d.say("Not tried", "%s", a.Unasked)
	}
	d.recite(keytabs.Lines(a.Answers, a.Unasked != ""))
	send, try := p.Access().KeytabLogin, a.Answers[0].LoginAs()
	if send == nil || try.KeysOf == "" {
		return nil
	}
	n, err := d.choose("Log in once as "+try.As+" with the key of "+try.KeysOf+"? A key that does not fit counts as a wrong password.", []string{"no", "log in once"})
	if err != nil || n == 0 {
		return err
	}
	l, problem := send(d.ctx, file, try)
	if d.problem(problem); problem == nil {
		d.recite(l.Lines())
	}
	return nil
}

func (d *desk) recording(p Parts) error {
	file, err := d.ask("The recording's path.")
	if err != nil || file == "" {
		return err
	}
	a, problem := p.Access().Recording(d.ctx, file, "", func(int, int) {})
	d.problem(problem)
	if problem != nil {
		return nil
	}
	d.recite(a.Lines(false))
	for _, f := range a.Findings {
		for _, g := range p.Guides {
			if g.ID != f.Guide {
				continue
			}
			n, err := d.choose("Walk "+g.Symptom+" for "+f.Heading()+"?", []string{"yes", "no"})
			if err != nil || n == 1 {
				return err
			}
			return d.walk(p, g, f.Inputs)
		}
	}
	return nil
}
