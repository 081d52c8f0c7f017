package fix

import (
	"context"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

// tree is a directory of a few objects: attribute values by DN. A search by DN finds that
// object, any other search those that have the SPN in the filter.
type tree struct {
	objects map[string]map[string]string
	fails   *ad.Problem
}

func (d tree) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Domain: "DC=x", Server: "dc1.x"}, nil
}

func (d tree) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	if d.fails != nil {
		return ad.Coverage{}, d.fails
	}
	for dn, attributes := range d.objects {
		if q.Scope == ad.ScopeBase && !strings.EqualFold(dn, q.Base) || q.Scope != ad.ScopeBase && (attributes["servicePrincipalName"] == "" || !strings.Contains(q.Filter, attributes["servicePrincipalName"])) {
			continue
		}
		e := ad.Entry{DN: dn}
		for name, v := range attributes {
			e.Attributes = append(e.Attributes, ad.Attribute{Name: name, Values: [][]byte{[]byte(v)}})
		}
		if err := yield(e); err != nil {
			return ad.Coverage{}, err
		}
	}
	return ad.Coverage{Forest: true}, nil
}

// userSID is S-1-5-21-1-2-3-1000 as the directory has it.
const userSID = "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\xe8\x03\x00\x00"

// A plan for tier 0 is refused without the leave; with it every account of it is typed,
// also the one that only gains.
func TestTierZeroIsNotChangedByTheWay(t *testing.T) {
	ordinary := map[string]string{"objectSid": userSID, "objectClass": "user", "userAccountControl": "512", "sAMAccountName": "svc"}
	admin := map[string]string{"objectSid": userSID, "objectClass": "user", "userAccountControl": "512", "sAMAccountName": "boss", "adminCount": "1"}
	hidden := map[string]string{"objectClass": "user", "sAMAccountName": "hidden"}
	dir := tree{objects: map[string]map[string]string{"CN=svc,DC=x": ordinary, "CN=boss,DC=x": admin, "CN=hidden,DC=x": hidden}}
	for _, c := range []struct {
		name    string
		changes []Planned
		tier0   bool
		refused string
		words   []string
		care    string
	}{
		{"an ordinary account", []Planned{added("CN=svc,DC=x", "svc", "1")}, false, "", []string{"yes"}, ""},
		{"an administrator", []Planned{added("CN=boss,DC=x", "boss", "1")}, false, "boss: it is or was an administrator (adminCount=1)", nil, ""},
		{"an administrator, allowed", []Planned{added("CN=boss,DC=x", "boss", "1")}, true, "", []string{"boss"}, "! boss: it is or was an administrator (adminCount=1)."},
		{"an administrator beside another", []Planned{added("CN=svc,DC=x", "svc", "1"), added("CN=boss,DC=x", "boss", "2")}, true, "", []string{"boss"}, "! boss: "},
		{"another loses, an administrator gains", []Planned{taken("CN=svc,DC=x", "svc", "1"), added("CN=boss,DC=x", "boss", "1")}, true, "", []string{"svc", "boss"}, "! boss: "},
		{"an object that cannot be read", []Planned{added("CN=hidden,DC=x", "hidden", "1")}, false, "hidden: you may not read whether it is a domain controller or an administrator", nil, ""},
		{"an object that is not there", []Planned{added("CN=gone,DC=x", "gone", "1")}, true, "there is no such object, or you may not see it", nil, ""},
	} {
		d, err := Gate(t.Context(), dir, Plan{Title: "a plan", Changes: c.changes}, c.tier0)
		switch {
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%s: not refused for %q: %v", c.name, c.refused, err)
		case c.refused == "" && (err != nil || !slices.Equal(d.Words, c.words) || !strings.HasPrefix(strings.Join(d.Care(), "\n"), c.care)):
			t.Errorf("%s: %q %q %v", c.name, d.Words, d.Care(), err)
		}
	}
	if _, err := Gate(t.Context(), dir, Plan{Changes: []Planned{added("CN=boss,DC=x", "boss", "1")}}, false); ad.AsProblem(err, "", "").Do != "start adwalk with --allow-tier0 if you mean to change it; --yes does not do it" {
		t.Errorf("what to do: %v", err)
	}
	two := []Planned{taken("CN=svc,DC=x", "svc", "1"), taken("CN=boss,DC=x", "boss", "1")}
	if d, _ := Gate(t.Context(), dir, Plan{Changes: two}, true); d.Typed() != "svc, then boss" || len(d.Care()) != 2 || !strings.Contains(d.Care()[0], "these 2 accounts may lose Kerberos") {
		t.Errorf("two losers: %q %q", d.Typed(), d.Care())
	}
	if _, err := Gate(t.Context(), tree{fails: &ad.Problem{Kind: ad.ProblemUnreachable, What: "no answer"}}, Plan{Changes: two}, true); err == nil {
		t.Error("a directory that does not answer lets the plan through")
	}
}

// Right before the write the owners of every SPN that is added are looked up once more.
func TestTheForestIsLookedAtOnceMore(t *testing.T) {
	owned := tree{objects: map[string]map[string]string{"CN=old,DC=x": {"servicePrincipalName": "http/app", "sAMAccountName": "old$"}}}
	add, del := added("CN=new,DC=x", "new$", "http/app"), taken("CN=OLD,DC=x", "old$", "HTTP/APP")
	flag := Planned{Change: ad.Change{DN: "CN=new,DC=x", Attribute: attrETypes, Op: ad.AddValue, Value: "http/app"}}
	for _, c := range []struct {
		name    string
		dir     ad.Directory
		changes []Planned
		refused string
	}{
		{"no owner", tree{}, []Planned{add}, ""},
		{"an owner that the plan takes it from", owned, []Planned{del, add}, ""},
		{"an owner that came since", owned, []Planned{add}, "the forest changed since the plan was made: http/app is on old$ (CN=old,DC=x) now (walk again; nothing was written)"},
		{"the account itself", owned, []Planned{added("cn=Old,dc=x", "old$", "http/app")}, ""},
		{"only SPNs have owners", owned, []Planned{flag}, ""},
		{"a deletion needs no look", owned, []Planned{del}, ""},
		{"a search that failed", tree{fails: &ad.Problem{Kind: ad.ProblemUnreachable, What: "searching", Why: "no answer"}}, []Planned{add}, "searching: no answer"},
		{"no directory", nil, []Planned{add}, ""},
	} {
		var looked []string
		got := ""
		if p := Recheck(t.Context(), c.dir, Plan{Changes: c.changes}, func(_, _ int, what string) { looked = append(looked, what) }); p != nil {
			got = p.Error()
		}
		if got != c.refused {
			t.Errorf("%s: %q, want %q", c.name, got, c.refused)
		}
		if asks := c.dir != nil && slices.ContainsFunc(c.changes, func(p Planned) bool { return p.Change.Op == ad.AddValue && p.Change.Attribute == attrSPN }); asks != (len(looked) > 0) {
			t.Errorf("%s: looked for %q", c.name, looked)
		}
	}
}
