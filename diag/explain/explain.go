package explain

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"adwalk/diag/codes"
)

// maxMatches bounds the list: whoever needs the seventh reading needs a longer
// paste.
const maxMatches = 6

// Text explains a pasted text. It accepts any bytes in any of the codes.Usual
// encodings, reads at most MaxText of them, and never fails: what it does not
// know comes back without matches and with a hint at what can be read.
func Text(in string) Explanation { return TextContext(context.Background(), in) }

// TextContext is Text that stops at once when ctx ends; what comes back is marked as
// truncated then.
func TextContext(ctx context.Context, in string) Explanation {
	if ctx.Done() == nil {
		return read(ctx, in)
	}
	done := make(chan func() Explanation, 1)
	go func() {
		defer func() { // a fault is the caller's, who says so
			if fault := recover(); fault != nil {
				done <- func() Explanation { panic(fault) }
			}
		}()
		e := read(ctx, in)
		done <- func() Explanation { return e }
	}()
	select {
	case answer := <-done:
		return answer()
	case <-ctx.Done(): // whatever step it is at: each ends by itself soon
		return Explanation{Kind: "not recognised", Matches: []Match{}, Hint: "Reading was stopped. " + accepted, Truncated: true}
	}
}

func read(ctx context.Context, in string) Explanation {
	p := decode(in)
	out := Explanation{Kind: "not recognised", Matches: []Match{}, Truncated: p.truncated}
	hits := refine(p, seen(ctx, &p))
	list, told := readTickets(p, time.Now())
	if list != nil {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return display(p, h) })
		if len(hits) > 0 { // an error beside the list says more
			told[0].weight = codes.Usual - 6
		}
		hits = append(hits, told...)
		out.Tickets = list
	}
	if ctx.Err() == nil && out.Tickets == nil {
		if hits = meant(p, hits); len(hits) == 0 {
			hits = prompted(p)
		}
		if len(hits) == 0 {
			hits = unspecific(p)
		} else if !slices.ContainsFunc(hits, func(h hit) bool { return h.weight > codes.Weak+5 || !familyOf(h.entry.Family).Harmless }) {
			for _, h := range unspecific(p) { // steps that a log tells, and a failure in words that say no cause
				if h.entry == &unspecificFailure {
					hits = append(hits, h)
				}
			}
		}
	}
	out.Truncated = out.Truncated || ctx.Err() != nil
	groups := firmFirst(agreed(p, group(hits)))
	if len(groups) == 0 {
		out.Hint = "Nothing in this text is an error that is known here. " + accepted
		if strings.TrimSpace(p.clean) == "" {
			out.Hint = "There is no text. " + accepted
		}
		return out
	}
	all := collect(p, hits)
	out.Values = all.byKey
	for i, g := range groups {
		if i+1 < len(groups) {
			g.rival = groups[i+1].direct && !familyOf(groups[i+1].family).Harmless && g.score-groups[i+1].score < clear
		}
		g.everyday = everyday(p, g.best)
		m := g.match(p, all)
		m.Causes = stated(p, g.best.start).keep(m.Causes)
		out.Matches = append(out.Matches, m)
	}
	out.Kind = groups[0].best.entry.Kind
	return out
}

// gathered is what points to one family.
type gathered struct {
	family string
	best   hit
	hits   []hit
	score  int
	direct bool // not only by way of also
	rival  bool // another family follows closely

	everyday bool // words that other trades use too, in a text that names no other of ours
}

// seen finds what is in the paste: traces first, since their lines are not messages,
// then phrases and numbers.
func seen(ctx context.Context, p *pasted) []hit {
	hits := readTrace(p)
	hits = append(hits, scan(ctx, *p)...)
	hits = append(hits, coded(ctx, *p)...)
	if hits = append(hits, constants(*p, hits)...); len(hits) == 0 {
		hits = named(p)
	}
	return hits
}

// group sorts hits into families, best first, and leaves out what only wraps
// around something better.
func group(hits []hit) []gathered {
	byFamily := map[string]*gathered{}
	add := func(family string, h hit, direct bool) {
		g := byFamily[family]
		if g == nil {
			g = &gathered{family: family, best: h}
			byFamily[family] = g
		}
		if h.weight > g.best.weight || h.weight == g.best.weight && h.start < g.best.start {
			g.best = h
		}
		g.direct = g.direct || direct
		g.hits = append(g.hits, h)
	}
	for _, h := range hits {
		add(h.entry.Family, h, true)
		for _, f := range h.entry.Also {
			second := h
			second.weight = min(h.weight/2, 35)
			add(f, second, false)
		}
	}
	var list []gathered
	for _, g := range byFamily {
		distinct := map[*codes.Entry]bool{}
		for _, h := range g.hits {
			distinct[h.entry] = true
		}
		g.score = g.best.weight + min(6, 2*(len(distinct)-1))
		list = append(list, *g)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		switch {
		case a.tier() != b.tier():
			return a.tier() < b.tier()
		case a.score != b.score:
			return a.score > b.score
		case a.best.start != b.best.start:
			return a.best.start < b.best.start
		}
		return a.family < b.family
	})
	if len(list) == 0 {
		return nil
	}
	if first := list[0]; first.family == codes.Generic && first.best.weight < codes.Weak && slices.ContainsFunc(list, told) {
		list = list[1:] // words around a step are no failure
	}
	top := list[0].score
	kept := list[:1]
	for _, g := range list[1:] {
		if g.score <= codes.Weak+5 && top >= codes.Usual-10 && g.direct {
			continue
		}
		if len(kept) < maxMatches {
			kept = append(kept, g)
		}
	}
	return kept
}

// lead is how far a reading of several may stand before one that has a single meaning
// and still follow it.
const lead = 4

// firmFirst puts a message of one meaning before one that may mean several things, or names
// no cause, where the two are nearly as telling: the first explains the second. What an
// event's own field gives as the outcome stays ahead.
func firmFirst(groups []gathered) []gathered {
	if len(groups) < 2 || groups[0].tier() > 0 || groups[0].confidence() == Sure {
		return groups
	}
	ahead := lead
	switch {
	case groups[0].family == codes.Generic:
		ahead = clear
	case groups[0].best.weight >= outcome:
		return groups
	}
	for i, g := range groups[1:] {
		if g.tier() > 0 || groups[0].score-g.score > ahead {
			break
		}
		if g.confidence() == Sure {
			return slices.Concat([]gathered{g}, groups[:i+1], groups[i+2:])
		}
	}
	return groups
}

// told says that the text names a step that is no fault in so many words.
func told(g gathered) bool {
	return g.tier() == 1 && g.best.weight >= codes.Usual-10
}

// tier puts what was said before what is harmless, and both before what the
// same words may mean as well.
func (g gathered) tier() int {
	switch {
	case !g.direct:
		return 2
	case familyOf(g.family).Harmless:
		return 1
	}
	return 0
}

// clear is how far ahead the first reading must be to be beyond doubt.
const clear = 12

// confidence says "sure" only where a code or a message of one meaning was seen and
// nothing else comes near; a message that may mean several things is never sure.
func (g gathered) confidence() Confidence {
	e := g.best.entry
	switch {
	case !g.direct || g.score < 40 || g.everyday:
		return Possible
	case g.family == codes.Generic: // that it failed is no cause to be sure of
		return Likely
	case g.best.weight >= codes.Specific && !g.rival:
		return Sure
	case g.best.weight < codes.Usual-2, g.rival, len(e.Also) > 0, len(e.Codes) == 0 && g.best.weight <= codes.Usual:
		return Likely
	}
	return Sure
}

func (g gathered) match(p pasted, all values) Match {
	e, f := g.best.entry, familyOf(g.family)
	m := Match{What: e.What, Family: g.family, Title: f.Title, Guide: f.Guide, Finding: f.Finding,
		Seen: clip(p.clean[p.at(g.best.start):p.at(g.best.end)], 160), At: p.line(p.at(g.best.start)), score: g.score}
	if g.direct {
		m.Causes, m.Next = join(e.Causes, f.Causes), join(e.Next, f.Next)
		if e.Guide != "" {
			m.Guide = e.Guide
		}
	} else {
		m.Causes, m.Next = join(nil, f.Causes), join(nil, f.Next)
		m.What = e.What + " It may also mean: " + uncapital(f.Title) + "."
	}
	sort.SliceStable(g.hits, func(i, j int) bool { return g.hits[i].weight > g.hits[j].weight })
	seen := map[string]bool{}
	m.Codes = []string{}
	for _, h := range g.hits {
		for _, c := range h.entry.Codes {
			if !seen[c] && len(m.Codes) < 6 {
				seen[c] = true
				m.Codes = append(m.Codes, c)
			}
		}
	}
	m.Confidence = g.confidence()
	m.Guide = guideFor(m.Guide, g.family, all, p)
	m.Inputs = inputs(m.Guide, all.near(p.at(g.best.start)))
	return m
}

// uncapital begins a title in lower case, unless it begins with an acronym.
func uncapital(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// join puts an entry's own advice before the family's, without repeats.
func join(own, common []string) []string {
	out := []string{}
	seen := map[string]bool{}
	for _, list := range [][]string{own, common} {
		for _, s := range list {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// familyOf is a family that a table names: a test holds that each exists.
func familyOf(id string) codes.Family {
	f, _ := codes.FamilyOf(id)
	return f
}
