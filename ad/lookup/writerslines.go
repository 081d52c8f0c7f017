package lookup

import (
	"fmt"
	"strings"
)

// Lines is the list for a person. The number is the entry's place in the access list,
// which is the order in which entries are looked at.
func (w Writers) Lines() []string {
	out := []string{w.DN, "Who may write " + w.Attribute + ", in the order of the permissions:"}
	if w.Everybody {
		out = append(out, "  everybody: the object has no access list")
	}
	for _, e := range w.List {
		out = append(out, "  "+e.Line())
	}
	if len(w.List) == 0 && !w.Everybody {
		out = append(out, "  no entry allows it")
	}
	out = append(out, "Owner: "+w.Owner+".")
	if w.AdminSD {
		out = append(out, "adminCount is set: these permissions are those of AdminSDHolder, and come back within the hour when they are changed here.")
	} else if w.Protected {
		out = append(out, "The object inherits no permissions from above.")
	}
	switch as := or(w.As, "this login"); w.You {
	case "yes":
		out = append(out, "You ("+as+") may write it, says the domain controller.")
	case "no":
		out = append(out, "You ("+as+") may not write it directly, says the domain controller.")
	default:
		out = append(out, "Whether you ("+as+") may write it the domain controller does not say.")
	}
	if w.Note != "" {
		out = append(out, "Note: "+w.Note)
	}
	return append(out, "Members of a group are not listed; one who is also in a group that is denied above is denied. Administrators can take ownership without any entry.")
}

// Line is one entry for a person.
func (e Writer) Line() string {
	place, verb := fmt.Sprintf("%3d", e.Entry), "allow"
	if e.Deny {
		verb = "deny "
	}
	if e.Entry == 0 {
		place, verb = "  -", "allow"
	}
	who := e.Name
	if e.Kind != "" {
		who += " (" + e.Kind + ")"
	}
	out := place + " " + verb + " " + who + ": " + e.How
	var notes []string
	if e.Indirect && !e.Deny {
		notes = append(notes, "could grant themselves the write")
	}
	if e.Condition {
		notes = append(notes, "under a condition that is not evaluated here")
	}
	if e.Overruled > 0 {
		notes = append(notes, fmt.Sprintf("no effect: entry %d denies it before", e.Overruled))
	}
	if e.From != "" {
		notes = append(notes, "inherited from "+e.From)
	}
	if len(notes) > 0 {
		out += "; " + strings.Join(notes, "; ")
	}
	return out
}
