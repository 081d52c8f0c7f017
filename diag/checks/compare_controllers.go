package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// Controller is one domain controller beside the others.
type Controller struct {
	Host       string               `json:"host"`
	Site       string               `json:"site,omitempty"`
	Domain     string               `json:"domain,omitempty"`
	GC         bool                 `json:"global_catalog"`
	ReadOnly   bool                 `json:"read_only,omitempty"`
	InDNS      bool                 `json:"in_dns"`
	Asked      bool                 `json:"asked"` // controllers of other domains are listed only
	OffsetMS   int64                `json:"clock_offset_ms"`
	RTTMS      float64              `json:"rtt_ms"`
	HighestUSN int64                `json:"highest_usn"`
	Present    bool                 `json:"present"`
	Values     []string             `json:"values"`
	Changed    *ad.AttributeVersion `json:"changed,omitempty"`
	Stale      bool                 `json:"stale,omitempty"`
	Problem    *ad.Problem          `json:"problem,omitempty"`
	KDC        *ad.Problem          `json:"kdc_problem,omitempty"` // why its KDC gave no answer, where its directory did
}

// Controllers is every domain controller side by side.
type Controllers struct {
	DN          string       `json:"dn"`
	Attribute   string       `json:"attribute,omitempty"`
	Verdict     diag.Verdict `json:"verdict"`
	Why         string       `json:"why"`
	Controllers []Controller `json:"controllers"`
}

// Offset is the controller's clock minus ours.
func (c Controller) Offset() time.Duration { return time.Duration(c.OffsetMS) * time.Millisecond }

// Answered says whether the controller was asked and did answer.
func (c Controller) Answered() bool { return c.Asked && c.Problem == nil }

// CompareControllers compares what the controllers have. Known are all of the
// forest, in the order of showing; without compare no attribute was asked for.
func CompareControllers(set ad.ReplicaSet, known []ad.Controller, compare bool) Controllers {
	a := Controllers{DN: set.DN, Verdict: diag.OK}
	if compare {
		a.Attribute = set.Attribute
	}
	stale := map[string]bool{}
	var behind []string
	if compare {
		for _, r := range set.Stale() {
			stale[r.Controller.Host] = true
			behind = append(behind, r.Controller.Host)
		}
	}
	asked := map[string]ad.Replica{}
	for _, r := range set.Replicas {
		asked[r.Controller.Host] = r
	}
	var silent, wrongClock []string
	for _, k := range known {
		row := Controller{Host: k.Host, Site: k.Site, Domain: k.Domain, GC: k.GlobalCatalog, ReadOnly: k.ReadOnly, InDNS: k.InDNS, Values: []string{}}
		if r, ok := asked[k.Host]; ok {
			row.Asked, row.Problem, row.Present, row.Stale = true, r.Problem, r.Present, stale[k.Host]
			row.OffsetMS, row.RTTMS, row.HighestUSN = r.Offset.Milliseconds(), float64(r.RTT.Microseconds())/1000, r.HighestUSN
			if compare {
				row.Changed = r.Changed
				row.Values = append(row.Values, r.Values...)
			}
			switch {
			case r.Problem != nil:
				silent = append(silent, k.Host)
			case r.Offset.Abs() > MaxSkew:
				wrongClock = append(wrongClock, k.Host)
			}
		}
		a.Controllers = append(a.Controllers, row)
	}
	switch newest, known := set.Newest(); {
	case compare && set.Apart():
		a.Verdict, a.Why = diag.StaleReplica, fmt.Sprintf("%s was written on several controllers before they heard of each other: replication keeps the values of one and drops the others'; write again afterwards what was lost", set.Attribute)
	case len(behind) > 0 && known:
		a.Verdict, a.Why = diag.StaleReplica, fmt.Sprintf("%s has not got the change that %s has: wait for replication, or start it (repadmin /replicate)", strings.Join(behind, ", "), newest.Controller.Host)
	case len(behind) > 0:
		a.Verdict, a.Why = diag.StaleReplica, "the controllers differ, and none says which is newer: wait for replication, or start it"
	case len(wrongClock) > 0:
		a.Verdict, a.Why = diag.NotChecked, strings.Join(wrongClock, ", ")+": the clock differs by more than the five minutes that Kerberos allows"
	case len(silent) > 0:
		a.Verdict, a.Why = diag.NotChecked, strings.Join(silent, ", ")+" could not be asked; the others agree"
	case compare && !slices.ContainsFunc(a.Controllers, func(c Controller) bool { return len(c.Values) > 0 }):
		a.Why = fmt.Sprintf("no domain controller has a value of %s: it is not set, or there is no such attribute", set.Attribute)
	case compare:
		a.Why = everyOne(a.Controllers) + " has the same"
	default:
		a.Why = everyOne(a.Controllers) + " answers"
	}
	return a
}

// Incomplete says that the list of domain controllers does not name the one that was
// asked for it: the login may not read CN=Sites, and DNS names it not either. That
// those on the list answer, or that there are none, is no good news then.
func (a Controllers) Incomplete(server string) Controllers {
	if a.Verdict == diag.OK && !slices.ContainsFunc(a.Controllers, func(c Controller) bool { return strings.EqualFold(c.Host, server) }) {
		a.Verdict = diag.NotChecked
		a.Why = "which domain controllers there are is not known: neither CN=Sites, as this login sees it, nor DNS names " + server + " (log in as somebody who may read CN=Sites, or give --server for each domain controller)"
	}
	return a
}

// WithKDCs adds the domain controllers whose KDC gave no answer, by host: a directory that
// answers beside it makes no good news.
func (a Controllers) WithKDCs(silent map[string]*ad.Problem) Controllers {
	var hosts []string
	for i, c := range a.Controllers {
		if p := silent[c.Host]; p != nil {
			a.Controllers[i].KDC = p
			hosts = append(hosts, c.Host)
		}
	}
	if a.Verdict == diag.OK && len(hosts) > 0 {
		a.Verdict, a.Why = diag.NotChecked, "the KDC of "+strings.Join(hosts, ", ")+" does not answer, though the directory there does: clients that ask it get no ticket"
	}
	return a
}

// everyOne says of whom the answer is: a domain controller of another domain is not asked.
func everyOne(list []Controller) string {
	if slices.ContainsFunc(list, func(c Controller) bool { return !c.Asked }) {
		return "every domain controller that was asked"
	}
	return "every domain controller"
}

// Spread is a value and which of the controllers that answered have it.
type Spread struct {
	Value   string
	Has     []string
	Without []string
}

// Spread lists each value once, sorted, without regard to case.
func (a Controllers) Spread() []Spread {
	at := map[string]int{}
	var out []Spread
	for _, c := range a.Controllers {
		for _, v := range c.Values {
			if _, ok := at[strings.ToLower(v)]; !ok && c.Answered() {
				at[strings.ToLower(v)] = len(out)
				out = append(out, Spread{Value: v})
			}
		}
	}
	for i := range out {
		for _, c := range a.Controllers {
			switch {
			case !c.Answered():
			case slices.ContainsFunc(c.Values, func(v string) bool { return strings.EqualFold(v, out[i].Value) }):
				out[i].Has = append(out[i].Has, c.Host)
			default:
				out[i].Without = append(out[i].Without, c.Host)
			}
		}
	}
	slices.SortFunc(out, func(a, b Spread) int { return strings.Compare(a.Value, b.Value) })
	return out
}

// Written says in words who wrote the attribute on this controller, and when.
func (c Controller) Written() string {
	switch {
	case !c.Present:
		return "the object is not there"
	case c.Changed == nil:
		return "the originating DC is not known"
	}
	return fmt.Sprintf("version %d, written %s at %s (USN %d)", c.Changed.Version, c.Changed.At.Local().Format("2006-01-02 15:04:05"), writer(c.Changed.Origin), c.Changed.OriginUSN)
}

// writer shortens the DN of NTDS settings to the server's name.
func writer(origin string) string {
	parts := ad.SplitDN(origin)
	if len(parts) > 1 && strings.EqualFold(parts[0], "CN=NTDS Settings") {
		_, name, _ := strings.Cut(parts[1], "=")
		return name
	}
	return origin
}
