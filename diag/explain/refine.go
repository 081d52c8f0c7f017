package explain

import (
	"slices"

	"adwalk/diag/codes"
)

// rule looks at one hit with what stands around it and changes it, or leaves it
// out. Text is the folded text of the hit's record near it.
type rule func(p pasted, text string, h hit) (hit, bool)

var rules = []rule{bySecureChannel, bySession, byBindData, byConnector, byStatedNumber, byOwnAddress, byCard, byRemoteLogin, byExchange, byReferral, bySide, byJavaClient, byAcquire, byOldName, byKeytabLogin, byNewCache, bySecondHop, byCertificate, byDirectoryRule, byETypes, byPort, byComputer, byDelegation}

// refine reads each hit in its surroundings: the same words mean another thing in
// another exchange, on the other side, or from another library.
func refine(p pasted, hits []hit) []hit {
	hits = past(p, settle(p, foreign(p, doubt(p.folded, denied(p, hits)))))
	out := hits[:0]
	for _, h := range hits {
		text, keep := vicinity(p, h), true
		for _, r := range rules {
			if h, keep = r(p, text, h); !keep {
				break
			}
		}
		if keep {
			out = append(out, h)
		}
	}
	return slices.Clip(whole(p, out))
}

// as gives a hit another meaning; its codes stay what the text says.
func (h hit) as(change func(e *codes.Entry)) hit {
	e := *h.entry
	e.Also, e.Causes, e.Next, e.Guide = nil, nil, nil, ""
	change(&e)
	h.entry = &e
	return h
}
