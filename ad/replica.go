package ad

import (
	"slices"
	"strings"
	"time"
)

// Controller is a domain controller as the configuration partition and DNS
// know it.
type Controller struct {
	Host          string `json:"host"`           // dNSHostName
	Site          string `json:"site,omitempty"` // name
	DN            string `json:"dn,omitempty"`   // of its NTDS settings; "" when only DNS knows it
	Domain        string `json:"domain,omitempty"`
	GlobalCatalog bool   `json:"global_catalog"`
	ReadOnly      bool   `json:"read_only,omitempty"`
	InDNS         bool   `json:"in_dns"` // an SRV record names it
}

// AttributeVersion says who wrote an attribute last, and when
// (msDS-ReplAttributeMetaData, MS-ADTS 3.1.1.4.5; MS-DRSR 4.1.13.1.7).
type AttributeVersion struct {
	Attribute string    `json:"attribute"`
	Version   int       `json:"version"` // counts the changes
	At        time.Time `json:"at"`
	Origin    string    `json:"origin,omitempty"` // DN of the controller where it was written, else its invocation id
	OriginUSN int64     `json:"origin_usn"`
	LocalUSN  int64     `json:"local_usn"` // when the change arrived on the controller that was asked
}

// Replica is one attribute of one object as one domain controller has it.
type Replica struct {
	Controller Controller        `json:"controller"`
	Present    bool              `json:"present"` // the object exists there
	Values     []string          `json:"values,omitempty"`
	Changed    *AttributeVersion `json:"changed,omitempty"` // nil when the controller does not tell
	HighestUSN int64             `json:"highest_usn"`
	Offset     time.Duration     `json:"offset"` // controller's clock minus ours, to the second
	RTT        time.Duration     `json:"rtt"`    // of one small search
	At         time.Time         `json:"at"`
	Problem    *Problem          `json:"problem,omitempty"` // why it could not be asked
}

// ReplicaSet is the same attribute on every controller that holds the object.
type ReplicaSet struct {
	DN        string    `json:"dn"`
	Attribute string    `json:"attribute"`
	Replicas  []Replica `json:"replicas"` // by host name
}

// Answered lists the replicas that could be read.
func (s ReplicaSet) Answered() []Replica {
	var out []Replica
	for _, r := range s.Replicas {
		if r.Problem == nil {
			out = append(out, r)
		}
	}
	return out
}

// Newest returns the replica with the latest change, by version and then by
// time as replication decides (MS-DRSR 4.1.10.6). Without any metadata, or with
// no answer, there is none.
func (s ReplicaSet) Newest() (Replica, bool) {
	var best *Replica
	for i, r := range s.Replicas {
		if r.Problem != nil || r.Changed == nil {
			continue
		}
		if best == nil || r.Changed.Version > best.Changed.Version || r.Changed.Version == best.Changed.Version && r.Changed.At.After(best.Changed.At) {
			best = &s.Replicas[i]
		}
	}
	if best == nil {
		return Replica{}, false
	}
	return *best, true
}

// Stale lists the replicas that have not caught up: those whose version is
// behind the newest, and those with other values under the same version, which
// were written apart. Where no controller tells versions but the values differ,
// nobody knows which is behind; every answer is listed then.
func (s ReplicaSet) Stale() []Replica {
	var out []Replica
	newest, known := s.Newest()
	for _, r := range s.Answered() {
		switch {
		case known && (r.Present != newest.Present || !sameValues(r.Values, newest.Values)):
			out = append(out, r)
		case known && r.Changed != nil && (r.Changed.Version != newest.Changed.Version || !r.Changed.At.Equal(newest.Changed.At)):
			out = append(out, r)
		}
	}
	if !known && !s.Agree() {
		return s.Answered()
	}
	return out
}

// Apart says whether the same version of the attribute was written on several
// controllers, with different values: replication then keeps the values of one
// and throws the other's away (MS-DRSR 4.1.10.6).
func (s ReplicaSet) Apart() bool {
	for i, a := range s.Replicas {
		for _, b := range s.Replicas[i+1:] {
			if a.Problem == nil && b.Problem == nil && a.Changed != nil && b.Changed != nil &&
				a.Changed.Version == b.Changed.Version && !sameValues(a.Values, b.Values) {
				return true
			}
		}
	}
	return false
}

// Agree says whether every controller that answered has the same values,
// without regard to order and case.
func (s ReplicaSet) Agree() bool {
	answered := s.Answered()
	for _, r := range answered {
		if r.Present != answered[0].Present || !sameValues(r.Values, answered[0].Values) {
			return false
		}
	}
	return true
}

func sameValues(a, b []string) bool {
	fold := func(in []string) []string {
		out := make([]string, len(in))
		for i, v := range in {
			out[i] = strings.ToLower(v)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(fold(a), fold(b))
}
