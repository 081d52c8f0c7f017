package timeline

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag/codes"
)

// builder gathers a story.
type builder struct {
	story  Story
	found  map[[2]string]int // code and subject: place in Findings
	asked  map[string]bool
	unread int // events whose result could not be read
}

func newBuilder(source string) *builder {
	return &builder{story: Story{Source: source, Events: []Event{}, Findings: []Finding{}}, found: map[[2]string]int{}, asked: map[string]bool{}}
}

func (b *builder) event(e Event) {
	if service(e.SPN) {
		b.spn(e.SPN)
	}
	if len(b.story.Events) >= MaxEvents {
		b.story.More++
		return
	}
	b.story.Events = append(b.story.Events, e)
}

const maxFindings = 1000

// finding adds a fault or counts it again. m may be empty: the family's own causes
// and next steps are used.
func (b *builder) finding(family, subject, what string, e Event, m codes.Meaning) {
	if subject == "" { // nothing says what it is about: it may be what was found before
		for i := range b.story.Findings {
			if b.story.Findings[i].Code == family {
				b.story.Findings[i].Count++
				return
			}
		}
	}
	key := [2]string{family, subject}
	if i, ok := b.found[key]; ok {
		b.story.Findings[i].Count++
		return
	}
	if len(b.story.Findings) >= maxFindings {
		return
	}
	if strings.Contains(e.SPN, "/") && !isTGT(e.SPN) {
		b.spn(e.SPN) // its owner is a part of the answer
	}
	f := Finding{Code: family, Subject: subject, What: what, Count: 1, First: e.Where, At: e.At, Causes: m.Causes, Next: m.Next}
	if fam, ok := codes.FamilyOf(family); ok {
		f.Title, f.Guide = fam.Title, fam.Guide
		if len(f.Causes) == 0 {
			f.Causes = fam.Causes
		}
		if len(f.Next) == 0 {
			f.Next = fam.Next
		}
	}
	f.Guide = codes.ForService(f.Guide, e.SPN)
	if codes.AboutService(f.Guide) && e.SPN != "" {
		f.Inputs = map[string]string{"service": e.SPN}
	}
	b.found[key] = len(b.story.Findings)
	b.story.Findings = append(b.story.Findings, f)
}

// at gives a finding the service that it is about, as it was written down where no SPN
// was.
func (b *builder) at(family, subject, service string) {
	i, ok := b.found[[2]string{family, subject}]
	if !ok || service == "" {
		return
	}
	if f := &b.story.Findings[i]; f.Inputs == nil && codes.AboutService(f.Guide) {
		f.Inputs = map[string]string{"service": service}
	}
}

// spn notes an SPN that a client asked for.
func (b *builder) spn(s string) {
	key := ad.FoldSPN(s)
	if s == "" || b.asked[key] || len(b.asked) >= maxFindings {
		return
	}
	b.asked[key] = true
	b.story.SPNs = append(b.story.SPNs, s)
}

// service says whether a name is a service's SPN, which some account has: not the KDC's
// own, and no name that is none.
func service(name string) bool {
	s, err := ad.ParseSPN(name)
	return err == nil && s.Class != "" && !strings.EqualFold(s.Class, "krbtgt") && !strings.EqualFold(s.Class, "kadmin")
}

// last are the families that follow from others, or are common by themselves.
var last = []string{codes.NTLMFallback, codes.Generic, codes.Harmless}

func rank(family string) int { return slices.Index(last, family) }
