package checks

import (
	"fmt"
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ldapClients reports the clients with one problem that exported events name. The
// summaries are of these ids; how many binds one of them counts is what counted says.
func ldapClients(r *diag.Reader, o *diag.Out, problem string, verdict diag.Verdict, ids []int, counted func(facts.LDAPCount) int) {
	f, ok := facts.LDAPClients.Get(r, "")
	switch {
	case !ok:
		return
	case !f.Known():
		o.Unknown("LDAP clients", f.Problem)
		return
	}
	named := map[string]bool{}
	for _, row := range f.Value.Rows {
		if row.Problem != problem {
			continue
		}
		named[row.Server] = true
		text := fmt.Sprintf("%s from %s as %s", diag.Count(row.Count, "bind"), row.Host, orNone(row.User))
		if row.Server != "" {
			text += " at " + row.Server
		}
		if !row.Last.IsZero() {
			text += ", last " + day(row.Last)
		}
		o.Hit(row.Subject(), verdict, map[string]string{"count": fmt.Sprint(row.Count), "host": row.Host, "user": orNone(row.User)}, diag.Seen(f.Source, "%s", text))
	}
	open := false
	for _, c := range f.Value.Counted {
		n := counted(c)
		if !slices.Contains(ids, c.Event) || n == 0 || named[c.Server] {
			continue
		}
		open = true
		o.Unknown(orNone(c.Server), &ad.Problem{Kind: ad.ProblemNotAsked, What: "which clients do this at " + orNone(c.Server) + " is not known", Why: fmt.Sprintf("event %d counts %s and names none of them", c.Event, diag.Count(n, "bind")),
			Do: `set "16 LDAP Interface Events" to 2 there, wait a day and export events 2889, 3039, 3074 and 3075`}, diag.Seen(f.Source, "event %d of %s", c.Event, orNone(c.Server)))
	}
	switch {
	case len(named) > 0 || open:
	case f.Value.More > 0:
		o.Unknown("LDAP clients", &ad.Problem{Kind: ad.ProblemNotAsked, What: "some clients were not counted", Why: fmt.Sprintf("the export names more than %d", len(f.Value.Rows)), Do: "export a shorter time"})
	case f.Value.Events > 0:
		o.Pass("LDAP clients", "", f.Proof(), diag.Seen(f.Source, "none in %s", diag.Count(f.Value.Events, "event")))
	}
}
