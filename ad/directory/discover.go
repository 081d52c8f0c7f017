package directory

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sort"
	"strconv"
	"strings"

	"adwalk/ad"
)

const ldapPort = 389

// Server is a domain controller that DNS names.
type Server struct {
	Host     string // without a trailing dot
	Port     int
	Priority int
	Weight   int
}

// String renders host:port.
func (s Server) String() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Discover lists the domain controllers of a realm from the SRV records that
// they register (MS-ADTS 6.3.2.3), lowest priority first and, within one
// priority, in the order the resolver drew by weight (RFC 2782). Where these
// are missing the KDCs are taken, which are domain controllers too. When there
// are none either the error names what was asked for.
func Discover(ctx context.Context, realm string, r Resolver) ([]Server, error) {
	if r == nil {
		r = net.DefaultResolver
	}
	domain := strings.ToLower(strings.Trim(realm, ". "))
	if domain == "" {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "no domain controller can be looked up", Why: "no realm is known",
			Do: "name the realm or a server"}
	}
	_, records, err := r.LookupSRV(ctx, "ldap", "tcp", "dc._msdcs."+domain)
	if len(records) == 0 && ctx.Err() == nil { // where only the KDCs are announced: each is a domain controller
		var more error
		_, records, more = r.LookupSRV(ctx, "kerberos", "tcp", domain)
		for i, s := range records {
			kdc := *s
			kdc.Port = ldapPort
			records[i] = &kdc
		}
		if err == nil || notFound(err) {
			err = more
		}
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil, cancelled("looking up domain controllers", ctx.Err())
	}
	var out []Server
	for _, s := range records {
		host := strings.TrimSuffix(s.Target, ".")
		if host == "" || len(out) >= 1000 {
			continue // a lone dot means that the service is not offered
		}
		out = append(out, Server{Host: host, Port: int(s.Port), Priority: int(s.Priority), Weight: int(s.Weight)})
	}
	if len(out) == 0 {
		return nil, nobodyFound(domain, len(records) > 0, errors.Join(ctx.Err(), err))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Priority < out[j].Priority })
	return out, nil
}

// nobodyFound says which names were asked for and what DNS said: that there
// are none, that the service is not offered (a lone dot), or nothing at all.
func nobodyFound(domain string, declined bool, err error) *ad.Problem {
	asked := fmt.Sprintf("_ldap._tcp.dc._msdcs.%s and _kerberos._tcp.%s", domain, domain)
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: "no domain controller of " + strings.ToUpper(domain) + " was found",
		Why: "DNS has no SRV records " + asked, Err: err,
		Do: "check the realm's spelling and that this machine asks the domain's DNS servers, or name a server"}
	switch {
	case declined:
		p.Why = "the SRV records of " + domain + " say with a lone dot that the service is not offered"
	case errors.Is(err, context.DeadlineExceeded):
		p.Why = "DNS did not answer in time for the SRV records " + asked
	case err != nil && !notFound(err):
		p.Why = fmt.Sprintf("DNS did not answer for the SRV records %s: %v", asked, err)
	}
	return p
}

// noneAnswers says of several controllers that were found why none will do, and how
// many were left out because time was up.
func noneAnswers(realm string, found int, silent []error) *ad.Problem {
	var why []string
	for _, err := range silent {
		if p := ad.AsProblem(err, "", ""); p != nil {
			why = append(why, p.What+": "+p.Why)
		}
	}
	what := fmt.Sprintf("none of the %d domain controllers of %s that DNS names can be reached", found, strings.ToUpper(realm))
	if found > len(silent) {
		what = fmt.Sprintf("none of the first %d of the %d domain controllers of %s that DNS names can be reached; the others were not tried", len(silent), found, strings.ToUpper(realm))
	}
	return &ad.Problem{Kind: ad.ProblemUnreachable, What: what,
		Why: strings.Join(why[:min(len(why), 5)], "; "), Do: "check that this machine may reach one of them on ports 389 and 636, or name another with --server", Err: errors.Join(silent...)}
}

func notFound(err error) bool {
	var d *net.DNSError
	return errors.As(err, &d) && d.IsNotFound
}
