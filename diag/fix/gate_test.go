package fix

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
)

func taken(dn, account, value string) Planned {
	return Planned{Change: ad.Change{DN: dn, Account: account, Attribute: attrSPN, Op: ad.DeleteValue, Value: value}}
}

func added(dn, account, value string) Planned {
	c := taken(dn, account, value)
	c.Change.Op = ad.AddValue
	return c
}

// Every account that loses something is asked for by name; of many, all are named
// and their number is asked for. An account that only gains is not.
func TestTheConfirmationAsksForEveryAccountThatLoses(t *testing.T) {
	four := []Planned{taken("CN=a,DC=x", "a", "1"), taken("CN=b,DC=x", "b", "2"), taken("CN=c,DC=x", "c", "3"), taken("CN=d,DC=x", "d", "4")}
	for name, c := range map[string]struct {
		changes     []Planned
		words, says []string
	}{
		"one that gains":          {[]Planned{added("CN=a,DC=x", "a", "1")}, []string{"yes"}, []string{"takes none away"}},
		"a move":                  {[]Planned{taken("CN=a,DC=x", "a", "1"), added("CN=b,DC=x", "b", "1")}, []string{"a"}, []string{"a (1 value)"}},
		"two, one of them twice":  {[]Planned{taken("CN=a,DC=x", "a", "1"), taken("CN=b,DC=x", "b$", "2"), taken("cn=A,dc=x", "a", "3")}, []string{"a", "b$"}, []string{"2 accounts", "a (2 values), b$ (1 value)"}},
		"encryption types":        {[]Planned{{Change: ad.Change{DN: "CN=a,DC=x", Account: "a", Attribute: attrETypes, Op: ad.AddValue, Value: "24"}}, four[1]}, []string{"a", "b"}, nil},
		"one name in two domains": {[]Planned{taken("CN=a,DC=x", "svc", "1"), taken("CN=a,DC=child,DC=x", "svc", "2")}, []string{`x\svc`, `child.x\svc`}, []string{`child.x\svc (1 value)`}},
		"the other only gains":    {[]Planned{taken("CN=a,DC=x", "svc", "1"), added("CN=a,DC=child,DC=x", "svc", "1")}, []string{`x\svc`}, nil},
		"no name":                 {[]Planned{taken("CN=a,DC=x", "", "1")}, []string{"CN=a,DC=x"}, nil},
		"four":                    {four, []string{"4 accounts"}, []string{"4 accounts", "a (1 value), b (1 value), c (1 value), d (1 value)"}},
	} {
		d, err := Gate(t.Context(), nil, Plan{Changes: c.changes}, false)
		if err != nil || !slices.Equal(d.Words, c.words) {
			t.Errorf("%s: %q %v", name, d.Words, err)
		}
		for _, text := range c.says {
			if why := strings.Join(d.Why, " "); !strings.Contains(why, text) {
				t.Errorf("%s: no %q in %q", name, text, why)
			}
		}
	}
}

// More objects than MaxObjects are refused without the leave; with it their number is
// typed, also where values are only added.
func TestManyObjectsAreConfirmedByTheirNumber(t *testing.T) {
	var p Plan
	for i := range MaxObjects + 1 {
		p.Changes = append(p.Changes, added("CN="+strings.Repeat("x", i+1), "a", "1"))
	}
	if _, err := Gate(t.Context(), nil, p, false); err == nil || !strings.Contains(err.Error(), "26 objects") {
		t.Errorf("not refused: %v", err)
	}
	if d, err := Gate(t.Context(), nil, p, true); err != nil || !d.Tier0 || !slices.Equal(d.Words, []string{"26 accounts"}) {
		t.Errorf("%+v %v", d, err)
	}
}
