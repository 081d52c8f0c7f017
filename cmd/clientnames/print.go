package clientnames

import (
	"fmt"
	"io"
	"strings"

	"adwalk/diag/names"
	"adwalk/ui/safetext"
)

func printNames(w io.Writer, a names.Answer) {
	out := func(format string, args ...any) { fmt.Fprintln(w, safetext.Printable(fmt.Sprintf(format, args...))) }
	out("%s", a.Target.String())
	out("  %s", dnsText(a.DNS))
	out("  %s", a.Sentence)
	for _, n := range a.Notes {
		out("? %s", n)
	}
	for _, group := range sameNames(a.Clients) {
		out("")
		for i, n := range group[0].Names {
			then := ""
			if i > 0 {
				then = "then "
			}
			out("%s%s  %s", then, n.SPN, n.Why)
			if o, ok := a.Owners[strings.ToLower(n.SPN)]; ok {
				out("  %s", o.Text)
			}
			if t, ok := a.Tickets[strings.ToLower(n.SPN)]; ok {
				out("  %s", t)
			}
		}
		for _, c := range group {
			rule := c.Rule + "; " + c.Source
			if c.Unverified {
				rule += "; not tried against the client"
			}
			out("  - %s: %s", c.Client, rule)
		}
	}
}

// sameNames puts clients together that ask for the same names.
func sameNames(clients []names.Client) [][]names.Client {
	var out [][]names.Client
	at := map[string]int{}
	for _, c := range clients {
		key := ""
		for _, n := range c.Names {
			key += strings.ToLower(n.SPN) + " "
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

func dnsText(d names.DNS) string {
	switch {
	case d.Problem != "":
		return "DNS: " + d.Name + " could not be looked up: " + d.Problem
	case len(d.Addresses) == 0:
		return "DNS: " + d.Name + " does not exist"
	}
	text := "DNS: " + d.Name
	if d.Canonical != "" {
		text += ", CNAME " + d.Canonical
	}
	for _, a := range d.Addresses {
		text += ", " + a
		switch r, asked := d.Reverse[a]; {
		case r != "":
			text += " (reverse " + r + ")"
		case asked:
			text += " (no reverse name)"
		}
	}
	return text
}
