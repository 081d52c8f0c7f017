package explain

import (
	"encoding/binary"
	"os"
	"strings"
	"testing"
)

const germanCatalogue = "/usr/share/locale/de/LC_MESSAGES/mit-krb5.mo"

// A message of MIT's library means the same in German: where the English text is
// known, the German one from the installed catalogue (Debian's krb5-locales) leads
// to the same family.
func TestGermanMessagesOfMIT(t *testing.T) {
	if testing.Short() {
		t.Skip("reads an installed catalogue")
	}
	b, err := os.ReadFile(germanCatalogue)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err, "- install krb5-locales")
		}
		t.Skip("krb5-locales is not installed:", err)
	}
	values := strings.NewReplacer("%s", "abc", "%.*s", "abc", "%d", "3", "%ld", "3")
	known, right := 0, 0
	for english, german := range catalogue(b) {
		e := Text(values.Replace(english))
		if len(e.Matches) == 0 || len(english) < 12 || german == english {
			continue
		}
		known++
		if g := Text(values.Replace(german)); len(g.Matches) > 0 && g.Matches[0].Family == e.Matches[0].Family {
			right++
		} else {
			t.Logf("%s: %q, %q", e.Matches[0].Family, english, german)
		}
	}
	if t.Logf("%d of %d", right, known); known < 150 || right*100 < known*88 {
		t.Errorf("of %d known messages %d are known in German", known, right)
	}
}

// catalogue reads a little-endian .mo file (GNU gettext, "The Format of GNU MO
// Files"), which the tests trust.
func catalogue(b []byte) map[string]string {
	o := binary.LittleEndian
	n, ids, texts := o.Uint32(b[8:]), o.Uint32(b[12:]), o.Uint32(b[16:])
	get := func(table, i uint32) string {
		size, at := o.Uint32(b[table+8*i:]), o.Uint32(b[table+8*i+4:])
		return string(b[at : at+size])
	}
	out := map[string]string{}
	for i := range n {
		out[get(ids, i)] = get(texts, i)
	}
	return out
}
