package names

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// All lists every SPN that any client asks for, in the order of the clients.
func All(clients []Client) []string {
	var out []string
	for _, c := range clients {
		for _, n := range c.Names {
			if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, n.SPN) }) {
				out = append(out, n.SPN)
			}
		}
	}
	return out
}

// Owner is what is known of an SPN's owner.
type Owner struct {
	Known  bool     `json:"known"` // the directory was asked and could answer
	Owners []string `json:"owners"`
	Text   string   `json:"text"`
}

// Sentence says whether clients ask for different SPNs, and which of those have an
// owner. Clients that need a setting for it are named only where all others ask for one
// SPN and they for another. owners is by SPN in small letters; it may be nil.
func Sentence(clients []Client, owners map[string]Owner) string {
	first := map[string]string{}   // SPN in small letters to the first client that asks for it first
	spelled := map[string]string{} // SPN in small letters to the SPN as that client writes it
	var order []string
	for _, c := range clients {
		if len(c.Names) == 0 || c.Setting {
			continue
		}
		s := strings.ToLower(c.Names[0].SPN)
		if first[s] == "" {
			first[s], spelled[s] = c.Client, c.Names[0].SPN
			order = append(order, s)
		}
	}
	if len(order) == 0 {
		return "No client asks for an SPN here."
	}
	if len(order) == 1 {
		return "All clients ask for the same SPN" + state(order[0], spelled[order[0]], owners) + "." + others(clients, order[0], owners)
	}
	ask := "asks"
	if name, _, _ := strings.Cut(first[order[0]], " ("); several.MatchString(name) {
		ask = "ask"
	}
	text := fmt.Sprintf("%s %s for %s", first[order[0]], ask, spelled[order[0]])
	for _, s := range order[1:] {
		text += fmt.Sprintf(", %s for %s", first[s], spelled[s])
	}
	have, without, unknown := 0, 0, 0
	for _, s := range order {
		switch o, ok := owners[s]; {
		case !ok || !o.Known:
			unknown++
		case len(o.Owners) > 0:
			have++
		default:
			without++
		}
	}
	switch {
	case unknown > 0:
		return text + ". Whether each has an owner is not known: the directory was not asked."
	case without == 0:
		return text + ". Each has an owner."
	case have == 0:
		return text + ". None has an owner."
	}
	return fmt.Sprintf("%s. Only %d of %d %s an owner.", text, have, len(order), hasHave(have))
}

// several matches the name of a row that stands for more than one client.
var several = regexp.MustCompile(` and |, |\b(?:clients|drivers|browsers|programs|tools)\b`)

// others names what clients with a setting ask for where all others ask for one SPN.
func others(clients []Client, usual string, owners map[string]Owner) string {
	seen := map[string]bool{usual: true}
	var out string
	for _, c := range clients {
		if len(c.Names) == 0 || !c.Setting || seen[strings.ToLower(c.Names[0].SPN)] {
			continue
		}
		s := c.Names[0].SPN
		seen[strings.ToLower(s)] = true
		out += " With a setting, " + c.Client + " may ask for" + strings.TrimPrefix(state(strings.ToLower(s), s, owners), ",") + "."
	}
	return out
}

func hasHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// state is the one SPN of all clients, as they write it, and what is known of its owner.
func state(spn, spelled string, owners map[string]Owner) string {
	o, ok := owners[spn]
	switch {
	case !ok || !o.Known:
		return ", " + spelled
	case len(o.Owners) == 0:
		return ", " + spelled + ", which has no owner"
	case len(o.Owners) == 1:
		return ", " + spelled + ", which has one owner"
	}
	return ", " + spelled + ", which is a duplicate"
}
