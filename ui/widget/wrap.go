package widget

import (
	"strings"
	"unicode/utf8"

	"adwalk/ui/safetext"
	"adwalk/ui/theme"
)

// Wrap breaks a text at spaces into lines of at most w cells. Lines after the
// first are indented; a word that is too long is broken.
func Wrap(role theme.Role, text string, w, indent int) []Line {
	var out []Line
	for _, t := range wrapText(safetext.Printable(text), w, indent) {
		out = append(out, Text(role, t))
	}
	return out
}

// Paragraphs wraps every line of a text, keeping each line's own indent.
func Paragraphs(role theme.Role, text string, w int) []Line {
	var out []Line
	for _, l := range safetext.Lines(text, 0) {
		indent := len(l) - len(strings.TrimLeft(l, " "))
		if rest := strings.TrimLeft(l, " "); strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") {
			indent += 2
		}
		out = append(out, Wrap(role, l, w, min(indent, w/2))...)
	}
	return out
}

// Hang wraps a text behind a lead, under which the further lines are indented.
func Hang(lead []Span, role theme.Role, text string, w int) []Line {
	lw := Line{Spans: lead}.Width()
	body := wrapText(safetext.Printable(text), max(8, w-lw), 0)
	var out []Line
	for i, t := range body {
		if i == 0 {
			out = append(out, Line{Spans: append(append([]Span{}, lead...), S(role, t))})
			continue
		}
		out = append(out, Of(S(theme.Plain, strings.Repeat(" ", lw)), S(role, t)))
	}
	return out
}

func wrapText(text string, w, indent int) []string {
	w = max(w, 4)
	if safetext.Width(text) <= w {
		return []string{strings.TrimRight(text, " ")} // its own spacing stays
	}
	indent = min(indent, w-4)
	var out []string
	line, used := "", 0
	pad := strings.Repeat(" ", max(0, indent))
	start := len(text) - len(strings.TrimLeft(text, " "))
	line, used = text[:min(start, w-4)], min(start, w-4)
	empty := true
	rest := text[start:]
	for rest != "" {
		blanks := len(rest) - len(strings.TrimLeft(rest, " "))
		rest = rest[blanks:]
		word, _, _ := strings.Cut(rest, " ")
		if rest = rest[len(word):]; word == "" {
			break
		}
		for {
			ww := widthUpTo(word, w)
			gap := max(1, blanks) // its own spacing stays within a line
			if empty {
				gap = 0
			}
			if used+gap+ww <= w {
				line += strings.Repeat(" ", gap) + word
				used += gap + ww
				empty = false
				break
			}
			if !empty {
				out = append(out, line)
				line, used, empty = pad, len(pad), true
				continue
			}
			head, tail := split(word, w-used)
			out = append(out, line+head)
			line, used, empty = pad, len(pad), true
			word = tail
			if word == "" {
				break
			}
		}
	}
	if !empty || len(out) == 0 {
		out = append(out, line)
	}
	return out
}

// widthUpTo is the width of a text of at most w cells, and more than w of a longer one:
// a word as long as a file is cut row by row, and measured whole only once.
func widthUpTo(text string, w int) int {
	for n := 32 * (w + 1); n < len(text); n *= 8 { // few texts take more bytes than that
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n++
		}
		if got := safetext.Width(text[:n]); got > w {
			return got
		}
	}
	return safetext.Width(text)
}

// split cuts a word after at most w cells, always taking something: behind a comma, a
// slash or a backslash of a DN or a path where one is in the second half.
func split(word string, w int) (head, tail string) {
	used, joint := 0, 0
	for i, r := range word {
		rw := safetext.Width(string(r))
		if i > 0 && used+rw > w {
			if joint > 0 {
				i = joint
			}
			return word[:i], word[i:]
		}
		if used += rw; strings.ContainsRune(`,/\`, r) && used > w/2 {
			joint = i + 1
		}
	}
	return word, ""
}
