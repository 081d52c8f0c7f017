package controllers

import (
	"fmt"
	"strings"

	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// fill makes the table of all domain controllers.
func (s *Screen) fill() {
	s.table.Hide = true
	s.table.Columns = []widget.Column{{Title: "Domain controller", Flex: 1, Min: 16}, {Title: "Site", Max: 24}, {Title: "Clock", Right: true},
		{Title: "Answer", Right: true}, {Title: "USN", Right: true}, {Title: "GC"}}
	s.table.Rows = nil
	for _, c := range s.all.Controllers {
		s.table.Rows = append(s.table.Rows, row(c))
	}
}

// sift filters and sorts the domain controllers.
func (s *Screen) sift() *screen.Sift {
	s.sifts.Table = &s.table
	return &s.sifts
}

// Typing says whether the filter is being typed.
func (s *Screen) Typing() bool { return s.sifts.Typing() }

// Hints is the footer meanwhile.
func (s *Screen) Hints() []string { return s.sifts.Hints() }

// Type takes a key for the filter.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) { return nil, s.sift().Type(k) }

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool { return s.sift().Leave() }

// Preface is the verdict, what every controller has of the account, and the facts of the
// one in use.
func (s *Screen) Preface() []string {
	var out []string
	if s.heard {
		m := theme.Verdict(s.all.Verdict)
		out = append(out, m.Glyph+" "+m.Word+"  "+s.all.Why)
		if s.all.Attribute != "" {
			out = append(append(out, s.all.Attribute+" of "+s.all.DN), screen.Texts(values(s.all, screen.Unwrapped))...)
		}
	}
	for _, f := range s.facts() {
		out = append(out, f[0]+": "+f[1])
	}
	return out
}

// Table is the domain controllers as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, i := range s.table.Order() {
		c := s.all.Controllers[i]
		gc, readOnly, clock, ms, usn, why := "no", "no", "", "", "", ""
		if c.GC {
			gc = "yes"
		}
		if c.ReadOnly {
			readOnly = "yes"
		}
		switch {
		case c.Problem != nil:
			why = c.Problem.Error()
		case !c.Asked:
			why = "not asked"
		default:
			clock, ms, usn = signed(c.Offset()), fmt.Sprintf("%.1f", c.RTTMS), fmt.Sprint(c.HighestUSN)
		}
		rows = append(rows, []string{c.Host, c.Site, gc, readOnly, clock, ms, usn, strings.TrimSpace(why)})
	}
	return []string{"controller", "site", "gc", "read_only", "clock", "ms", "usn", "not_known"}, rows
}
