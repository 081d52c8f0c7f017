package plain

import (
	"context"
	"errors"
	"io"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/ui/screen"
)

// Parts is what the plain console is given.
type Parts struct {
	Guides  []guide.Guide
	Engine  *guide.Engine
	Plan    func([]diag.Finding, *diag.Reader) fix.Plan // nil is the usual one
	Connect func(context.Context) (screen.Status, *ad.Problem)
	Access  func() screen.Access
	Explain func(string) []screen.Explanation
	Pages   func(code string) string
	// WhyReadOnly is said where something would be written, when there is no
	// editor.
	WhyReadOnly string
	Epoch       func() string // names the login in use; nil is one that never ends
	Now         func() time.Time
	ASCII       bool
}

// Run works with lines until the operator leaves with q, the input ends or ctx
// does. The error is what kept it from connecting, if nothing was walked.
func Run(ctx context.Context, p Parts, in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if p.Now == nil {
		p.Now = time.Now
	}
	d := newDesk(ctx, in, out, p.ASCII)
	d.put("adwalk: from a Kerberos symptom to its cause in Active Directory, and the fix.")
	d.put("Every answer is a line. q leaves.")
	st, problem := p.Connect(ctx)
	for _, l := range [][2]string{{"Realm", st.Realm}, {"Server", st.Server}, {"Signed in as", st.Identity}, {"Protection", st.Protection}} {
		if l[1] != "" {
			d.say(l[0], "%s", l[1])
		}
	}
	if st.Lab {
		d.say("Lab", "the embedded forest; nothing real can be changed")
	}
	if p.Access().Editor == nil {
		d.say("Read-only", "%s", p.WhyReadOnly)
	}
	d.problem(problem)
	if settle := p.Access().Recover; settle != nil && problem == nil {
		d.recovered(settle(ctx))
	}
	for {
		err := d.start(p)
		switch {
		case errors.Is(err, errLeft):
			d.put("Bye.")
			return nil
		case err != nil:
			return err
		}
	}
}

// problem says what, why and what to do.
func (d *desk) problem(p *ad.Problem) {
	if p == nil {
		return
	}
	d.say("Problem", "%s", p.What)
	if p.Why != "" {
		d.say("  Why", "%s", p.Why)
	}
	if p.Do != "" {
		d.say("  Do", "%s", p.Do)
	}
}

// start asks for a symptom, and walks the guide that fits.
func (d *desk) start(p Parts) error {
	choices := []string{"Explain an error, an event or a log line that I have"}
	for _, g := range p.Guides {
		choices = append(choices, g.Symptom+" ("+g.Applies+")")
	}
	texts, own := d.own(p)
	n, err := d.choose("What do you see?", append(choices, texts...))
	switch {
	case err != nil:
		return err
	case n >= len(choices):
		return own[n-len(choices)]()
	case n > 0:
		return d.walk(p, p.Guides[n-1], nil)
	}
	return d.explain(p)
}

// explain says what a text is and offers the guide to take.
func (d *desk) explain(p Parts) error {
	text, err := d.ask("Paste the text as one line.")
	if err != nil {
		return err
	}
	found := p.Explain(text)
	if len(found) == 0 {
		d.say("Answer", "not recognised; give the line with the error's number or name")
		return nil
	}
	e := found[0]
	d.say("Means", "%s", e.Title)
	if e.Sure != "" {
		d.say("Certainty", "%s", e.Sure)
	}
	for _, c := range e.Cause {
		d.say("Cause", "%s", c)
	}
	for _, l := range e.Do {
		d.say("Do", "%s", l)
	}
	for _, g := range p.Guides {
		if g.ID != e.Guide {
			continue
		}
		n, err := d.choose("Walk "+g.Symptom+"?", []string{"yes", "no"})
		if err != nil || n == 1 {
			return err
		}
		return d.walk(p, g, e.Values)
	}
	return nil
}

// recovered says what earlier runs left open or half done.
func (d *desk) recovered(found screen.Recovery, _ *ad.Problem) {
	if found.Settled > 0 {
		d.say("Journal", "%s of an earlier run settled; adwalk journal lists them", counted(found.Settled, "change"))
	}
	if found.Open > 0 {
		d.say("Journal", "not known whether %s of an earlier run was made: adwalk journal --settle", counted(found.Open, "change"))
	}
	for _, h := range found.Half {
		d.say("Half done", "%s: adwalk journal --finish %s completes it, --undo %s undoes it", h.Title, h.ID, h.ID)
		for _, c := range h.Left {
			d.say("  Not made", "%s %s on %s", c.Op, screen.MarkedText(c.Value), c.Account)
		}
	}
}
