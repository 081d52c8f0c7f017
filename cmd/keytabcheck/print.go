package keytabcheck

import (
	"fmt"
	"io"

	"adwalk/diag/keytabs"
	"adwalk/ui/safetext"
)

// printKeytabAnswers prints the verdict on each service, then the entries.
func printKeytabAnswers(w io.Writer, answers []keytabs.Answer, list bool) {
	out := func(format string, args ...any) { fmt.Fprintln(w, safetext.Printable(fmt.Sprintf(format, args...))) }
	for i, a := range answers {
		if i > 0 {
			out("")
		}
		if !list {
			printKeytabVerdict(out, a)
		}
		if i == 0 {
			out("%s  %s %s, version %d", a.File, a.Mode, a.Owner, a.Version)
			if a.Deleted > 0 {
				out("  %d deleted slots", a.Deleted)
			}
		}
		for _, e := range a.Entries {
			out("  %s %3d  %-24s %s", fitMark(e), e.KVNO, e.EType, e.Principal)
		}
	}
}

func fitMark(e keytabs.Entry) string {
	switch {
	case e.Fits:
		return "✓"
	case e.Tried:
		return "✗"
	}
	return " "
}

func printKeytabVerdict(out func(string, ...any), a keytabs.Answer) {
	switch {
	case a.Finding != nil:
		out("✗ %s  [%s]", a.Service, a.Finding.Code)
		out("  %s", a.Finding.What)
		out("  do     %s", a.Finding.Do)
	case a.Proved:
		out("✓ %s: a key of the keytab decrypts a fresh ticket", a.Service)
	default:
		out("? %s: not known", a.Service)
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
