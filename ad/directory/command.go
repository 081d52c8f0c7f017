package directory

import (
	"cmp"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/trace"
)

// scopes are the names of ad.Scope for ldapsearch.
var scopes = [...]string{"base", "one", "sub"}

// searchCommand renders a query as the command an operator would type for it.
func searchCommand(a address, protection string, kerberos bool, as string, q ad.Query, page int) string {
	var b strings.Builder
	b.WriteString("ldapsearch -LLL" + login(a, protection, kerberos, as))
	fmt.Fprintf(&b, " -b %s -s %s", quote(q.Base), scopes[q.Scope])
	if q.Limit > 0 {
		fmt.Fprintf(&b, " -z %d", q.Limit)
	}
	if page > 0 {
		fmt.Fprintf(&b, " -E pr=%d/noprompt", page)
	}
	filter := q.Filter
	if filter == "" {
		filter = "(objectClass=*)"
	}
	b.WriteString(" " + quote(filter))
	for _, attr := range q.Attributes {
		b.WriteString(" " + quote(attr))
	}
	return b.String()
}

// login renders where OpenLDAP's tools connect to and how they log in.
func login(a address, protection string, kerberos bool, as string) string {
	s := " -H " + a.url()
	if protection == "StartTLS" {
		s += " -ZZ"
	}
	switch {
	case kerberos:
		return s + " -Y GSSAPI"
	case as != "":
		return s + " -x -W -D " + quote(as)
	}
	return s + " -x"
}

// quote makes text safe to paste into a shell.
func quote(s string) string { return ad.ShellQuote(s) }

// Trace is where this connection's exchanges are recorded.
func (c *Conn) Trace() *trace.Log { return c.opt.Trace }

// asked is a query without where it goes to: filter, base, scope, attributes.
func asked(q ad.Query) string {
	if q.Base == "" && q.Scope == ad.ScopeBase {
		return "RootDSE"
	}
	return strings.Join(append([]string{cmp.Or(q.Filter, "(objectClass=*)"), "-b", q.Base, "-s", scopes[q.Scope]}, q.Attributes...), " ")
}

// searched begins the record of a search on a live session.
func (c *Conn) searched(s *session, q ad.Query, page int) *trace.Exchange {
	return c.opt.Trace.Begin(trace.Event{Protocol: trace.LDAP, Kind: trace.Search, Asked: asked(q), Server: s.address.String(), Protection: s.how(),
		Command: searchCommand(s.address, s.protection, c.opt.Credential != nil, s.as, q, page)})
}
