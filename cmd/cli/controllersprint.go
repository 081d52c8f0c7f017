package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ui/safetext"
)

func printControllers(s *Session, a controllersAnswer) {
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
			out("%-32s %-20s %9s %6.1f ms %10d", name, c.Site, signed(time.Duration(c.OffsetMS)*time.Millisecond), c.RTTMS, c.HighestUSN)
		}
	}
	if a.Attribute != "" {
		printValues(s, a)
	}
	out("")
	out("%s %s   %s", glyph(a.Verdict), a.Verdict, a.Why)
}

func signed(d time.Duration) string {
	if d >= 0 {
		return "+" + d.String()
	}
	return d.String()
}

// printValues writes each value once, with who has it and who has not.
func printValues(s *Session, a controllersAnswer) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	var values []string
	asked := 0
	for _, c := range a.Controllers {
		if !c.Asked || c.Problem != nil {
			continue
		}
		asked++
		for _, v := range c.Values {
			if !containsFold(values, v) {
				values = append(values, v)
			}
		}
	}
	slices.Sort(values)
	out("")
	for _, v := range values {
		var has, not []string
		for _, c := range a.Controllers {
			switch {
			case !c.Asked || c.Problem != nil:
			case containsFold(c.Values, v):
				has = append(has, c.Host)
			default:
				not = append(not, c.Host)
			}
		}
		if len(has) == asked {
			out("  %-48s on all", v)
		} else {
			out("✗ %-48s on %s, not on %s", v, strings.Join(has, ", "), strings.Join(not, ", "))
		}
	}
	for _, c := range a.Controllers {
		if !c.Asked || c.Problem != nil {
			continue
		}
		stale := ""
		if c.Stale {
			stale = "  ← behind"
		}
		switch {
		case !c.Present:
			out("  %s: the object is not there%s", c.Host, stale)
		case c.Changed == nil:
			out("  %s: nobody says who wrote it%s", c.Host, stale)
		default:
			out("  %s: version %d, written %s at %s (USN %d)%s", c.Host, c.Changed.Version, c.Changed.At.Local().Format("2006-01-02 15:04:05"), writer(c.Changed.Origin), c.Changed.OriginUSN, stale)
		}
	}
}

// writer shortens the DN of NTDS settings to the server's name.
func writer(origin string) string {
	parts := ad.SplitDN(origin)
	if len(parts) > 1 && strings.EqualFold(parts[0], "CN=NTDS Settings") {
		_, name, _ := strings.Cut(parts[1], "=")
		return name
	}
	return origin
}
