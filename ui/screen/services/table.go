package services

import (
	"cmp"
	"fmt"
	"strings"
)

// Preface is what was shown to the service, and who owns the SPN.
func (s *Screen) Preface() []string {
	if len(s.answers) == 0 {
		return nil
	}
	out := []string{"a ticket for " + s.answers[0].SPN + " was shown to " + s.target}
	switch {
	case s.note != "":
		out = append(out, "the owners are not known: "+s.note)
	case s.owners != nil:
		var names []string
		for _, a := range s.owners.Owners {
			names = append(names, a.Label()+" ("+a.DN+")")
		}
		out = append(out, "owners: "+cmp.Or(strings.Join(names, "; "), "none"))
	}
	return out
}

// Table is the addresses as columns.
func (s *Screen) Table() (head []string, rows [][]string) {
	for _, i := range s.table.Order() {
		if i >= len(s.answers) { // drawn before the last answer
			continue
		}
		a := s.answers[i]
		kvno := ""
		if a.Ticket != nil {
			kvno = fmt.Sprint(a.Ticket.KVNO)
		}
		rows = append(rows, []string{a.where(), a.SPN, string(a.Verdict), a.said(), a.Means, strings.Join(a.Do, "; "), kvno, fmt.Sprint(a.Elapsed.Milliseconds())})
	}
	return []string{"address", "spn", "verdict", "answer", "means", "do", "kvno", "ms"}, rows
}
