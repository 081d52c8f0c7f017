package store

import (
	"strings"

	"adwalk/ad"
)

// tokenGroups are the SIDs of every group that an account is in, nested ones and the
// primary group included (MS-ADTS 3.1.1.4.5.19).
func (t *Tree) tokenGroups(e *Entry) [][]byte {
	var out [][]byte
	seen := map[string]bool{}
	open := e.Texts("memberOf")
	if own, primary := e.Get("objectSid"), e.Text("primaryGroupID"); len(own) > 0 && primary != "" {
		sid, _ := ad.DecodeSID(own[0])
		if i := strings.LastIndexByte(sid, '-'); i > 0 {
			out = append(out, SIDBytes(sid[:i+1]+primary))
			seen[string(out[0])] = true
		}
	}
	for len(open) > 0 {
		g := t.Find(open[0])
		open = open[1:]
		if g == nil {
			continue
		}
		if sid := g.Get("objectSid"); len(sid) > 0 && !seen[string(sid[0])] {
			seen[string(sid[0])] = true
			out = append(out, sid[0])
			open = append(open, g.Texts("memberOf")...)
		}
	}
	return out
}
