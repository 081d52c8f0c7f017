package directory

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

// searchCommand renders a query as the command an operator would type for it.
func searchCommand(a address, protection string, kerberos bool, as string, q ad.Query, page int) string {
	var b strings.Builder
	b.WriteString("ldapsearch -LLL" + login(a, protection, kerberos, as))
	fmt.Fprintf(&b, " -b %s -s %s", quote(q.Base), [...]string{"base", "one", "sub"}[q.Scope])
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

// Log reports a command line where queries are reported.
func (c *Conn) Log(command string) { c.opt.Logf(command) }
