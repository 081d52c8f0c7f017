package explain

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"adwalk/ad"
)

// value is a name found in the paste.
type value struct {
	key, text string
	at        int  // offset in clean
	told      bool // it came from a labelled field or is part of a target that was named
}

// values are all the names found, in order of appearance.
type values struct {
	list  []value
	byKey Values
}

// Bounds: the surroundings of what was recognised are searched for names, not
// the whole of a long log.
const (
	wholeText  = 32 << 10 // a paste up to this size is searched whole
	aroundHit  = 2 << 10
	maxWindows = 32
	maxValues  = 8   // a key
	maxValue   = 255 // bytes
	maxFound   = 200 // of one form in a window
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// collect finds the names in the paste, near the hits when it is long.
func collect(p pasted, hits []hit) values {
	v := values{byKey: Values{}}
	if len(p.clean) <= wholeText {
		v.search(p.clean, 0)
	} else {
		last := -1
		for n, h := range hits {
			if n >= maxWindows {
				break
			}
			from, to := max(0, p.at(h.start)-aroundHit, last), min(len(p.clean), p.at(h.end)+aroundHit)
			if from < to {
				v.search(p.clean[from:to], from)
				last = max(last, to)
			}
		}
	}
	return v
}

func (v *values) add(key, text string, at int, told bool) {
	text = strings.Trim(text, " .,;:'\"()[]{}<>")
	if text == "" || len(text) > maxValue {
		return
	}
	if key == InputRealm {
		text = strings.ToUpper(text)
	}
	for _, have := range v.byKey[key] {
		if strings.EqualFold(have, text) || key == InputUser && partOf(have, text) {
			v.list = append(v.list, value{key, have, at, told})
			return
		}
	}
	if len(v.byKey[key]) < maxValues {
		v.byKey[key] = append(v.byKey[key], text)
		v.list = append(v.list, value{key, text, at, told})
	}
}

// partOf says whether a bare user name is that of a name with its domain.
func partOf(full, bare string) bool {
	low, b := strings.ToLower(full), strings.ToLower(bare)
	return strings.HasPrefix(low, b+"@") || strings.HasSuffix(low, `\`+b)
}

func (v *values) search(s string, base int) {
	padded := " " + s
	low := lowered(padded)
	each := func(f func(m []string, at int)) func(ix []int) {
		n := 0
		return func(ix []int) {
			if n++; n > maxFound || piece(s, ix[0], ix[1]) {
				return
			}
			m := make([]string, len(ix)/2)
			for i := range m {
				if ix[2*i] >= 0 {
					m[i] = s[ix[2*i]:ix[2*i+1]]
				}
			}
			f(m, base+ix[0])
		}
	}
	labels := func(l label, f func(m []string, at int)) { l.find(padded, low, each(f)) }
	sub := func(p pieces, f func(m []string, at int)) { p.find(s, each(f)) }
	labels(reTarget, func(m []string, at int) { v.spn(m[1], "", at, true) })
	labels(reTargetText, func(m []string, at int) { v.target(m[0], at) })
	sub(reSPN, func(m []string, at int) {
		if at > base && strings.ContainsRune(`/.\-`, rune(s[at-base-1])) { // the end of a path
			return
		}
		v.spn(m[1]+"/"+m[2]+m[3]+m[4], m[5], at, false)
	})
	labels(reGSSName, func(m []string, at int) {
		if strings.Contains(m[2], ".") {
			v.spn(m[1]+"/"+m[2], "", at, true)
		}
	})
	sub(rePrincipal, func(m []string, at int) {
		if at > base && strings.ContainsRune("/:\\", rune(s[at-base-1])) || serviceClasses[strings.ToLower(m[1])] || !realmLike(m[2]) {
			return
		}
		if m[2] == strings.ToUpper(m[2]) {
			v.add(InputRealm, m[2], at, true)
		}
		v.add(InputUser, m[1]+"@"+m[2], at, true)
	})
	sub(reDownLevel, func(m []string, at int) {
		if strings.HasPrefix(strings.ToUpper(m[2]), "HK") || strings.ContainsAny(m[2], ".") && !strings.Contains(m[3], "$") && notHostLast[strings.ToLower(m[3])] {
			return
		}
		if strings.HasSuffix(m[3], "$") {
			v.add(InputAccount, m[2]+`\`+m[3], at, false)
		} else {
			v.add(InputUser, m[2]+`\`+m[3], at, true)
		}
	})
	labels(reRealm, func(m []string, at int) {
		if realmLike(m[1]) || !strings.Contains(m[1], ".") && m[1] == strings.ToUpper(m[1]) && len(m[1]) > 2 && strings.Trim(m[1], "0123456789") != "" {
			v.add(InputRealm, m[1], at, true)
		}
	})
	labels(reDomain, func(m []string, at int) {
		if realmLike(m[1]) {
			v.add(InputRealm, m[1], at, true)
		}
	})
	labels(reDN, func(m []string, at int) { v.add(InputDN, m[0], at, true) })
	labels(reKDC, func(m []string, at int) {
		if strings.Contains(m[1], ".") {
			v.add(InputKDC, m[1], at, true)
		}
	})
	labels(reAccount, func(m []string, at int) {
		name, runs := strings.TrimRight(m[2], "."), strings.EqualFold(m[1], "service account")
		if accountLike(name) && (strings.HasSuffix(name, "$") || strings.ContainsAny(m[0], `:='"`) || strings.HasPrefix(strings.ToLower(m[1]), "could not")) {
			v.add(InputAccount, name, at, runs)
		}
	})
	labels(reHostName, func(m []string, at int) {
		if realmLike(m[1]) && !mixed(m[1]) {
			v.add(InputHost, m[1], at, true)
		}
	})
	labels(reUserLabel, func(m []string, at int) {
		if accountLike(m[1]) {
			v.add(InputUser, m[1], at, true)
		}
	})
	sub(reIPv4, func(m []string, at int) {
		for _, kdc := range v.byKey[InputKDC] {
			if kdc == m[0] {
				return
			}
		}
		if wholeAddress(s, at-base, m[0]) {
			v.add(InputAddress, m[0], at, false)
		}
	})
	sub(reHost, func(m []string, at int) { v.host(m[0], s, at-base, base) })
}

// wholeAddress says whether the four numbers at a place in s are an IPv4 address: not a
// part of a longer row of numbers, as an object identifier is, and not a version.
func wholeAddress(s string, at int, text string) bool {
	if _, err := netip.ParseAddr(text); err != nil {
		return false
	}
	before, after := strings.ToLower(s[max(0, at-12):at]), s[at+len(text):]
	if strings.HasSuffix(before, ".") || len(after) > 1 && after[0] == '.' && after[1] >= '0' && after[1] <= '9' {
		return false
	}
	word := strings.TrimRight(before, " :=/-v")
	return !strings.HasSuffix(before, "v") && !strings.HasSuffix(word, "version") && !strings.HasSuffix(word, "oid")
}

// accountLike says whether a word has the form of an account's name and is none of the
// words that a sentence puts there.
func accountLike(s string) bool {
	low := strings.ToLower(s)
	return len(s) > 1 && !notAccounts[low] && strings.Trim(s, "0123456789.") != "" && !serviceClasses[low]
}

// realmLike says whether a name has the form of a realm: labels, the last of letters.
func realmLike(s string) bool {
	last := s[strings.LastIndexByte(s, '.')+1:]
	return strings.Contains(s, ".") && len(last) > 1 && strings.Trim(strings.ToLower(last), "abcdefghijklmnopqrstuvwxyz") == ""
}

// documents are hosts that messages refer to for reading.
var documents = []string{"microsoft.com", "aka.ms", "github.com", "go.microsoft.com", "docs.oracle.com", "stackoverflow.com", "mit.edu", "schemas.", "w3.org", "postgresql.org", "redhat.com"}

// target takes a URL, a UNC path or a connection string as the service that it names.
func (v *values) target(text string, at int) {
	text = strings.TrimRight(text, ".,;")
	t, err := ad.ParseServiceTarget(text)
	if err != nil || t.Host == "" || t.SPN() == "" || holdsAny(strings.ToLower(t.Host), documents) {
		return
	}
	if _, numeric := t.Address(); numeric {
		return
	}
	v.add(InputSPN, t.SPN(), at, true)
	v.add(InputHost, t.Host, at, true)
}

// piece says whether s[from:to] is cut out of a longer word by a letter that no
// name here has: "http/m" of "http/mäil" would be a wrong name. Scripts that are
// written without spaces end a name, like a blank.
func piece(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	for _, r := range []rune{before, after} {
		if r >= utf8.RuneSelf && unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Mn, unicode.Cf) {
			return true
		}
	}
	return false
}

// spn takes a service name apart. A class that is not known counts only with a
// realm or after a word that announces a service name.
func (v *values) spn(name, realm string, at int, announced bool) {
	class, rest, _ := strings.Cut(name, "/")
	class = strings.ToLower(class)
	if class == "krbtgt" {
		if realm == "" {
			realm = rest
		}
		if strings.Contains(realm, ".") {
			v.add(InputRealm, realm, at, true)
		}
		return
	}
	if class == "krb5_ccache_conf_data" || !serviceClasses[class] && !announced && !realmLike(realm) || rest == "" || strings.Trim(rest, "0123456789.") == "" {
		return
	}
	name = strings.Trim(name, ".,;:'\"/")
	v.add(InputSPN, name, at, true)
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	if strings.Trim(host, "0123456789.") != "" {
		v.add(InputHost, host, at, true)
	}
	if strings.Contains(realm, ".") {
		v.add(InputRealm, realm, at, true)
	}
}

// host takes a dotted name that looks like a host and not like a type, a file
// or a number.
func (v *values) host(name, s string, at, base int) {
	low := strings.ToLower(name)
	first, _, _ := strings.Cut(low, ".")
	last := low[strings.LastIndexByte(low, '.')+1:]
	if notHostFirst[first] || notHostLast[last] || len(last) < 2 || last[0] >= '0' && last[0] <= '9' {
		return
	}
	if at > 0 && strings.ContainsRune(`@\.-_$`, rune(s[at-1])) { // a realm, a path, a part of something longer
		return
	}
	if end := at + len(name); end < len(s) && strings.ContainsRune(`(@_\$`, rune(s[end])) {
		return
	}
	if !hostEnding[last] && (len(last) != 2 || strings.Count(low, ".") < 2) {
		return
	}
	if mixed(name) {
		return
	}
	if name != low && name == strings.ToUpper(name) { // a realm without a label
		v.add(InputRealm, name, base+at, false)
		return
	}
	for _, key := range []string{InputRealm, InputKDC} {
		for _, r := range v.byKey[key] {
			if strings.EqualFold(r, name) {
				return
			}
		}
	}
	v.add(InputHost, name, base+at, false)
}

// mixed says whether a label mixes capital and small letters, as names of types do.
func mixed(name string) bool {
	for _, label := range strings.Split(name, ".") {
		if label != strings.ToLower(label) && label != strings.ToUpper(label) {
			return true
		}
	}
	return false
}

var hostEnding = words(`local lan lab corp internal intra intranet test example home ad com net org edu gov mil int info biz io dev cloud tech company priv private loc dom domain`)

// near returns the values with those closest to an offset first. A host counts only
// where the text says that it is asked for, and an account only where it says that
// it runs the service: the account that an error names is as likely the wrong one.
func (v values) near(at int) map[string]string {
	out := map[string]string{}
	dist := map[string]int{}
	for _, x := range v.list {
		if !x.told && (x.key == InputHost || x.key == InputAccount) {
			continue
		}
		d := x.at - at
		if d < 0 {
			d = -d
		}
		if old, ok := dist[x.key]; !ok || d < old {
			dist[x.key], out[x.key] = d, x.text
		}
	}
	return out
}
