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
	messages := catalogue(b)
	for _, values := range []*strings.Replacer{
		strings.NewReplacer("%s", "abc", "%.*s", "abc", "%d", "3", "%ld", "3"),
		strings.NewReplacer("%s", "HTTP/intranet.nord.example@NORD.EXAMPLE", "%.*s", "FILE:/run/user/1000/krb5cc", "%d", "21", "%ld", "-1765328370", "»", "\"", "«", "\""),
	} {
		germanMessages(t, messages, values)
	}
}

// germanMessages compares both languages with values filled in.
func germanMessages(t *testing.T, messages map[string]string, values *strings.Replacer) {
	t.Helper()
	known, right := 0, 0
	for english, german := range messages {
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
	if t.Logf("%d of %d", right, known); known < 150 || right*100 < known*98 {
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
