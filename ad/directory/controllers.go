package directory

import (
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"adwalk/ad"
)

// maxControllers bounds what is listed.
const maxControllers = 2000

// Controllers lists the domain controllers of the forest from the
// configuration partition (nTDSDSA objects, MS-ADTS 6.1.1.2.2.1.2.1.1), and
// adds those of the realm that only DNS names. They are sorted by host name.
func (c *Conn) Controllers(ctx context.Context) ([]ad.Controller, error) {
	info, err := c.Info(ctx)
	if err != nil {
		return nil, err
	}
	hosts, err := c.serverHosts(ctx, info)
	if err != nil {
		return nil, err
	}
	var out []ad.Controller
	_, err = c.Search(ctx, ad.Query{Base: "CN=Sites," + info.Configuration, Scope: ad.ScopeSub, Filter: "(|(objectClass=nTDSDSA)(objectClass=nTDSDSARO))", Limit: maxControllers,
		Attributes: []string{"objectClass", "options", "hasMasterNCs", "msDS-hasMasterNCs", "msDS-hasFullReplicaNCs", "msDS-HasDomainNCs"}}, collectController(&out, hosts, info))
	if err != nil {
		return nil, err
	}
	inDNS, _ := Discover(ctx, info.Realm, c.opt.Resolver) // a controller that DNS forgot is still asked
	for _, s := range inDNS {
		i := slices.IndexFunc(out, func(k ad.Controller) bool { return strings.EqualFold(k.Host, s.Host) })
		if i < 0 {
			out = append(out, ad.Controller{Host: s.Host, Domain: info.Domain})
			i = len(out) - 1
		}
		out[i].InDNS = true
	}
	sort.Slice(out, func(i, j int) bool { return strings.ToLower(out[i].Host) < strings.ToLower(out[j].Host) })
	return out, nil
}

// serverHosts maps the DN of every server object to its host name.
func (c *Conn) serverHosts(ctx context.Context, info ad.DirectoryInfo) (map[string]string, error) {
	hosts := map[string]string{}
	_, err := c.Search(ctx, ad.Query{Base: "CN=Sites," + info.Configuration, Scope: ad.ScopeSub, Filter: "(objectClass=server)",
		Attributes: []string{"dNSHostName"}, Limit: maxControllers}, func(e ad.Entry) error {
		hosts[strings.ToLower(e.DN)] = e.Text("dNSHostName")
		return nil
	})
	return hosts, err
}

func collectController(out *[]ad.Controller, hosts map[string]string, info ad.DirectoryInfo) func(ad.Entry) error {
	return func(e ad.Entry) error {
		parts := ad.SplitDN(e.DN)
		if len(parts) < 4 {
			return nil
		}
		k := ad.Controller{DN: e.DN, Host: hosts[strings.ToLower(strings.Join(parts[1:], ","))]}
		if _, site, ok := strings.Cut(parts[3], "="); ok {
			k.Site = site
		}
		options, _ := strconv.Atoi(e.Text("options"))
		k.GlobalCatalog = options&1 != 0
		k.ReadOnly = slices.ContainsFunc(e.Texts("objectClass"), func(s string) bool { return strings.EqualFold(s, "nTDSDSARO") })
		for _, attribute := range []string{"msDS-HasDomainNCs", "hasMasterNCs", "msDS-hasMasterNCs", "msDS-hasFullReplicaNCs"} {
			for _, nc := range e.Texts(attribute) {
				if k.Domain == "" && !strings.EqualFold(nc, info.Configuration) && !strings.EqualFold(nc, info.Schema) {
					k.Domain = nc
				}
			}
		}
		if k.Host != "" {
			*out = append(*out, k)
		}
		return nil
	}
}
