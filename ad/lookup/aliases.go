package lookup

import (
	"context"
	"strings"
	"time"

	"adwalk/ad"
)

// defaultAliases is the value that sPNMappings has in a new forest; it is used
// where the attribute cannot be read.
const defaultAliases = "host=alerter,appmgmt,cisvc,clipsrv,browser,dhcp,dnscache,replicator,eventlog,eventsystem,policyagent," +
	"oakley,dmserver,dns,mcsvc,fax,msiserver,ias,messenger,netlogon,netman,netdde,netddedsm,nmagent,plugplay,protectedstorage," +
	"rasman,rpclocator,rpc,rpcss,remoteaccess,rsvp,samss,scardsvr,scesrv,seclogon,scm,dcom,cifs,spooler,snmp,schedule,tapisrv," +
	"trksvr,trkwks,ups,time,wins,www,http,w3svc,iisadmin,msdtc"

// Aliases says which service classes the directory lets stand for another one
// (sPNMappings, MS-ADTS 3.1.1.5.1.3).
type Aliases struct {
	of      map[string]string // class in lower case → the class that covers it
	Source  ad.Source
	Default bool   // the built-in list, not the directory's own
	Why     string // why it is the default
}

// Empty says that nothing was read into it yet.
func (a Aliases) Empty() bool { return a.of == nil }

// Base returns the class that covers a class: "host" for "http".
func (a Aliases) Base(class string) (string, bool) {
	b, ok := a.of[fold(class)]
	return b, ok
}

// Of returns the name that covers an SPN: host/web1 for http/web1. It is not
// covered when its class is no alias.
func (a Aliases) Of(spn string) (string, bool) {
	class, rest, ok := strings.Cut(spn, "/")
	if !ok {
		return "", false
	}
	base, ok := a.Base(class)
	return base + "/" + rest, ok
}

// Map returns a copy: class in lower case → the class that covers it.
func (a Aliases) Map() map[string]string {
	out := make(map[string]string, len(a.of))
	for k, v := range a.of {
		out[k] = v
	}
	return out
}

// DefaultAliases is the list that a new forest has.
func DefaultAliases() Aliases {
	return Aliases{of: parseAliases([]string{defaultAliases}), Default: true, Source: ad.Source{Kind: "derived", Name: "default sPNMappings"}}
}

// HostAliases reads sPNMappings from the Directory Service object. Where it
// cannot be read, or is empty, the default list is returned and Why says so; the
// error is only for a context that ended.
func HostAliases(ctx context.Context, dir ad.Directory) (Aliases, error) {
	fallback := DefaultAliases()
	info, err := dir.Info(ctx)
	if err == nil && info.Configuration == "" {
		fallback.Why = "the directory has no configuration partition"
		return fallback, nil
	}
	if err == nil {
		var found []ad.Entry
		var cov ad.Coverage
		found, cov, err = ad.SearchAll(ctx, dir, ad.Query{Base: "CN=Directory Service,CN=Windows NT,CN=Services," + info.Configuration,
			Scope: ad.ScopeBase, Attributes: []string{"sPNMappings"}})
		if err == nil && len(found) == 1 && found[0].Has("sPNMappings") {
			return Aliases{of: parseAliases(found[0].Texts("sPNMappings")), Source: cov.Source}, nil
		}
	}
	if ctx.Err() != nil {
		return Aliases{}, err
	}
	fallback.Why = "sPNMappings is empty or may not be read"
	if err != nil {
		fallback.Why = "sPNMappings cannot be read: " + err.Error()
	}
	fallback.Source.At = time.Now().UTC()
	return fallback, nil
}

// parseAliases reads values of the form base=alias,alias.
func parseAliases(values []string) map[string]string {
	out := map[string]string{}
	for _, v := range values {
		base, list, ok := strings.Cut(v, "=")
		if !ok {
			continue
		}
		for _, alias := range strings.Split(list, ",") {
			if alias = fold(strings.TrimSpace(alias)); alias != "" && len(out) < 10_000 {
				out[alias] = fold(strings.TrimSpace(base))
			}
		}
	}
	return out
}
