package explain

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

//go:embed testdata/rewritten.txt
var rewritten string

// constructed are messages of single programs, made up after what such programs say.
//
//go:embed testdata/constructed.txt
var constructed string

// unrelated are messages of other trades, one a line.
//
//go:embed testdata/unrelated.txt
var unrelated string

type known struct {
	families []string // the right ones
	text     string
}

// corpus are texts as people paste them, with all that stands around the message,
// rewritten with other names, and the families that would be right.
func corpus() []known {
	var out []known
	for _, block := range strings.Split(rewritten+constructed, "=== ")[1:] {
		head, text, _ := strings.Cut(block, "\n")
		out = append(out, known{strings.Fields(head), text})
	}
	return out
}

// What is said first must be right, and "sure" must mean it.
func TestPastesOfTheFieldAreRead(t *testing.T) {
	all := corpus()
	var wrong, sure, likely, sureWrong, likelyWrong int
	for _, c := range all {
		e := Text(c.text)
		family, confidence := "(none)", Confidence("")
		if len(e.Matches) > 0 {
			family, confidence = e.Matches[0].Family, e.Matches[0].Confidence
		}
		right := slices.Contains(c.families, family)
		if !right {
			wrong++
			t.Logf("want %v, got %s (%s) for %.120q%s", c.families, family, confidence, c.text, brief(e))
		}
		switch confidence {
		case Sure:
			sure++
			if !right {
				sureWrong++
			}
		case Likely:
			likely++
			if !right {
				likelyWrong++
			}
		}
	}
	t.Logf("%d texts, %d wrong; sure %d, wrong %d; likely %d, wrong %d", len(all), wrong, sure, sureWrong, likely, likelyWrong)
	if wrong*50 > len(all) || sureWrong*100 > sure || likelyWrong*5 > likely {
		t.Errorf("%d of %d wrong, %d of %d sure ones, %d of %d likely ones", wrong, len(all), sureWrong, sure, likelyWrong, likely)
	}
}

// What has nothing to do with Kerberos or a directory is not made to.
func TestOtherTradesAreLeftAlone(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(unrelated), "\n") {
		if e := Text(line); len(e.Matches) > 0 && !familyOf(e.Matches[0].Family).Harmless {
			t.Errorf("%q is said to be %s (%s)", line, e.Matches[0].Family, e.Matches[0].Confidence)
		}
	}
}
