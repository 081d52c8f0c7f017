package collect

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup/exchange"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// exchangeOrg reads the organisation. A directory without Exchange is an
// answer; one that hides the objects is not.
func exchangeOrg(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	org, err := exchange.Discover(ctx, d)
	if err != nil {
		return err
	}
	if len(org.Problems) > 0 { // what is missing would look as if it were not there
		return org.Problems[0]
	}
	facts.Exchange.Put(s, diag.Fact[facts.ExchangeValue]{Subject: subject, Value: organisation(org), Source: org.Source})
	return nil
}

func organisation(org exchange.Organization) facts.ExchangeValue {
	var v facts.ExchangeValue
	for _, sv := range org.Servers {
		v.Servers = append(v.Servers, facts.ExchangeServer{DN: sv.DN, Name: sv.Name, FQDN: sv.FQDN, Version: major(sv.Version),
			Roles: int(sv.Roles), FrontEnd: sv.FrontEnd, Site: sv.Site})
		if v.Organisation == "" {
			v.Organisation = organisationDN(sv.DN)
		}
	}
	for _, a := range org.Arrays {
		arr := facts.ExchangeArray{DN: a.DN, Name: a.Name, FQDN: a.FQDN, Site: a.Site}
		for _, sv := range org.Members(a) {
			arr.Members = append(arr.Members, sv.Name)
		}
		v.Arrays = append(v.Arrays, arr)
	}
	for _, w := range org.WebSites {
		if w.Internal != "" {
			v.WebNames = append(v.WebNames, facts.ExchangeWeb{DN: w.DN, Server: w.Server, Class: w.Kind, URL: w.URL, Host: w.Internal})
		}
	}
	for _, n := range org.Autodiscover {
		v.Autodiscover = append(v.Autodiscover, facts.ExchangeWeb{DN: n.DN, Server: ad.RDNValue(n.DN, 3), Class: "Autodiscover", URL: n.Value, Host: n.Value})
	}
	for _, n := range org.SMTP {
		v.SMTP = append(v.SMTP, facts.ExchangeSMTP{DN: n.DN, Number: ad.RDNValue(n.DN, 0), Server: ad.RDNValue(n.DN, 3), FQDN: n.Value})
	}
	return v
}

// major turns Exchange's product year into the version number that the facts
// speak.
func major(year int) int {
	switch year {
	case 2003:
		return 6
	case 2007:
		return 8
	case 2010:
		return 14
	case 0:
		return 0
	}
	return 15
}

// organisationDN is the part of a server's DN above its administrative groups.
func organisationDN(dn string) string {
	parts := ad.SplitDN(dn)
	for i, p := range parts {
		if strings.EqualFold(p, "CN=Administrative Groups") && i+1 < len(parts) {
			return strings.Join(parts[i+1:], ",")
		}
	}
	return ""
}
