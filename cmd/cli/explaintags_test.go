package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/codes"
	"adwalk/diag/explain"
	"adwalk/diag/glossary"
	"adwalk/diag/pages"
	"adwalk/ui/theme"
)

// Whatever word or code the program shows, explain has an answer to it.
func TestExplainKnowsEveryTag(t *testing.T) {
	var tags []string
	for _, kind := range []string{"Verdict", "Status", "Severity"} {
		words := constants(t, kind)
		tags = append(tags, words...)
		for _, w := range words {
			if kind == "Status" {
				tags = append(tags, theme.Status(diag.Status(w)).Word)
			}
		}
	}
	for _, c := range checks.All() {
		tags = append(tags, c.Code)
	}
	for _, r := range pages.RetiredCodes() {
		tags = append(tags, r.Code)
	}
	tags = append(tags, codes.FamilyIDs()...)
	tags = append(tags, strings.Fields("read later SPN kvno FRIA blocked TGT keytab PAC S4U ok you")...)
	for _, tag := range tags {
		_, page := pages.ByCode(tag)
		term, known := glossary.Lookup(tag)
		if !page && (!known || term.Text == "") {
			t.Errorf("explain %s is not answered", tag)
		}
	}
	for code := 1; code < 128; code++ {
		if name := ad.KDCErrorName(code); !strings.HasPrefix(name, "KRB_ERR_"+strconv.Itoa(code)) && len(explain.Text(name).Matches) == 0 {
			t.Errorf("explain %s is not answered", name)
		}
	}
	for _, table := range codes.Tables() {
		for _, e := range table.Entries {
			for _, c := range e.Codes {
				if named := strings.ContainsAny(c, "_") || strings.Contains(c, "0x"); named && !termed(c) && len(explain.Text(c).Matches) == 0 {
					t.Errorf("explain %s is not answered", c)
				}
			}
		}
	}
	for _, ev := range codes.Events() {
		if len(explain.Text("event "+ev.Code).Matches) == 0 && len(explain.Text("event ID "+strconv.Itoa(ev.ID)).Matches) == 0 {
			t.Errorf("event %s is not answered", ev.Code)
		}
	}
}

// What a term refers to can be looked up in turn.
func TestTermsReferToWhatExists(t *testing.T) {
	for _, w := range glossary.Words() {
		term, _ := glossary.Lookup(w)
		for _, see := range term.See {
			_, page := pages.ByCode(see)
			_, known := glossary.Lookup(see)
			if !page && !known && !strings.Contains(see, "rc4-readiness") {
				t.Errorf("%s refers to %s", w, see)
			}
		}
	}
}

// constants are the values of the constants of a type of package diag.
func constants(t *testing.T, kind string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), "../../diag/verdict.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == kind {
			word, _ := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			out = append(out, word)
		}
		return true
	})
	if len(out) < 3 {
		t.Fatalf("%d constants of type %s", len(out), kind)
	}
	return out
}

func termed(word string) bool {
	_, ok := glossary.Lookup(word)
	return ok
}
