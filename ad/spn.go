package ad

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode"
)

// SPN is a parsed service principal name (MS-ADTS 2.2.21):
// class "/" host [":" port or instance] ["/" service].
type SPN struct {
	Class    string
	Host     string
	Port     string // digits after the colon
	Instance string // anything else after the colon
	Service  string // third part, for replicated services
}

// String puts the SPN together again, in the case it was typed in.
func (s SPN) String() string {
	var b strings.Builder
	b.WriteString(s.Class + "/" + s.Host)
	if s.Port != "" {
		b.WriteString(":" + s.Port)
	} else if s.Instance != "" {
		b.WriteString(":" + s.Instance)
	}
	if s.Service != "" {
		b.WriteString("/" + s.Service)
	}
	return b.String()
}

// maxSPN bounds what is parsed; a domain controller refuses far shorter names.
const maxSPN = 1024

// quoted shows what cannot be seen by its code, and a backslash as it was typed.
func quoted(s string) string { return strings.ReplaceAll(fmt.Sprintf("%q", s), `\\`, `\`) }

// ParseSPN splits and checks a name that an operator typed or a program wants
// to register. The error is a *Problem that says what is wrong with it and what
// to write instead. Wildcards are refused: a search pattern is not an SPN.
func ParseSPN(in string) (SPN, error) {
	bad := func(why, do string) (SPN, error) {
		return SPN{}, &Problem{Kind: ProblemUsage, What: quoted(clip(in, 80)) + " is not an SPN", Why: why, Do: do}
	}
	form := "write class/host, as in http/mail.contoso.com"
	switch {
	case in == "":
		return bad("it is empty", form)
	case len(in) > maxSPN:
		return bad(fmt.Sprintf("it is longer than %d bytes", maxSPN), form)
	case strings.Contains(in, "://"):
		return bad("it looks like a URL", "leave out the scheme and the path: http/host")
	case strings.Contains(in, `\`):
		return bad("it has a backslash; the separator is a slash", form)
	}
	for i, r := range in {
		switch {
		case r == ' ' && !inWords(in, i), r == '\t':
			return bad(fmt.Sprintf("it has a space at byte %d", i), "take the space out")
		case r == unicode.ReplacementChar || unicode.IsControl(r):
			return bad(fmt.Sprintf("it has the control character U+%04X at byte %d", r, i), "type the name again instead of pasting it")
		case r > unicode.MaxASCII:
			return bad(fmt.Sprintf("it has the character U+%04X at byte %d, which is not ASCII and may be invisible or look like another", r, i),
				"type the name again instead of pasting it")
		case r == '*':
			return bad("it has a wildcard", "name one SPN; wildcards work in searches only")
		}
	}
	if at := strings.LastIndexByte(in, '@'); at >= 0 {
		return bad("it carries a realm after @", "leave the realm out: "+in[:at])
	}
	parts := strings.Split(in, "/")
	switch {
	case len(parts) < 2:
		return bad("it has no slash between service class and host", form)
	case len(parts) > 3:
		return bad("it has more than three parts", form)
	case parts[0] == "":
		return bad("the service class is empty", form)
	}
	s := SPN{Class: parts[0]}
	host, tail, colon := strings.Cut(parts[1], ":")
	s.Host = host
	switch {
	case host == "":
		return bad("the host is empty", form)
	case strings.HasSuffix(host, "."):
		return bad("the host ends in a dot; clients ask without it", "take the dot off")
	case colon && tail == "":
		return bad("nothing follows the colon", "add the port or take the colon off")
	case colon && strings.Trim(tail, "0123456789") == "":
		s.Port = tail
	case colon && manyPorts(tail) && !isIPv6(parts[1]):
		return bad("it has two ports", "keep the one port under which clients ask")
	case colon:
		s.Instance = tail
	}
	if len(parts) == 3 {
		if parts[2] == "" {
			return bad("the third part is empty", "take the last slash off")
		}
		s.Service = parts[2]
	}
	return s, nil
}

// manyPorts says whether numbers stand between colons, as in 80:81.
func manyPorts(tail string) bool {
	first, rest, more := strings.Cut(tail, ":")
	return more && first != "" && strings.Trim(first+rest, "0123456789:") == ""
}

func isIPv6(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Is6()
}

// inWords says whether the blank at byte i stands between two words of the
// service class or of the third part. Hyper-V's names are made that way
// ("Microsoft Virtual System Migration Service/hv1") and so are services named by
// a DN; a host never holds one, nor does a part begin or end with one.
func inWords(spn string, i int) bool {
	if i == 0 || i == len(spn)-1 || !strings.Contains(spn, "/") || strings.Count(spn[:i], "/") == 1 {
		return false
	}
	return !strings.ContainsRune(" /", rune(spn[i-1])) && !strings.ContainsRune(" /", rune(spn[i+1]))
}

// FoldSPN gives the key under which Active Directory treats two SPNs as the
// same: without regard to case (MS-ADTS 3.1.1.5.1.3), and without the invisible
// characters that a vulnerable domain controller stores and then ignores.
func FoldSPN(s string) string {
	if printableASCII(s) { // nearly every name is
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if Invisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func printableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// Invisible says whether a character is one that a reader cannot see: control,
// format (zero-width, directional), variation selectors and fillers.
func Invisible(r rune) bool {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0:
		return true
	}
	return false
}

// SuspiciousSPN says whether a registered SPN holds anything but printable
// ASCII, and names the first such character.
func SuspiciousSPN(s string) (r rune, suspicious bool) {
	for _, r := range s {
		if r > unicode.MaxASCII || unicode.IsControl(r) {
			return r, true
		}
	}
	return 0, false
}

// clip shortens foreign text for a message.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
