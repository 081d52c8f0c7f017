package app

import (
	"adwalk/ad"
	"adwalk/diag/guide"
	"adwalk/diag/walk"
)

// LabKnows is what a person of the lab would paste or type for a guide, by the
// key of the guide's input.
func (s *Session) LabKnows(g guide.Guide) map[string]string {
	out := map[string]string{}
	l, _ := s.Embedded()
	if l == nil {
		return out
	}
	pastes, typed := l.Pastes(), l.Inputs()
	for _, in := range g.Inputs {
		if text, ok := pastes[in.Key]; ok && in.Paste {
			out[in.Key] = text
		} else if text, ok := typed[g.ID+"."+in.Key]; ok && !in.Paste { // of this guide alone
			out[in.Key] = text
		} else if text, ok := typed[in.Key]; ok && !in.Paste {
			out[in.Key] = text
		}
	}
	return out
}

// LabInputs gives a walk what a person of the lab would, except what the
// operator gave: pastes only when there were none.
func (s *Session) LabInputs(g guide.Guide, w *walk.Walk, pastes bool) error {
	knows, given := s.LabKnows(g), w.State().Inputs
	for _, in := range g.Inputs {
		text, ok := knows[in.Key]
		if _, mine := given[in.Key]; !ok || mine || in.Paste && !pastes {
			continue
		}
		if err := w.Give(in.Key, text, ad.Source{Kind: "operator", Name: "lab"}); err != nil {
			return err
		}
	}
	return nil
}
