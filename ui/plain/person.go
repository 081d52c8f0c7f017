package plain

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// items are what the guide asks a person to look at.
func items(g guide.Guide) []guide.Item {
	var out []guide.Item
	for _, st := range g.Steps {
		if st.Kind == guide.Person {
			out = append(out, st.Items...)
		}
	}
	return out
}

// answered counts the items that a person has answered.
func answered(g guide.Guide, st walk.State) int {
	n := 0
	for _, it := range items(g) {
		if _, ok := st.Answers[it.ID]; ok {
			n++
		}
	}
	return n
}

// look asks about each item in turn and judges by the answers.
func (d *desk) look(p Parts, w *walk.Walk, g guide.Guide) error {
	all := items(g)
	for i, it := range all {
		d.say(fmt.Sprintf("Check %d of %d", i+1, len(all)), "%s", it.Title)
		for _, l := range [][2]string{{"  Where", it.Where}, {"  Run", it.Command}, {"  Expect", it.Expect}} {
			if l[1] != "" {
				d.say(l[0], "%s", l[1])
			}
		}
		n, err := d.choose("Is it so?", []string{"yes", "no", "not sure", "stop here"})
		if err != nil {
			return err
		}
		if n == 3 {
			break
		}
		var yes *bool
		if n < 2 {
			is := n == 0
			yes = &is
		}
		w.Say(it.ID, yes, ad.Source{Kind: "operator", At: p.Now().UTC()})
	}
	return d.judge(w, g)
}

// judge lets every step judge again, and says each result.
func (d *desk) judge(w *walk.Walk, g guide.Guide) error {
	st := w.Judge(d.hear(g))
	d.problem(st.Problem)
	return d.ctx.Err()
}

// decide asks a question of the plan: its candidates and what is known of them.
func (d *desk) decide(p Parts, w *walk.Walk, g guide.Guide, choices []fix.Choice) error {
	c := choices[0]
	if len(choices) > 1 {
		var titles []string
		for _, one := range choices {
			titles = append(titles, one.Question)
		}
		n, err := d.choose("Which question?", titles)
		if err != nil {
			return err
		}
		c = choices[n]
	}
	var rows []string
	for _, k := range c.Candidates {
		row := strings.Join(append([]string{k.Label}, k.Known...), ", ")
		if k.Proof != "" {
			row += "; proved: " + k.Proof
		}
		if k.Now {
			row += " (chosen now)"
		}
		rows = append(rows, row)
	}
	n, err := d.choose(c.Question, append(rows, "leave it open"))
	if err != nil {
		return err
	}
	value := ""
	if n < len(c.Candidates) {
		value = c.Candidates[n].Value
	}
	w.Decide(c.Subject, value, ad.Source{Kind: "operator", At: p.Now().UTC()})
	return d.judge(w, g)
}

// input asks which input to give, and takes one line, or for a paste lines up to
// a line with a single dot.
func (d *desk) input(p Parts, w *walk.Walk, g guide.Guide, st walk.State) error {
	var titles []string
	for _, in := range g.Inputs {
		title := in.Title
		switch v := st.Inputs[in.Key]; {
		case v.Value != "" && !in.Paste:
			title += ": " + strings.ReplaceAll(v.Value, "\n", ", ")
		case v.Value != "":
			title += ": pasted"
		default:
			title += ": not given"
		}
		titles = append(titles, title)
	}
	n, err := d.choose("Which input?", titles)
	if err != nil {
		return err
	}
	in := g.Inputs[n]
	sample := p.Access().Samples[g.ID][in.Key]
	how := in.Title + ". " + in.Help
	if in.Paste {
		how += " Paste it; end with a line that holds a single dot."
	}
	if sample != "" {
		how += " A line with = takes the lab's own."
	}
	d.say("Question", "%s", how)
	text, err := d.text(in.Paste, sample)
	if err != nil {
		return err
	}
	if err := w.Give(in.Key, text, ad.Source{Kind: "operator", At: p.Now().UTC()}); err != nil {
		d.problem(ad.AsProblem(err, ad.ProblemUsage, in.Title))
		return nil
	}
	d.say("Given", "%s", in.Title)
	return nil
}

// text reads an input: a line, or several; = stands for the sample.
func (d *desk) text(several bool, sample string) (string, error) {
	var lines []string
	for size := 0; ; {
		line, err := d.read()
		switch {
		case err != nil:
			return "", err
		case line == "=" && sample != "" && len(lines) == 0:
			return sample, nil
		case !several:
			return line, nil
		case line == ".":
			return strings.Join(lines, "\n"), nil
		}
		if size += len(line) + 1; size > maxText {
			d.say("Problem", "the paste is longer than 1 MB; the rest is left out")
			return strings.Join(lines, "\n"), nil
		}
		lines = append(lines, line)
	}
}
