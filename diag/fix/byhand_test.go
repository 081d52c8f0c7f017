package fix

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
)

// outcome is a plan as a line for each change with what stands beside it, or the refusal.
func outcome(p Plan, err error) string {
	if err != nil {
		return "refused: " + ad.AsProblem(err, "", "").Error()
	}
	var out []string
	for _, c := range p.Changes {
		text := string(c.Change.Op) + " " + c.Change.Attribute + " " + c.Change.Value + " of " + c.Change.Account + ": " + c.Effect
		if c.Risk != "" {
			text += " (risk: " + c.Risk + ")"
		}
		if c.Final {
			text += " (final)"
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// An SPN that a person adds, deletes or moves keeps one owner, and the plan says what
// each account gains and loses.
func TestSPNsByHand(t *testing.T) {
	const spn = "http/app.contoso.lab"
	web, old := account("WEB1"), account("OLD", "HTTP/APP.contoso.lab", "host/old")
	second := account("SECOND", spn)
	add := func(v string, to ad.Account, owners ...ad.Account) string { return outcome(AddSPN(v, to, owners)) }
	move := func(from, to ad.Account, owners ...ad.Account) string { return outcome(MoveSPN(spn, from, to, owners)) }
	for _, c := range []struct{ name, got, want string }{
		{"added", add(spn, web), "add servicePrincipalName " + spn + " of WEB1$: the KDC issues tickets for " + spn + " with the key of WEB1$"},
		{"added where it is", add(spn, second, second), "refused: adding the SPN: SECOND$ has " + spn + " already (nothing needs to be written)"},
		{"added beside an owner", add(spn, web, old), "refused: adding the SPN: " + spn + " is on OLD$: a second owner would be a duplicate (move it instead)"},
		{"no SPN", add("nonsense", web), "refused: "},
		{"deleted from the only owner", outcome(DeleteSPN(spn, old, []ad.Account{old}), nil), "delete servicePrincipalName HTTP/APP.contoso.lab of OLD$: no account has " + spn + " any more (risk: clients using " + spn + " lose Kerberos)"},
		{"deleted from one of two", outcome(DeleteSPN(spn, old, []ad.Account{old, second}), nil),
			"delete servicePrincipalName HTTP/APP.contoso.lab of OLD$: " + spn + " is left on SECOND$ (risk: if the service runs as OLD$, it cannot decrypt its clients' tickets) (final)"},
		{"moved", move(old, web, old), "delete servicePrincipalName HTTP/APP.contoso.lab of OLD$: OLD$ is no longer used for " + spn + " (risk: a service that runs as OLD$ cannot decrypt the new tickets)\n" +
			"add servicePrincipalName " + spn + " of WEB1$: the KDC issues tickets for " + spn + " with the key of WEB1$"},
		{"moved to where it is", move(old, old, old), "refused: moving the SPN: it is on OLD$ already (name another account)"},
		{"moved although a third has it", move(old, web, old, second), "refused: moving the SPN: it is on SECOND$, too"},
	} {
		if c.got != c.want && !(strings.HasPrefix(c.want, "refused: ") && strings.HasPrefix(c.got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
	p, _ := MoveSPN(spn, old, web, []ad.Account{old})
	if p.Changes[0].MovesTo != "WEB1$" || p.Changes[1].MovesFrom != "OLD$" || p.Changes[0].Kept != 1 || !slices.Equal(p.ConfirmWords(), []string{"OLD$"}) {
		t.Errorf("a move knows both sides, and the loser confirms it: %+v %q", p.Changes, p.ConfirmWords())
	}
	if p, _ := AddSPN(spn, web, nil); !slices.Equal(p.ConfirmWords(), []string{"yes"}) {
		t.Errorf("an SPN that is added takes nothing away: %q", p.ConfirmWords())
	}
}

// What a search found after the write decides whether it did what it should.
func TestWhetherAChangeHolds(t *testing.T) {
	web, old := account("WEB1"), account("OLD")
	add, del := ad.Change{DN: "cn=web1,dc=x", Account: "WEB1$", Op: ad.AddValue, Value: "http/app"}, ad.Change{DN: web.DN, Account: "WEB1$", Op: ad.DeleteValue, Value: "http/app"}
	for _, c := range []struct {
		name   string
		change ad.Change
		owners []ad.Account
		status diag.Status
		says   string
	}{
		{"added, one owner", add, []ad.Account{web}, diag.Pass, "WEB1$ is the one owner of http/app"},
		{"added, two owners", add, []ad.Account{web, old}, diag.Fail, "http/app has several owners"},
		{"added, another owner", add, []ad.Account{old}, diag.Fail, "WEB1$ does not have http/app"},
		{"added, no owner", add, nil, diag.Fail, "WEB1$ does not have http/app"},
		{"deleted", del, []ad.Account{old}, diag.Pass, "WEB1$ no longer has http/app"},
		{"not deleted", del, []ad.Account{web, old}, diag.Fail, "WEB1$ still has http/app"},
	} {
		if status, text := Held(c.change, c.owners); status != c.status || text != c.says {
			t.Errorf("%s: %s %s", c.name, status, text)
		}
	}
}
