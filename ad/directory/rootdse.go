package directory

import (
	"context"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

var rootAttributes = []string{"dnsHostName", "ldapServiceName", "defaultNamingContext", "namingContexts",
	"rootDomainNamingContext", "configurationNamingContext", "schemaNamingContext", "isGlobalCatalogReady",
	"currentTime", "highestCommittedUSN", "domainFunctionality", "forestFunctionality", "supportedSASLMechanisms", "vendorName"}

// Info returns the RootDSE (MS-ADTS 3.1.1.3.2), read once per connection.
func (c *Conn) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	c.mu.Lock()
	known := c.info
	c.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	info, err := c.Refresh(ctx)
	if err == nil {
		c.mu.Lock()
		c.info = &info
		c.mu.Unlock()
	}
	return info, err
}

// Refresh reads the RootDSE again: the clock and the highest USN move.
func (c *Conn) Refresh(ctx context.Context) (ad.DirectoryInfo, error) {
	var e ad.Entry
	_, s, err := c.ask(ctx, &c.main, c.address, ad.Query{Scope: ad.ScopeBase, Attributes: rootAttributes}, func(got ad.Entry) error {
		e = got
		return nil
	})
	if err != nil {
		return ad.DirectoryInfo{}, err
	}
	info := rootDSE(e)
	info.Protection, info.As, info.At = s.how(), s.as, time.Now().UTC()
	if info.Server == "" {
		info.Server = c.address.host
	}
	return info, nil
}

// rootDSE decodes the entry; what the server does not say stays empty.
func rootDSE(e ad.Entry) ad.DirectoryInfo {
	i := ad.DirectoryInfo{
		Server: e.Text("dnsHostName"), Domain: e.Text("defaultNamingContext"), Forest: e.Text("rootDomainNamingContext"),
		Configuration: e.Text("configurationNamingContext"), Schema: e.Text("schemaNamingContext"),
		GlobalCatalog: strings.EqualFold(e.Text("isGlobalCatalogReady"), "TRUE"), SASL: e.Texts("supportedSASLMechanisms"), Vendor: e.Text("vendorName"),
	}
	i.HighestUSN, _ = strconv.ParseInt(e.Text("highestCommittedUSN"), 10, 64)
	i.DomainLevel, _ = strconv.Atoi(e.Text("domainFunctionality"))
	i.ForestLevel, _ = strconv.Atoi(e.Text("forestFunctionality"))
	i.Time, _ = time.Parse("20060102150405.0Z", e.Text("currentTime"))
	if i.Domain == "" {
		i.Domain = e.Text("namingContexts")
	}
	if i.Forest == "" {
		i.Forest = i.Domain
	}
	if _, realm, ok := strings.Cut(e.Text("ldapServiceName"), "@"); ok {
		i.Realm = realm
	} else {
		i.Realm = realmOf(i.Domain)
	}
	return i
}

// realmOf turns DC=contoso,DC=lab into CONTOSO.LAB.
func realmOf(dn string) string {
	var labels []string
	for _, part := range strings.Split(dn, ",") {
		if k, v, ok := strings.Cut(strings.TrimSpace(part), "="); ok && strings.EqualFold(k, "DC") {
			labels = append(labels, strings.ToUpper(v))
		}
	}
	return strings.Join(labels, ".")
}
