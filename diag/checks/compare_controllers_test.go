package checks

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// Two controllers that took a change each, under the same version, do not have
// the same, even when both changes carry the same second.
func TestControllersWrittenApart(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)
	replica := func(host string, version int, at time.Time, values ...string) ad.Replica {
		return ad.Replica{Controller: ad.Controller{Host: host}, Present: true, Values: values, Changed: &ad.AttributeVersion{Version: version, At: at, Origin: host}}
	}
	for name, c := range map[string]struct {
		second ad.Replica
		want   diag.Verdict
		why    string
	}{
		"same second":   {replica("dc2", 3, at, "a/b", "only/two"), diag.StaleReplica, "before they heard of each other"},
		"another one":   {replica("dc2", 3, at.Add(time.Minute), "a/b", "only/two"), diag.StaleReplica, "before they heard of each other"},
		"older":         {replica("dc2", 2, at.Add(-time.Minute), "a/b"), diag.StaleReplica, "dc2 has not got the change that dc1 has"},
		"not there":     {ad.Replica{Controller: ad.Controller{Host: "dc2"}}, diag.StaleReplica, "dc2 has not got the change"},
		"same":          {replica("dc2", 3, at, "A/b", "only/one"), diag.OK, "has the same"},
		"another order": {replica("dc2", 3, at, "only/one", "a/b"), diag.OK, "has the same"},
	} {
		first := replica("dc1", 3, at, "a/b", "only/one")
		set := ad.ReplicaSet{Attribute: "servicePrincipalName", Replicas: []ad.Replica{first, c.second}}
		got := CompareControllers(set, []ad.Controller{{Host: "dc1"}, {Host: "dc2"}}, true)
		if got.Verdict != c.want || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %s, %s", name, got.Verdict, got.Why)
		}
	}
}

// A name that nobody gave a value is not praised for being the same everywhere.
func TestAnAttributeWithoutAValue(t *testing.T) {
	empty := func(host string) ad.Replica { return ad.Replica{Controller: ad.Controller{Host: host}, Present: true} }
	set := ad.ReplicaSet{DN: "CN=x", Attribute: "servicePrincipalNam", Replicas: []ad.Replica{empty("dc1"), empty("dc2")}}
	got := CompareControllers(set, []ad.Controller{{Host: "dc1"}, {Host: "dc2"}}, true)
	if want := "no domain controller has a value of servicePrincipalNam"; got.Verdict != diag.OK || !strings.Contains(got.Why, want) {
		t.Errorf("%s, %q", got.Verdict, got.Why)
	}
}

// A list without the domain controller that gave it is not the whole: that nobody on it is
// silent says nothing.
func TestAListWithoutItsOwnController(t *testing.T) {
	for name, known := range map[string][]ad.Controller{"empty": nil, "others": {{Host: "dc2"}}} {
		got := CompareControllers(ad.ReplicaSet{Replicas: []ad.Replica{{Controller: ad.Controller{Host: "dc2"}, Present: true}}}, known, false).Incomplete("dc1")
		if got.Verdict != diag.NotChecked || !strings.Contains(got.Why, "not known") {
			t.Errorf("%s: %s, %q", name, got.Verdict, got.Why)
		}
	}
	if got := CompareControllers(ad.ReplicaSet{}, []ad.Controller{{Host: "DC1"}}, false).Incomplete("dc1"); got.Verdict != diag.OK {
		t.Errorf("%s, %q", got.Verdict, got.Why)
	}
}

// A directory that answers beside a KDC that does not is no good news.
func TestAControllerWhoseKDCIsSilent(t *testing.T) {
	known := []ad.Controller{{Host: "dc1.x"}, {Host: "dc2.x"}}
	set := ad.ReplicaSet{DN: "DC=x", Replicas: []ad.Replica{{Controller: known[0], Present: true}, {Controller: known[1], Present: true}}}
	if a := CompareControllers(set, known, false).WithKDCs(nil); a.Verdict != diag.OK {
		t.Errorf("all answer: %s %s", a.Verdict, a.Why)
	}
	a := CompareControllers(set, known, false).WithKDCs(map[string]*ad.Problem{"dc2.x": {Kind: ad.ProblemUnreachable}})
	if a.Verdict != diag.NotChecked || !strings.Contains(a.Why, "KDC of dc2.x") || a.Controllers[1].KDC == nil || a.Controllers[0].KDC != nil {
		t.Errorf("one KDC is silent: %s %s %+v", a.Verdict, a.Why, a.Controllers)
	}
}
