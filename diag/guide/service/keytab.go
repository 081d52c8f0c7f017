package service

import (
	"fmt"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
	"adwalk/diag/keytabs"
)

// keytabStory shows the entries, without keys, and how to make the right ones.
func (w Walk) keytabStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	if guide.Value(r, "keytab") == "" {
		return append(out, story.UnaskedLine("Not checked: no keytab was given. On the server: adwalk keytab FILE"))
	}
	for _, f := range facts.Keytab.All(r) {
		if !f.Known() {
			continue
		}
		for _, e := range f.Value.Entries {
			out = append(out, story.Say("%s  kvno %d, %s%s", e.Principal, e.KVNO, e.EType, tried(e, f.Value.Ticket)))
		}
		if keytabs.Judge(f.Value).Finding == nil {
			continue
		}
		for _, c := range keytabs.Recipes(f.Value) {
			out = append(out, story.Command(fmt.Sprintf("%s: %s", c.Tool, c.Note), c.Command))
		}
	}
	return out
}

func tried(e keytabs.Entry, t *keytabs.Ticket) string {
	switch {
	case t == nil || e.EType != t.EType:
		return ""
	case e.Fits:
		return ", decrypts a fresh ticket"
	case e.Tried:
		return ", does not decrypt a fresh ticket"
	}
	return ""
}
