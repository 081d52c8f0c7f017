package controllers

import (
	"fmt"
	"strings"
	"time"

	"adwalk/cmd/app"
	"adwalk/diag/checks"
	"adwalk/ui/safetext"
)

func printControllers(s *app.Session, a checks.Controllers) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	if a.Attribute != "" {
		out("%s of %s", a.Attribute, a.DN)
	}
	out("%-32s %-20s %9s %9s %10s", "controller", "site", "clock", "answer", "USN")
	for _, c := range a.Controllers {
		name := c.Host
		if c.ReadOnly {
			name += " (read-only)"
		}
		switch {
		case !c.Asked:
			out("%-32s %-20s of %s, not asked", name, c.Site, c.Domain)
		case c.Problem != nil:
			out("%-32s %-20s ? %s", name, c.Site, c.Problem.Error())
		default:
			out("%-32s %-20s %9s %6.1f ms %10d", name, c.Site, signed(c.Offset()), c.RTTMS, c.HighestUSN)
		}
		if c.KDC != nil {
			out("  ? %s", c.KDC.Error())
		}
	}
	if a.Attribute != "" {
		printValues(s, a)
	}
	out("")
	out("%s %s   %s", app.Glyph(a.Verdict), a.Verdict, a.Why)
}

func signed(d time.Duration) string {
	if d >= 0 {
		return "+" + d.String()
	}
	return d.String()
}

// printValues writes each value once, with who has it and who has not.
func printValues(s *app.Session, a checks.Controllers) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	out("")
	for _, v := range a.Spread() {
		if len(v.Without) == 0 {
			out("  %-48s on all", v.Value)
		} else {
			out("✗ %-48s on %s, not on %s", v.Value, strings.Join(v.Has, ", "), strings.Join(v.Without, ", "))
		}
	}
	for _, c := range a.Controllers {
		if !c.Answered() {
			continue
		}
		stale := ""
		if c.Stale {
			stale = "  ← behind"
		}
		out("  %s: %s%s", c.Host, c.Written(), stale)
	}
}
