package explain

import (
	"slices"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// deniable are words that name a cause; a text may say of each that it is not there.
var deniable = []string{"clock skew", "clock drift", "time skew", "time difference", "time offset", "duplicate", "multiple accounts", "locked", "lockout", "expired", "disabled", "double hop", "double-hop", "ntlm", "firewall", "bad password", "wrong password", "invalid password", "incorrect password", "password mismatch", "kvno mismatch"}

// A word is denied by what stands right before it, or by what the sentence says of it.
var (
	deniedBefore = pattern.Lazy(`(?:^|[^a-z0-9])(?:no|not|isn't|aren't|wasn't|weren't|without|neither|nor|never|excluded|ruled out|kein|keine|keinen|nicht|ohne)(?: (?:a|an|any|the|such|other|longer|more|been|single|problem with|issue with|problems with|issues with|due to|because of|about|related to|a matter of|by))*(?: [a-z][a-z -]{1,40} (?:or|nor|and))?[ "'` + "`" + `]*$`)
	deniedBehind = pattern.Lazy(`^s?(?: (?:between|of|on|in|for|to|with) [^.;:,\n]{1,50}?)? (?:(?:is|are|was|were|has been|have been|can be|could be) (?:not (?:the|a|an) (?:problem|issue|cause|reason)|no (?:problem|issue)|excluded|ruled out|below|less than|under|within|negligible|ok\b|okay|fine\b|zero|0 s|less)|isn't (?:the|a) (?:problem|issue|cause|reason))`)
)

// denialReach is how much of a sentence is looked at on each side of the word.
const denialReach = 60

// denied leaves out the causes that the text says are not there: what the asker has looked
// for and not found.
func denied(p pasted, hits []hit) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool {
		if h.entry.Code > 0 && h.end-h.start > denialReach || h.entry.Family == codes.Harmless {
			return false
		}
		said := p.folded[h.start:h.end]
		if !slices.ContainsFunc(deniable, func(w string) bool { return strings.HasPrefix(said, w) }) {
			return false
		}
		return deniedBefore().MatchString(p.folded[max(0, h.start-denialReach):h.start]) ||
			deniedBehind().MatchString(p.folded[h.end:min(len(p.folded), h.end+2*denialReach)])
	})
}
