package walk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/ui/safetext"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// tagged puts a finding's code, or the verdict of what is no finding, at the right end of its text, on the
// last row where they fit, else on a row of their own.
func tagged(body []widget.Line, l guide.Line, m theme.Mark, w int) []widget.Line {
	word := cmp.Or(l.Code, string(l.Verdict)) // one code everywhere: explain and :page answer it
	if word == "" {
		return body
	}
	if last := body[len(body)-1]; last.Width()+2+len(word) <= w {
		body[len(body)-1] = widget.Ends(last, widget.Text(m.Role, word), w)
		return body
	}
	return append(body, widget.Ends(widget.Line{}, widget.Text(m.Role, word), w))
}

func storyLine(l guide.Line, w int, brief, tight bool) []widget.Line {
	var out []widget.Line
	if brief && l.Status == diag.Pass {
		return []widget.Line{passed(l, w)}
	}
	if l.Status == "" && l.Verdict == "" && l.Copy == l.Text && l.Copy != "" {
		out = append(out, widget.Command(theme.Frame, "", l.Copy, w, widget.Continuation(l.Copy))...)
	} else if l.Status == "" && l.Verdict == "" {
		out = append(out, widget.Wrap(theme.Plain, l.Text, w, 0)...)
	} else if tight && oneRow(l) {
		return []widget.Line{passed(l, w)}
	} else {
		m := theme.Status(l.Status)
		if l.Verdict != "" && l.Status == "" {
			m = theme.Verdict(l.Verdict)
		}
		body := widget.Hang([]widget.Span{widget.S(m.Role, m.Glyph+" ")}, theme.Plain, l.Text, w)
		body = tagged(body, l, m, w)
		out = append(out, body...)
	}
	if brief && (l.Status != "" || l.Verdict != "") {
		if len(l.Detail) > 0 {
			detail := widget.Wrap(theme.Dim, "    "+l.Detail[0], w, 4)
			if len(detail) > 2 {
				detail = detail[:2]
				last := &detail[1].Spans[len(detail[1].Spans)-1]
				last.Text = safetext.Clip(last.Text, w-2) + " …"
			}
			out = append(out, detail...)
		}
		return out
	}
	for i, d := range l.Detail {
		if i == 2 && len(l.Detail) > 3 {
			out = append(out, widget.Text(theme.Dim, fmt.Sprintf("    … %d more, press enter", len(l.Detail)-i)))
			break
		}
		text, shell := commandIn(l, d)
		if text != "" {
			out = append(out, widget.Wrap(theme.Dim, "    "+text, w, 4)...)
		}
		if shell != "" {
			out = append(out, command(shell, w)...)
		}
	}
	if unsaid(l) {
		for i, c := range strings.Split(strings.TrimSpace(l.Copy), "\n") {
			if i == 3 {
				out = append(out, widget.Text(theme.Dim, "    …"))
				break
			}
			out = append(out, command(c, w)...)
		}
	}
	return out
}

// command is a command line below what it belongs to: a copy by mouse runs, too.
func command(text string, w int) []widget.Line {
	return widget.Command(theme.Frame, "    ", strings.TrimSpace(text), w, widget.Continuation(text))
}

// commandIn parts a detail from the line's command where it ends in that, as "on web1:
// klist" does: a command has rows of its own, broken only where its shell goes on.
func commandIn(l guide.Line, detail string) (text, command string) {
	if text, found := strings.CutSuffix(detail, l.Copy); found && l.Copy != "" && !strings.Contains(l.Copy, "\n") {
		return strings.TrimSpace(text), l.Copy
	}
	return detail, ""
}

// unsaid says whether a line has a command to copy that its text and its details
// do not show already.
func unsaid(l guide.Line) bool {
	said := func(text string) bool { return strings.HasSuffix(text, l.Copy) }
	return l.Copy != "" && !said(l.Text) && !slices.ContainsFunc(l.Detail, said)
}

// leastDetail is the room from which on a part of a detail says something.
const leastDetail = 12

// passed is one row for what is as it should be, among many others.
func passed(l guide.Line, w int) widget.Line {
	m := theme.Status(diag.Pass)
	line := widget.Of(widget.S(m.Role, m.Glyph+" "), widget.S(theme.Plain, l.Text))
	if room := w - line.Width() - len(l.Verdict) - 3; len(l.Detail) > 0 && room >= leastDetail {
		line = line.Add(widget.S(theme.Dim, "  "+l.Detail[0]))
	}
	return widget.Ends(line, widget.Text(m.Role, string(l.Verdict)), w)
}

// oneRow says whether what a line says may stand in one row.
func oneRow(l guide.Line) bool { return l.Status == diag.Pass && len(l.Detail) == 1 && !unsaid(l) }

// natural is how wide the text of a padded row is, with its word.
func natural(l widget.Line) int {
	n, blank := 0, 0
	for _, s := range l.Spans {
		if strings.TrimSpace(s.Text) == "" {
			blank = max(blank, safetext.Width(s.Text))
		}
		n += safetext.Width(safetext.Printable(s.Text))
	}
	return n - max(0, blank-1)
}
