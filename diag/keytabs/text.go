package keytabs

import (
	"cmp"
	"fmt"
)

// Lines are the answers as text: the verdict on each service and the entries, or the
// entries only. What they quote is foreign and not made printable.
func Lines(answers []Answer, entriesOnly bool) []string {
	var lines []string
	out := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for i, a := range answers {
		if i > 0 {
			out("")
		}
		if !entriesOnly {
			a.verdict(out)
		}
		if i == 0 {
			out("%s  %s %s, version %d", a.File, a.Mode, a.Owner, a.Version)
			if a.Deleted > 0 {
				out("  %d deleted slots", a.Deleted)
			}
		}
		for _, e := range a.Entries {
			out("  %s %3d  %-24s %s", e.Mark(), e.KVNO, e.EType, e.Principal)
		}
		if a.Login != nil {
			lines = append(lines, a.Login.Lines()...)
		}
	}
	return lines
}

// Mark is ✓ for a key that decrypts the fresh ticket, ✗ for one that does not, a blank
// for one that was not tried.
func (e Entry) Mark() string {
	switch {
	case e.Fits:
		return "✓"
	case e.Tried:
		return "✗"
	}
	return " "
}

func (a Answer) verdict(out func(string, ...any)) {
	switch {
	case a.Finding != nil:
		out("✗ %s  [%s]", a.Service, a.Finding.Code)
		out("  %s", a.Finding.What)
		out("  do     %s", a.Finding.Do)
	case a.Proved:
		out("✓ %s: a key of the keytab decrypts a fresh ticket", a.Service)
	default:
		out("? %s: not known", cmp.Or(a.Service, a.File))
		out("  why    %s", a.Unknown)
	}
	for _, n := range a.Notes {
		out("  note   %s", n)
	}
	if a.Ticket != nil {
		out("  ticket %s, kvno %d", a.Ticket.EType, a.Ticket.KVNO)
	}
	if a.Account != nil {
		out("  owner  %s (%s)", a.Account.DN, a.Account.Kind())
	} else if a.NoOwners != "" {
		out("  owner  not known: %s", a.NoOwners)
	}
	if a.SaltKnown {
		out("  salt   %s", a.Salt)
	}
	for _, r := range a.Recipes {
		out("  make   %s: %s", r.Tool, r.Command)
		out("         %s", r.Note)
	}
}
