package explain

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// An expression that is tried only where it can match finds what it finds when it is
// tried at every letter, in real texts and in their words put together at random.
func TestFindingByPieces(t *testing.T) {
	var texts []string
	for _, c := range corpus() {
		texts = append(texts, c.text)
	}
	words := strings.Fields(strings.Join(texts, " "))
	between := []string{" ", " ", " ", "\n", ":", "=", "@", "/", "\\", ".", "", " @ ", "'", "\"", ", ", "ä"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		var b strings.Builder
		for range 12 {
			b.WriteString(words[random.IntN(len(words))] + between[random.IntN(len(between))])
		}
		texts = append(texts, b.String())
	}
	found := 0
	for _, s := range texts {
		padded := " " + s
		low := lowered(padded)
		compare := func(name string, whole *regexp.Regexp, find func(f func(ix []int))) {
			var want, got []string
			for _, ix := range whole.FindAllStringSubmatchIndex(s, -1) {
				want = append(want, fmt.Sprint(ix))
			}
			find(func(ix []int) { got = append(got, fmt.Sprint(ix)) })
			if found += len(want); !slices.Equal(got, want) {
				t.Errorf("%s in %.200q: %s, want %s", name, s, got, want)
			}
		}
		for name, l := range map[string]label{"gss": reGSSName, "realm": reRealm, "domain": reDomain, "dn": reDN, "kdc": reKDC, "account": reAccount, "host": reHostName, "user": reUserLabel, "url": reTargetText, "target": reTarget} {
			compare(name, wholes(l.expr()), func(f func(ix []int)) { l.find(padded, low, f) })
		}
		for name, p := range map[string]pieces{"spn": reSPN, "principal": rePrincipal, "down-level": reDownLevel, "name": reHost, "address": reIPv4} {
			compare(name, p.expr(), func(f func(ix []int)) { p.find(s, f) })
		}
	}
	if found < 3000 {
		t.Errorf("only %d matches: the test does not test", found)
	}
}

var compiled = map[string]*regexp.Regexp{}

// wholes is the expression of a label as it would be tried at every letter.
func wholes(re *regexp.Regexp) *regexp.Regexp {
	expr := strings.TrimPrefix(re.String(), `\A(?s:.)`)
	if compiled[expr] == nil {
		compiled[expr] = regexp.MustCompile(expr)
	}
	return compiled[expr]
}
