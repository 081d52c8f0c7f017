package collect

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// Who a target lets in: a name of this domain, of another domain of the forest,
// nobody, and somebody beyond a trust, of whom nothing can be said.
func TestWhoATargetLetsIn(t *testing.T) {
	const own, child, gone, foreign = "S-1-5-21-1-2-3-1001", "S-1-5-21-9-9-9-1001", "S-1-5-21-1-2-3-4000", "S-1-5-21-7-7-7-1001"
	raw := func(sid string) string {
		b, err := ad.EncodeSID(sid)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	holds := func(q ad.Query, sid string) bool {
		return strings.Contains(q.Filter, ad.EscapeFilter(raw(sid))) || strings.Contains(strings.ToLower(q.Filter), hexEscaped(raw(sid)))
	}
	d := forest(func(q ad.Query) []ad.Entry {
		switch {
		case q.Base == "DC=x,DC=test" && q.Scope == ad.ScopeBase:
			return []ad.Entry{entry(q.Base, "objectSid", raw("S-1-5-21-1-2-3"))}
		case q.Forest && holds(q, child):
			return []ad.Entry{entry("CN=fe2,DC=eu,DC=x,DC=test", "sAMAccountName", "FE2$")}
		case !q.Forest && holds(q, own):
			return []ad.Entry{entry("CN=fe1,DC=x,DC=test", "sAMAccountName", "FE1$", "objectSid", raw(own))}
		}
		return nil
	})
	domain, err := domainSID(t.Context(), d)
	if err != nil || domain != "S-1-5-21-1-2-3" {
		t.Fatalf("%s, %v", domain, err)
	}
	names, err := trustees(t.Context(), d, domain, []ad.Account{{ActOnBehalf: []string{own, child, gone, foreign}}})
	if err != nil || len(names) != 3 || names[own] != "FE1$" || names[child] != "FE2$" || names[gone] != "" {
		t.Errorf("%v, %v", names, err)
	}
	if _, said := names[foreign]; said {
		t.Errorf("something was said of an account beyond a trust: %v", names)
	}
	if f, _ := facts.Delegation.Get(asked(t, &Collector{Directory: d}, facts.Delegation.For("")), ""); !f.Known() {
		t.Errorf("%v", f.Problem)
	}
}

// hexEscaped writes every byte as a filter does.
func hexEscaped(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte('\\')
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return b.String()
}
