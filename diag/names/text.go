package names

import (
	"fmt"
	"strings"
)

// Lines are the answer as text. What they quote is foreign and not made printable.
func (a Answer) Lines() []string {
	var lines []string
	out := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	out("%s", a.Target.String())
	out("  %s", a.DNS.Text())
	for _, l := range BrowserLines(a.Browser) {
		out("  %s", l)
	}
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
			out("  - %s: %s", c.Client, c.Because())
		}
	}
	return lines
}

// Because is the client's rule, where it stands, and whether it was tried.
func (c Client) Because() string {
	text := c.Rule + "; " + c.Source
	if c.Unverified {
		text += "; not tried against the client"
	}
	return text
}

// sameNames puts clients together that ask for the same
func sameNames(clients []Client) [][]Client {
	var out [][]Client
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

// Text says what DNS answered, in one line.
func (d DNS) Text() string {
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
