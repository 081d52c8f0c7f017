package checks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
)

// Every answer of a service has its own verdict, its own words, and something
// to do unless all is well.
func TestAServicesAnswersAreToldApart(t *testing.T) {
	holder := &lookup.OwnerSet{Owners: []ad.Account{{Name: "ASA$", DN: "CN=ASA"}}}
	refused := func(code int) ad.ProbeResult {
		return ad.ProbeResult{SPN: "http/mail", Outcome: ad.ProbeRefused, Error: &ad.KDCError{Code: code, Offset: 10 * time.Minute}, Ticket: &ad.TicketReply{KVNO: 5}}
	}
	said := map[string]string{}
	for name, c := range map[string]struct {
		r       ad.ProbeResult
		found   *lookup.OwnerSet
		verdict diag.Verdict
		says    string
	}{
		"accepted":       {ad.ProbeResult{Outcome: ad.ProbeAccepted}, holder, diag.OK, "mutual"},
		"old key":        {refused(ad.ErrBadKeyVersion), holder, diag.WrongKey, "version 5"},
		"other account":  {refused(ad.ErrNotUs), holder, diag.WrongKey, "another account"},
		"other key":      {refused(ad.ErrBadIntegrity), holder, diag.WrongKey, "could not decrypt"},
		"clock":          {refused(ad.ErrSkew), holder, diag.NotChecked, "10m0s ahead"},
		"replay":         {refused(ad.ErrRepeat), holder, diag.NotChecked, "before"},
		"no reason":      {ad.ProbeResult{Target: "https://x", SPN: "http/x", Outcome: ad.ProbeRejected}, holder, diag.NotChecked, "takes the ticket away"},
		"no LDAP reason": {ad.ProbeResult{Target: "ldap://x", SPN: "ldap/x", Outcome: ad.ProbeRejected}, holder, diag.WrongKey, "without a reason"},
		"ntlm":           {ad.ProbeResult{Outcome: ad.ProbeNTLMOnly}, holder, diag.Missing, "NTLM"},
		"basic":          {ad.ProbeResult{Outcome: ad.ProbeNoNegotiate, Offered: []string{"Basic"}}, holder, diag.Missing, "never offers"},
		"open":           {ad.ProbeResult{Outcome: ad.ProbeOpen}, nil, diag.NotChecked, "no login at all"},
		"unknown name":   {ad.ProbeResult{SPN: "http/x", Outcome: ad.ProbeNoTicket, Error: &ad.KDCError{Code: ad.ErrServiceUnknown}}, &lookup.OwnerSet{}, diag.Missing, "no ticket for http/x"},
		"held, unknown":  {ad.ProbeResult{SPN: "http/y", Outcome: ad.ProbeNoTicket, Error: &ad.KDCError{Code: ad.ErrServiceUnknown}}, holder, diag.Contradicted, "no ticket for http/y"},
		"nobody":         {ad.ProbeResult{Outcome: ad.ProbeNoTicket}, nil, diag.NotChecked, "no ticket to show"},
		"down":           {ad.ProbeResult{Outcome: ad.ProbeUnreachable, Problem: &ad.Problem{What: "x", Why: "nothing listens"}}, nil, diag.NotChecked, "nothing listens"},
		"two owners":     {ad.ProbeResult{SPN: "http/z", Outcome: ad.ProbeRejected}, &lookup.OwnerSet{Owners: make([]ad.Account, 2)}, diag.Duplicate, "refused"},
	} {
		got := JudgeService(c.r, c.found)
		if got.Verdict != c.verdict || !strings.Contains(got.Means, c.says) {
			t.Errorf("%s: %+v", name, got)
		}
		if len(got.Do) == 0 && !slices.Contains([]string{"accepted", "down"}, name) {
			t.Errorf("%s: nothing to do", name)
		}
		if other, ok := said[got.Means]; ok && name != "two owners" && other != "two owners" {
			t.Errorf("%s and %s read the same: %s", name, other, got.Means)
		}
		said[got.Means] = name
	}
}

// A controller that lacks a change is behind; one that is down is not known;
// nothing of either is called missing.
func TestControllersAreCompared(t *testing.T) {
	known := []ad.Controller{{Host: "dc1", Domain: "D"}, {Host: "dc2", Domain: "D"}, {Host: "dc9", Domain: "E"}}
	now := time.Now()
	at := func(i, version int, values ...string) ad.Replica {
		return ad.Replica{Controller: known[i], Present: true, Values: values, Changed: &ad.AttributeVersion{Version: version, At: now.Add(time.Duration(version) * time.Minute), Origin: "CN=NTDS Settings,CN=DC1,CN=Servers"}}
	}
	down, late := at(1, 1), at(1, 2, "http/b", "HTTP/A")
	down.Problem, down.Values = &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc2"}, nil
	late.Offset = -6 * time.Minute
	for _, c := range []struct {
		name    string
		second  ad.Replica
		compare bool
		verdict diag.Verdict
		says    string
		stale   bool
	}{
		{"the same", at(1, 2, "http/b", "HTTP/A"), true, diag.OK, "the same", false},
		{"behind", at(1, 1, "http/b"), true, diag.StaleReplica, "dc2 has not got the change that dc1 has", true},
		{"behind, not compared", at(1, 1, "http/b"), false, diag.OK, "answers", false},
		{"down", down, true, diag.NotChecked, "dc2 could not be asked", false},
		{"clock", late, true, diag.NotChecked, "five minutes", false},
	} {
		a := CompareControllers(ad.ReplicaSet{DN: "CN=x", Attribute: "spn", Replicas: []ad.Replica{at(0, 2, "http/a", "http/b"), c.second}}, known, c.compare)
		if a.Verdict != c.verdict || !strings.Contains(a.Why, c.says) || len(a.Controllers) != 3 || a.Controllers[1].Stale != c.stale || a.Controllers[2].Asked {
			t.Errorf("%s: %+v", c.name, a)
		}
		spread := a.Spread()
		if c.compare && len(spread) != 2 || !c.compare && len(spread) != 0 {
			t.Errorf("%s: %+v", c.name, spread)
		}
		if c.stale && (len(spread[0].Without) != 1 || spread[0].Without[0] != "dc2" || !strings.Contains(a.Controllers[0].Written(), "at DC1")) {
			t.Errorf("%s: %+v, %s", c.name, spread, a.Controllers[0].Written())
		}
	}
}
