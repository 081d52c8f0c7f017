package fix

import "adwalk/ad"

// ObjectChange is everything that happens to one attribute of one object, as
// the JSON output lists it.
type ObjectChange struct {
	DN        string   `json:"dn"`
	Attribute string   `json:"attribute"`
	Add       []string `json:"add"`
	Delete    []string `json:"delete"`
}

// ByObject groups the plan's changes by object and attribute, in the order of
// their first mention.
func (p Plan) ByObject() []ObjectChange {
	out := []ObjectChange{}
	at := map[string]int{}
	for _, c := range p.Changes {
		key := ad.FoldSPN(c.Change.DN) + "\x00" + c.Change.Attribute
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, ObjectChange{DN: c.Change.DN, Attribute: c.Change.Attribute, Add: []string{}, Delete: []string{}})
		}
		if c.Change.Op == ad.AddValue {
			out[i].Add = append(out[i].Add, c.Change.Value)
		} else {
			out[i].Delete = append(out[i].Delete, c.Change.Value)
		}
	}
	return out
}
