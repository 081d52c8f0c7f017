package snapfile

import (
	"bytes"
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"

	"adwalk/diag/facts"
)

var (
	asText  = reflect.TypeFor[encoding.TextMarshaler]()
	instant = reflect.TypeFor[time.Time]()
)

const tableMark = " (a table)"

// texts calls found for every JSON member below a type whose value is, or holds,
// text.
func texts(t reflect.Type, member string, seen map[reflect.Type]bool, found func(member string)) {
	switch {
	case t == instant:
		return
	case t.Implements(asText), t.Kind() == reflect.String, t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		found(member)
		return
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		texts(t.Elem(), member, seen, found)
	case reflect.Map:
		found(member)
		found(member + tableMark)
		texts(t.Elem(), member, seen, found)
	case reflect.Interface:
		found(member)
	case reflect.Struct:
		if seen[t] {
			return
		}
		seen[t] = true
		defer delete(seen, t)
		for i := range t.NumField() {
			f := t.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case !f.IsExported() || name == "-":
			case f.Anonymous && name == "":
				texts(f.Type, member, seen, found)
			case name == "":
				texts(f.Type, f.Name, seen, found)
			default:
				texts(f.Type, name, seen, found)
			}
		}
	}
}

// Every member of every fact that can hold text is declared: a word of the program,
// a name that is masked, text in which names are masked, or raw data that is taken
// out. A new member that nobody declared would otherwise carry names out.
func TestEveryMemberIsPublicOrMasked(t *testing.T) {
	undeclared := map[string][]string{}
	for kind, value := range diag.ValueTypes() {
		texts(value, "value", map[reflect.Type]bool{}, func(m string) {
			if table, ok := strings.CutSuffix(m, tableMark); ok && isTable(kind, table) {
				return
			}
			if _, ok := members[m]; !ok && !slices.Contains(undeclared[m], kind) {
				undeclared[m] = append(undeclared[m], kind)
			}
		})
	}
	for _, t2 := range []reflect.Type{reflect.TypeFor[ad.Source](), reflect.TypeFor[ad.Problem]()} {
		texts(t2, "", map[reflect.Type]bool{}, func(m string) {
			if _, ok := members[m]; !ok {
				undeclared[m] = append(undeclared[m], t2.Name())
			}
		})
	}
	for _, m := range slices.Sorted(maps.Keys(undeclared)) {
		slices.Sort(undeclared[m])
		t.Errorf("%-24s in %s: declare it in members.go", m, strings.Join(undeclared[m], ", "))
	}
}

// A redacted name of the directory is one still: the same attribute types in the
// same order, values that can be read back, and nothing of what they were, whatever
// hosts and accounts are called.
func TestRedactedDNsStayDNs(t *testing.T) {
	for _, name := range []string{
		`CN=Zebra,OU=Servers,DC=fabrikam,DC=example`, `CN=dc,OU=cn,DC=ou,DC=dc`, `CN=Zebra\, Wanda,OU=a\+b,DC=fabrikam,DC=example`,
		`CN=J\C3\BCrgen Gro\C3\9F,CN=Users,DC=fabrikam,DC=example`, `cn=\#1\ ,o=fabrikam`, `CN=Zebra\0ACNF:7c1e2f3a-1111-2222-3333-444455556666,DC=fabrikam`,
		`OU=Zebra=Wanda,DC=fabrikam`, `CN=Zebra\\Wanda,DC=fabrikam`,
	} {
		s := diag.NewSnapshot()
		facts.Account.Put(s, diag.Fact[ad.Account]{Subject: "ou", Value: ad.Account{Name: "dc", DN: name, SPNs: []string{"host/cn", "host/dc"}}})
		facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Server: "dc.ou.example", Domain: "DC=ou,DC=example"}})
		var b bytes.Buffer
		if _, err := SaveRedacted(&b, s); err != nil {
			t.Fatal(err)
		}
		back, err := Load(&b)
		if err != nil {
			t.Fatal(err)
		}
		accounts := facts.Account.All(back.Reader())
		if len(accounts) != 1 {
			t.Fatalf("%d accounts", len(accounts))
		}
		got := accounts[0].Value.DN
		was, _ := parseDN(name)
		now, ok := parseDN(got)
		if !ok || len(was) != len(now) {
			t.Errorf("%s became %s", name, got)
			continue
		}
		for i := range was {
			if was[i].typ != now[i].typ {
				t.Errorf("%s became %s: the type %s", name, got, now[i].typ)
			}
		}
		for _, secret := range []string{"zebra", "wanda", "fabrikam", "rgen", "gro", "7c1e2f3a"} {
			if strings.Contains(strings.ToLower(got), secret) {
				t.Errorf("%s became %s: %s is still there", name, got, secret)
			}
		}
	}
}

func FuzzMaskDN(f *testing.F) {
	f.Add(`CN=Zebra\, Wanda,OU=a\+b,DC=fabrikam`)
	f.Add(`CN=\C3\BC\`)
	f.Fuzz(func(t *testing.T, s string) {
		m := &masker{words: map[string]string{}, n: map[string]int{}}
		m.learnDN(s)
		was, ok := parseDN(s)
		if !ok {
			return
		}
		now, ok := parseDN(m.text(s))
		if !ok || len(was) != len(now) {
			t.Fatalf("%q became %q", s, m.text(s))
		}
	})
}
