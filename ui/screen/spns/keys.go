package spns

import (
	"strings"

	"adwalk/diag"
	"adwalk/ui/screen"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// Title is the crumb.
func (s *Screen) Title() string {
	switch {
	case s.dupes:
		return "SPNs › duplicates"
	case s.last != "":
		return "SPNs › " + s.last
	}
	return "SPNs"
}

// Aside counts.
func (s *Screen) Aside() widget.Line {
	if !s.asked {
		return widget.Line{}
	}
	if s.problem != nil && len(s.rows) == 0 {
		return widget.Text(theme.Doubt, "not known")
	}
	return widget.Text(theme.Frame, screen.Count(len(s.rows), "row"))
}

// Bindings is the key table.
func (s *Screen) Bindings() []screen.Binding {
	none, noDir := "", ""
	if len(s.rows) == 0 {
		none = "there is no row to act on"
	}
	if s.world.Access.Directory == nil {
		noDir = "no domain controller is connected"
	}
	table := []screen.Binding{
		{Keys: []string{"s"}, Intent: doSearch, Help: "search", Long: "type an SPN or a part of one; * is a wildcard", Effect: screen.Ask, Why: noDir},
		{Keys: []string{"D"}, Intent: doDupes, Help: "duplicates", Long: "read every SPN of the forest and list those with more than one owner", Effect: screen.Ask, Why: noDir},
		{Keys: []string{"enter"}, Intent: doOpen, Help: "its account", Long: "open the account in the object browser", Why: none},
		{Keys: []string{"t"}, Intent: doTicket, Help: "ticket", Long: "ask the KDC for a ticket for this SPN", Effect: screen.Ask, Why: none},
		{Keys: []string{"r"}, Intent: doAgain, Help: "ask again", Effect: screen.Ask, Why: noDir},
		{Keys: []string{"y"}, Intent: doCopy, Help: "copy", Long: "copy the rows", Why: none},
	}
	if len(s.rows) == 0 {
		table[0].Keys = []string{"/", "s"} // there is no list to filter
	} else {
		table = append(table, s.sift().Bindings()...)
	}
	spn, dn := s.under()
	return append(table, s.edit.Bindings(spn, dn)...)
}

// Handle does what a key means.
func (s *Screen) Handle(i screen.Intent) screen.Action {
	spn, dn := s.under()
	if a, ok := s.edit.Handle(i, spn, dn); ok {
		return a
	}
	if s.sift().Handle(i) {
		return nil
	}
	switch i {
	case doSearch:
		s.typing = true
		s.field.Set("")
	case doDupes:
		return s.duplicates()
	case doAgain:
		if s.dupes {
			return s.duplicates()
		}
		return s.search()
	case doOpen, doTicket:
		switch {
		case spn == "" && dn == "": // a filter leaves no row
			return nil
		case i == doOpen:
			return screen.ToNamed{Name: "objects", Arg: dn}
		}
		return screen.ToNamed{Name: "tickets", Arg: spn}
	case doCopy:
		var b strings.Builder
		for _, i := range s.table.Order() {
			r := s.rows[i]
			b.WriteString(strings.TrimRight(r.spn+"\t"+r.account.Label()+"\t"+string(r.verdict), "\t") + "\n")
		}
		return screen.Copy{What: "the rows", Text: b.String()}
	}
	return nil
}

// under is the SPN and its account under the cursor.
func (s *Screen) under() (spn, dn string) {
	if i := s.table.At(); i >= 0 && i < len(s.rows) {
		return s.rows[i].spn, s.rows[i].account.DN
	}
	return "", ""
}

// Table is the rows as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, i := range s.table.Order() {
		r := s.rows[i]
		rows = append(rows, []string{r.spn, r.account.Label(), r.account.Kind(), string(r.verdict), r.account.DN})
	}
	return []string{"spn", "account", "kind", "verdict", "dn"}, rows
}

// Place lets a later session search for the same.
func (s *Screen) Place() screen.Place { return screen.Place{Name: "spns", Arg: s.last} }

// Return needs nothing: the pattern is the screen's argument.
func (s *Screen) Return(screen.Place) {}

// Typing says whether the search field has the focus.
func (s *Screen) Typing() bool { return s.typing || s.sifts.Typing() }

// Hints is the footer while the field has the focus.
func (s *Screen) Hints() []string {
	if s.sifts.Typing() {
		return s.sifts.Hints()
	}
	return []string{"enter", "search", "esc", "cancel", "ctrl+u", "clear"}
}

// Type takes a key for the search field.
func (s *Screen) Type(k widget.Key) (screen.Action, bool) {
	if s.sifts.Typing() {
		return nil, s.sift().Type(k)
	}
	if k.Name == "/" && s.field.Value() == "" {
		return nil, true // the key that opens the field; no SPN begins with it
	}
	switch k.Name {
	case "enter":
		if strings.TrimSpace(s.field.Value()) == "" {
			return screen.Note{Status: diag.Manual, Text: "type an SPN, or a part of one"}, true
		}
		return s.search(), true
	case "esc":
		s.typing = false
		return nil, s.asked // with nothing found yet, esc leaves the screen
	case "down", "tab":
		s.typing = false
		return nil, true
	}
	return nil, s.field.Type(k)
}

// Move moves the cursor.
func (s *Screen) Move(key string) bool { return s.table.Move(key, s.height) }

// sift filters and sorts the rows.
func (s *Screen) sift() *screen.Sift {
	s.sifts.Table = &s.table
	return &s.sifts
}

// Leave removes the filter before esc leaves the screen.
func (s *Screen) Leave() bool { return s.sift().Leave() }

// coverage says where was searched, and whether more is there than is listed.
func (s *Screen) coverage(w int) []widget.Line {
	text := "in the domain only"
	if s.cov.Forest {
		text = "in the whole forest"
	}
	if s.cov.Source.Name != "" {
		text += ", from " + s.cov.Source.String()
	}
	for _, more := range []string{s.note, s.cov.Note} {
		if more != "" {
			text += "; " + more
		}
	}
	out := widget.Wrap(theme.Dim, " "+text, w-1, 1)
	if s.cov.Truncated {
		out = append(out, widget.Text(theme.Warn, " ! a limit cut the answer short: there is more than is listed"))
	}
	return out
}

// Preface is what stands above the table: what was searched for, and where.
func (s *Screen) Preface() []string {
	what := "searched for " + s.last
	if s.dupes {
		what = "SPNs with more than one owner"
	}
	return append([]string{what}, screen.Texts(s.coverage(screen.Unwrapped))...)
}

// View draws the field, what was covered, and the rows.
func (s *Screen) View(w, h int) []widget.Line {
	out := []widget.Line{s.field.View(" SPN › ", "http/mail*, outlook, */cas1.contoso.lab", s.typing, w)}
	out = append(out, screen.ProblemLines(s.problem, w)...)
	if s.asked && s.problem == nil {
		out = append(out, s.coverage(w)...)
		if len(s.rows) == 0 {
			text := " No account in the forest has an SPN like " + s.last + "."
			if s.dupes {
				text = " ✓ No SPN has more than one owner."
			}
			out = append(out, widget.Line{}, widget.Text(theme.Plain, text))
		}
	}
	if !s.asked && s.problem == nil {
		text := " s searches for an SPN or a part of one; D looks for duplicates."
		if s.typing { // a D would be part of the SPN
			text = " Type an SPN or a part of one and press enter. For duplicates: esc, then D."
		}
		out = append(out, widget.Line{}, widget.Text(theme.Dim, text))
	}
	if len(s.rows) > 0 {
		out = append(out, s.sift().View(w)...)
		s.height = max(1, h-len(out)-1)
		out = append(out, s.table.View(w, h-len(out))...)
	}
	return out
}
