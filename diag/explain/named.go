package explain

import (
	"strings"
	"sync"

	"adwalk/diag/codes"
	"adwalk/diag/winlog"
)

// byCode are the entries by each code that they show, folded.
var byCode = sync.OnceValue(func() map[string]*codes.Entry {
	out := map[string]*codes.Entry{}
	for _, t := range codes.Tables() {
		for i := range t.Entries {
			for _, c := range t.Entries[i].Codes {
				if c = winlog.Folded(c); out[c] == nil {
					out[c] = &t.Entries[i]
				}
			}
		}
	}
	return out
})

// named is what somebody asks for who types a code as it is shown, and nothing else.
func named(p *pasted) []hit {
	if len(p.folded) > briefText {
		return nil
	}
	s := strings.TrimSpace(p.folded)
	if e := byCode()[s]; e != nil {
		at := strings.Index(p.folded, s)
		return []hit{{e, at, at + len(s), e.Weight}}
	}
	return nil
}
