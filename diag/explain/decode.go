package explain

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"adwalk/ad"
	"adwalk/diag/pattern"
	"adwalk/diag/winlog"
)

// MaxText is how much of a paste is read, in bytes. What follows is left out,
// and Explanation.Truncated says so.
const MaxText = 16 << 20

// pasted is a text ready to be searched. Clean is printable. Folded is what
// phrases are compared with: lower case, without diacritics, every blank a space.
type pasted struct {
	clean     string
	folded    string
	origin    []int32 // offset in clean of each byte of folded; nil when they are the same
	records   []record
	now       int // where a story comes to what fails now, in folded; 0 for none
	truncated bool
	lines     []int // number of the line that follows the n-th line end kept in clean
}

// line numbers the line of the paste that holds an offset of clean, from 1.
func (p pasted) line(offset int) int {
	n := strings.Count(p.clean[:offset], "\n")
	if n == 0 {
		return 1
	}
	return p.lines[n-1]
}

// at is the offset in clean of an offset in folded.
func (p pasted) at(folded int) int {
	switch {
	case p.origin == nil:
		return folded
	case folded >= len(p.origin):
		return len(p.clean)
	}
	return int(p.origin[folded])
}

func decode(in string) pasted {
	var p pasted
	if len(in) > MaxText {
		in, p.truncated = in[:MaxText], true
	}
	p.clean, p.lines = tidy(unescaped(text([]byte(in))))
	p.folded, p.origin = winlog.Fold(p.clean)
	p.records = split(p)
	p.now = presentFrom(p.folded)
	return p
}

// lineEnds are line ends as they stand inside a string of JSON or of a program: before
// what only the beginning of a line has. A line separator ends a line of the text, and
// none of the paste.
var lineEnds = strings.NewReplacer(`\r\n`, "\u2028", `\n\t`, "\u2028\t", `\n[`, "\u2028[", `\nCaused by`, "\u2028Caused by", `\n   `, "\u2028   ")

// unescaped ends the lines of a log that was pasted as one string.
func unescaped(s string) string {
	if strings.Contains(s, `\u00`) {
		s = jsonMarks.Replace(s)
	}
	if strings.Contains(s, "_x000") {
		s = remoteEnds().ReplaceAllLiteralString(s, "\u2028")
	}
	if strings.Contains(s, "&#") || strings.Contains(s, "&quot;") || strings.Contains(s, "&apos;") || strings.Contains(s, "&lt;") || strings.Contains(s, "&nbsp;") {
		s = markupMarks.Replace(s)
	}
	if strings.Contains(s, `\t`) {
		s = escapedTabs().ReplaceAllString(s, ": ")
	}
	if !strings.Contains(s, `\n`) {
		return s
	}
	if strings.Contains(s, `\\r`) {
		s = nestedEnds().ReplaceAllLiteralString(s, `\r\n`)
	}
	return sentenceEnds(lineEnds.Replace(s))
}

// The blanks behind a label and the line ends as they stand in such a string, also where
// one holds another.
var (
	escapedTabs = pattern.Lazy(`:(?:\\+t)+`)
	nestedEnds  = pattern.Lazy(`\\+r\\+n`)
)

// jsonMarks are the marks that .NET's and PowerShell's JSON writes by their numbers, in
// either case; markupMarks those of XML and HTML.
var (
	jsonMarks   = strings.NewReplacer(`\u0027`, "'", `\u0022`, `"`, `\u0026`, "&", `\u003c`, "<", `\u003C`, "<", `\u003e`, ">", `\u003E`, ">", `\u002b`, "+", `\u002B`, "+", `\u0060`, "`")
	markupMarks = strings.NewReplacer("&#39;", "'", "&#x27;", "'", "&#34;", `"`, "&quot;", `"`, "&apos;", "'", "&lt;", "<", "&gt;", ">", "&#60;", "<", "&#62;", ">", "&nbsp;", " ", "&#160;", " ", "&amp;", "&")
)

// remoteEnds are line ends inside PowerShell's messages as a remote session carries them
// ([MS-PSRP] 2.2.5.3.2), with what begins the next of them.
var remoteEnds = pattern.Lazy(`(?:_x000[DA]_)+(?:</S><S S="[A-Za-z]+">)?`)

// sentenceEnds ends lines at a \n between two sentences, as system logs write it. In a
// path or an account's name the word before it has a backslash, or does not end in a small
// letter or a mark.
func sentenceEnds(s string) string {
	var b strings.Builder
	from := 0
	for at := 0; ; {
		i := strings.Index(s[at:], `\n`)
		if i < 0 {
			break
		}
		i += at
		at = i + len(`\n`)
		before, after := s[max(from, i-maxWord):i], s[at:min(len(s), at+2)]
		before = before[strings.LastIndexByte(before, ' ')+1:]
		if len(after) < 2 || after[0] < 'A' || after[0] > 'Z' || after[1] < 'a' || after[1] > 'z' || before == "" || strings.ContainsAny(before, `\/@`) || !strings.ContainsAny(before[len(before)-1:], "abcdefghijklmnopqrstuvwxyz.:)") {
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString("\u2028")
		from = at
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// maxWord is how far back the word before a line end is looked for.
const maxWord = 60

// text turns the bytes of a paste into valid UTF-8: UTF-16 with a byte order
// mark or with the zero bytes that give it away, UTF-8, else Windows-1252.
func text(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return wide(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return wide(b[2:], binary.BigEndian)
	}
	head := b[:min(len(b), 4096)]
	var odd, even int
	for i, c := range head {
		if c == 0 && i%2 == 1 {
			odd++
		} else if c == 0 {
			even++
		}
	}
	switch {
	case odd > len(head)/4 && even < odd/4:
		return wide(b, binary.LittleEndian)
	case even > len(head)/4 && odd < even/4:
		return wide(b, binary.BigEndian)
	}
	if utf8.Valid(b) {
		return string(b)
	}
	// A cut at the end of the paste must not make it another encoding.
	if i := len(strings.ToValidUTF8(string(b), "")); i >= len(b)-3 {
		return strings.ToValidUTF8(string(b), " ")
	}
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
		switch c { // the few of 0x80–0x9f that occur inside messages
		case 0x91, 0x92:
			out[i] = '\''
		case 0x93, 0x94:
			out[i] = '"'
		case 0x96, 0x97:
			out[i] = '-'
		}
	}
	return string(out)
}

func wide(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// tidy makes a text printable and comparable: typographic quotes and dashes
// become plain ones, what cannot be seen goes, runs of blanks become one space,
// or one line end when they hold one. It also returns the line number of the
// paste after each line end that is kept.
func tidy(s string) (string, []int) {
	var b strings.Builder
	b.Grow(len(s))
	blank := byte(0)
	line, last := 1, rune(0)
	var lines []int
	escape := 0 // inside a terminal's colour sequence: 1 after ESC, 2 after ESC [
	plain := 0  // bytes of s up to here are copied, or left out
	for i, r := range s {
		if i < plain {
			continue
		}
		if r > ' ' && r < 0x7f && escape == 0 && blank == 0 && b.Len() > 0 { // most of a text: copied in one piece
			to := i + 1
			for to < len(s) && s[to] > ' ' && s[to] < 0x7f {
				to++
			}
			b.WriteString(s[i:to])
			plain, last = to, rune(s[to-1])
			continue
		}
		if r == '\n' && last != '\r' || r == '\r' {
			line++
		}
		last = r
		if escape > 0 {
			if escape == 1 && r == '[' {
				escape = 2
				continue
			}
			if escape == 2 && r >= ' ' && r < '@' {
				continue
			}
			if ended := escape == 2; ended {
				escape = 0
				continue
			}
			escape = 0
		}
		switch {
		case commonLetter(r): // most of a text in another language: none of the questions below is asked
		case r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 || r == 0x85:
			blank = '\n'
			continue
		case r == ' ' || r == '\t' || r == '\v' || r == '\f' || r >= utf8.RuneSelf && unicode.Is(unicode.Zs, r):
			if blank == 0 {
				blank = ' '
			}
			continue
		case r < utf8.RuneSelf && r > ' ' && r != 0x7f:
		case r == 0x2018 || r == 0x2019 || r == 0x201a || r == 0xb4 || r == 0x2032:
			r = '\''
		case r == 0x201c || r == 0x201d || r == 0x201e || r == 0xab || r == 0xbb:
			r = '"'
		case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
			r = '-'
		case r >= 0xff01 && r <= 0xff5e: // full-width forms, as an East Asian input method types them
			r -= 0xfee0
		case r == utf8.RuneError || ad.Invisible(r) || !unicode.IsPrint(r): // also what no script has given a meaning
			if r == 0x1b {
				escape = 1
			}
			if r < ' ' && blank == 0 { // what surrounds a control character must not run together
				blank = ' '
			}
			continue
		}
		if blank != 0 {
			if b.Len() > 0 {
				b.WriteByte(blank)
				if blank == '\n' {
					lines = append(lines, line)
				}
			} else if blank == '\n' {
				b.WriteByte('\n') // keeps the count of lines right when a paste begins with empty ones
				lines = append(lines, line)
			}
			blank = 0
		}
		b.WriteRune(r)
	}
	return b.String(), lines
}

// clip shortens a piece of clean text for display, on one line.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}

// commonLetter says whether a character is an ordinary letter of the scripts that Windows
// writes its messages in most, beyond ASCII.
func commonLetter(r rune) bool {
	switch {
	case r < 0xc0:
		return false
	case r <= 0x24f, r >= 0x400 && r <= 0x481, r >= 0x4e00 && r <= 0x9fff, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, r >= 0xac00 && r <= 0xd7a3:
		return true
	}
	return false
}
