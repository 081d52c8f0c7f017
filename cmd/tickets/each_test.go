package tickets

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
)

// KDCs that answer alike do not make a name right where another domain controller has
// the owner disabled, or another owner: which of them a client meets is not known.
func TestDomainControllersThatKnowDifferentOwners(t *testing.T) {
	web := session.Owners{Server: "dc1", Owners: []string{"CN=web"}}
	off := session.Owners{Server: "dc2", Owners: []string{"CN=web"}, Disabled: []string{"CN=web"}}
	silent := session.Owners{Server: "dc3", Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc3"}}
	for name, c := range map[string]struct {
		list []session.Owners
		want diag.Verdict
		says string
	}{
		"the same":          {[]session.Owners{web, {Server: "dc2", Owners: web.Owners}}, diag.OK, ""},
		"disabled there":    {[]session.Owners{web, off}, diag.StaleReplica, "disabled on dc1: none and on dc2: CN=web"},
		"behind a dead one": {[]session.Owners{silent, web, off}, diag.StaleReplica, "dc2"},
		"another owner":     {[]session.Owners{web, {Server: "dc2", Owners: []string{"CN=old"}}}, diag.StaleReplica, "disagree about the owner"},
	} {
		a := EachAnswer{SPN: "http/web", Verdict: diag.OK, KDCs: []eachRow{{KDC: "dc1", Verdict: diag.OK}, {KDC: "dc2", Verdict: diag.OK}}}
		a.compareOwners(c.list)
		a.settle()
		if a.Verdict != c.want || !strings.Contains(a.Why, c.says) {
			t.Errorf("%s: %s: %s", name, a.Verdict, a.Why)
		}
		if wrong := c.want != diag.OK; wrong != (a.code() == app.ExitFound) || wrong != (a.KDCs[1].Verdict != diag.OK) {
			t.Errorf("%s: exit %d, %+v", name, a.code(), a.KDCs)
		}
	}
	if text := off.Text(); !strings.Contains(text, "disabled here: CN=web") {
		t.Error(text)
	}
}
