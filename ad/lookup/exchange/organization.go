package exchange

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"adwalk/ad"
)

// Roles are the bits of msExchCurrentServerRoles.
type Roles int

// The server roles of Exchange 2007 and later.
const (
	RoleMailbox          Roles = 2
	RoleClientAccess     Roles = 4
	RoleUnifiedMessaging Roles = 16
	RoleHubTransport     Roles = 32
	RoleEdge             Roles = 64
)

// Named is a value and the object it was read from.
type Named struct {
	Value string
	DN    string
}

// Server is an Exchange server.
type Server struct {
	Name     string // the object's name
	FQDN     string // from networkAddress, "" when not there
	Roles    Roles
	FrontEnd bool // serverRole of Exchange 2003
	Version  int  // of Exchange: 2003, 2007, 2010, 2013 (and later), 0 when not known
	Build    string
	Site     string // DN of the Active Directory site
	DN       string
}

// Array is a client access array of Exchange 2010.
type Array struct {
	Name string
	FQDN string
	Site string // DN
	DN   string
}

// WebSite is a virtual directory with the names that clients are given.
type WebSite struct {
	Kind     string // "EWS", "OAB", "MAPI", … from the object class
	Server   string // name of the server that it lies below
	Internal string // the host in the internal URL
	External string
	URL      string // internal, as written
	DN       string
}

// Organization is everything that was found.
type Organization struct {
	Servers      []Server
	Arrays       []Array
	WebSites     []WebSite
	Autodiscover []Named // hosts of the service connection points
	SMTP         []Named // fully qualified names of SMTP virtual servers
	Source       ad.Source
	Problems     []*ad.Problem // what could not be read
}

// Empty says that no Exchange was found at all.
func (o Organization) Empty() bool { return len(o.Servers) == 0 && len(o.Arrays) == 0 }

// maxObjects bounds each search.
const maxObjects = 20_000

// Discover reads the organisation. Searches that fail are listed in Problems
// and the others go on; the error is for a directory that cannot be asked at
// all.
func Discover(ctx context.Context, dir ad.Directory) (Organization, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return Organization{}, err
	}
	if info.Configuration == "" {
		return Organization{}, &ad.Problem{Kind: ad.ProblemNotFound, What: "Exchange cannot be looked for", Why: info.Server + " names no configuration partition", Do: "type the names"}
	}
	o := Organization{Source: ad.Source{Kind: "ldap", Name: info.Server, At: info.At}}
	searches := []struct {
		filter     string
		attributes []string
		take       func(*Organization, ad.Entry)
	}{
		{"(objectClass=msExchExchangeServer)", []string{"objectClass", "networkAddress", "msExchCurrentServerRoles", "serverRole", "versionNumber", "serialNumber", "msExchServerSite"}, takeServer},
		{"(objectClass=msExchClientAccessArray)", []string{"networkAddress", "msExchServerSite"}, takeArray},
		{"(|(msExchInternalHostName=*)(msExchExternalHostName=*))", []string{"objectClass", "msExchInternalHostName", "msExchExternalHostName"}, takeWebSite},
		{"(&(objectClass=serviceConnectionPoint)(keywords=77378F46-2C66-4aa9-A6A6-3E7A48B19596))", []string{"serviceBindingInformation"}, takeAutodiscover},
		{"(msExchSmtpFullyQualifiedDomainName=*)", []string{"msExchSmtpFullyQualifiedDomainName"}, takeSMTP},
	}
	found := make([][]ad.Entry, len(searches))
	errs := make([]error, len(searches))
	var all sync.WaitGroup
	for i, s := range searches {
		all.Go(func() {
			var cov ad.Coverage
			found[i], cov, errs[i] = ad.SearchAll(ctx, dir, ad.Query{Base: info.Configuration, Scope: ad.ScopeSub, Filter: s.filter, Attributes: s.attributes, Limit: maxObjects})
			if errs[i] == nil && cov.Truncated {
				errs[i] = &ad.Problem{Kind: ad.ProblemUnreachable, What: "reading the Exchange configuration", Why: "there is more than was read: " + s.filter}
			}
		})
	}
	all.Wait()
	for i, s := range searches {
		if errs[i] != nil && !schemaLacks(errs[i]) {
			o.Problems = append(o.Problems, ad.AsProblem(errs[i], ad.ProblemUnreachable, "reading the Exchange configuration"))
		}
		for _, e := range found[i] {
			s.take(&o, e)
		}
	}
	sort.SliceStable(o.Servers, func(i, j int) bool { return o.Servers[i].Name < o.Servers[j].Name })
	return o, ctx.Err()
}

// schemaLacks tells a directory without the Exchange schema from a failure.
func schemaLacks(err error) bool {
	var e *ad.DirectoryError
	return errors.As(err, &e) && (e.Code == 17 || e.Code == 18)
}

// Members lists the client access servers of an array's site. Arrays are of
// Exchange 2010: servers of other versions in the site are not members, and must
// not share its account.
func (o Organization) Members(a Array) []Server {
	var out []Server
	for _, s := range o.Servers {
		if s.Roles&RoleClientAccess != 0 && (s.Version == 2010 || s.Version == 0) && (a.Site == "" || strings.EqualFold(s.Site, a.Site)) {
			out = append(out, s)
		}
	}
	return out
}

// String names a server for a person.
func (s Server) String() string {
	if s.FQDN != "" {
		return s.FQDN
	}
	return fmt.Sprintf("%s (%s)", s.Name, s.DN)
}
