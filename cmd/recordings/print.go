package recordings

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag/timeline"
	"adwalk/ui/safetext"
)

// shownEvents is how many events are printed without --all.
const shownEvents = 100

// printRecording prints findings first, then the timeline.
func printRecording(w io.Writer, a timeline.Answer, all bool) {
	out := func(format string, args ...any) { fmt.Fprintln(w, safetext.Printable(fmt.Sprintf(format, args...))) }
	if a.Capture != nil {
		out("%s: %s, %d packets, %d messages of logins", a.File, a.Source, a.Capture.Packets, a.Capture.Messages)
	} else {
		out("%s: %s, %d events", a.File, a.Source, len(a.Events)+a.More)
	}
	switch {
	case len(a.Findings) > 0:
	case a.Judged():
		out("✓ nothing wrong was recorded")
	default:
		out("? nothing was recorded that could be judged")
	}
	for _, f := range a.Findings {
		printRecorded(out, f)
	}
	for _, o := range a.Owners {
		out("  %s: %s", o.SPN, o.Text)
	}
	for _, n := range a.Notes {
		out("? %s", n)
	}
	if len(a.Events) == 0 {
		return
	}
	out("")
	shown := a.Events
	if !all && len(shown) > shownEvents {
		shown = firstEvents(shown)
	}
	for _, e := range shown {
		mark, at, who := " ", "", e.From
		if e.Problem {
			mark = "✗"
		}
		if !e.At.IsZero() {
			at = e.At.UTC().Format("15:04:05.000")
		}
		if e.To != "" {
			who = strings.TrimSpace(who + " → " + e.To)
		}
		out("%s %-12s %-11s %s", mark, at, e.Where, strings.TrimSpace(who+"  "+e.Text))
	}
	if more := len(a.Events) + a.More - len(shown); more > 0 {
		out("  %d more events; --all prints them", more)
	}
}

// firstEvents keeps problems and what stands right before them.
func firstEvents(list []timeline.Event) []timeline.Event {
	keep := make([]bool, len(list))
	n := 0
	for i := range list {
		if !list[i].Problem {
			continue
		}
		for j := max(0, i-2); j <= i && n < shownEvents; j++ {
			if !keep[j] {
				keep[j] = true
				n++
			}
		}
	}
	var out []timeline.Event
	for i, e := range list {
		if keep[i] || n < shownEvents {
			if !keep[i] {
				n++
			}
			out = append(out, e)
		}
	}
	return out
}

func printRecorded(out func(string, ...any), f timeline.Finding) {
	times := ""
	if f.Count > 1 {
		times = fmt.Sprintf(", %d times", f.Count)
	}
	out("✗ %s  [%s]", f.Title+title(f), f.Code)
	out("  %s (%s%s)", f.What, f.First, times)
	for i, c := range f.Causes {
		if i < 3 {
			out("  cause  %s", c)
		}
	}
	for i, c := range f.Next {
		if i < 3 {
			out("  check  %s", c)
		}
	}
	if f.Guide != "" {
		line := "adwalk walk " + f.Guide
		for k, v := range f.Inputs {
			line += " --set " + ad.ShellQuote(k+"="+v)
		}
		out("  guide  %s", line)
	}
}

func title(f timeline.Finding) string {
	switch {
	case f.Title == "":
		return f.Subject
	case f.Subject == "":
		return ""
	}
	return ": " + f.Subject
}

// LookUpOwners finds the owners of the SPNs that were asked for. The error says why
// none is known.
func LookUpOwners(ctx context.Context, s *app.Session, answers []timeline.Answer) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	var spns []string
	for _, a := range answers {
		for _, spn := range a.SPNs {
			if !slices.Contains(spns, spn) {
				spns = append(spns, spn)
			}
		}
	}
	aliases, err := lookup.HostAliases(ctx, dir)
	if err != nil {
		return err
	}
	known := map[string]lookup.SPNOwners{}
	for _, spn := range spns[:min(len(spns), maxLookedUp)] {
		set, err := lookup.OwnersUnder(ctx, dir, spn, aliases)
		if err != nil {
			return err
		}
		known[spn] = lookup.DescribeOwners(spn, set)
	}
	for i := range answers {
		for _, spn := range answers[i].SPNs {
			o, ok := known[spn]
			if !ok {
				o = lookup.SPNOwners{SPN: spn, Owners: []string{}, Text: "not looked up: there are more SPNs than are looked up in one run"}
			}
			answers[i].Owners = append(answers[i].Owners, o)
		}
	}
	return nil
}

// maxLookedUp bounds the searches of one run.
const maxLookedUp = 200
