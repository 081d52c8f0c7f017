package ad

import (
	"strings"
	"unicode"
)

// likeLatin are small letters of other scripts that look like Latin ones: a label
// of nothing else is a disguise.
const likeLatin = "аеорсухіѕјһԁԛԝӏɡαορνικτυχγ"

// TypableSPN says whether the characters outside ASCII in an SPN are letters of its
// host that somebody can see and type: each label has letters of one script, none
// of them invisible or combining, and is no disguise of a Latin word. Such names
// are registered on purpose (bücher.contoso.com), and KDCs issue tickets for them.
func TypableSPN(spn string) bool {
	class, rest, ok := strings.Cut(spn, "/")
	if _, odd := SuspiciousSPN(class); odd || !ok {
		return false
	}
	for label := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == '.' || r == '/' || r == ':' }) {
		if _, odd := SuspiciousSPN(label); odd && !typableLabel(label) {
			return false
		}
	}
	return true
}

func typableLabel(label string) bool {
	var script *unicode.RangeTable
	own := false
	for _, r := range strings.ToLower(label) {
		switch {
		case r >= '0' && r <= '9', r == '-', r == '_':
			continue
		case !unicode.IsLetter(r) || Invisible(r):
			return false
		}
		here := scriptOf(r)
		switch {
		case here == nil:
			return false
		case script == nil:
			script = here
		case script != here:
			return false
		}
		own = own || !strings.ContainsRune(likeLatin, r)
	}
	return own
}

// scriptOf is the script of a letter. Han, Hiragana and Katakana are written
// together and count as one.
func scriptOf(r rune) *unicode.RangeTable {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
		return unicode.Han
	}
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return table
		}
	}
	return nil
}
