package checks

import (
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func (w world) elsewhere(spn string, list ...facts.HoldersAt) world {
	facts.Owners.Put(w.Snapshot, diag.Fact[facts.OwnersValue]{Subject: spn, Source: ldap,
		Value: facts.OwnersValue{Coverage: ad.Coverage{Forest: true}, Elsewhere: list}})
	return w
}

// A name that another controller knows is not missing, unless it was taken off
// here and that has not come round.
func TestNameThatHasNotArrived(t *testing.T) {
	there := facts.HoldersAt{Server: "dc2", Holders: []ad.Account{asa()}}
	removed := facts.HoldersAt{Server: "dc2", Holders: []ad.Account{asa()}, Removed: true}
	for name, c := range map[string]struct {
		at   facts.HoldersAt
		want string
	}{
		"there":   {there, "replica-differs fail stale-replica,spn-missing blocked missing"},
		"removed": {removed, "spn-missing fail missing"},
		"nobody":  {facts.HoldersAt{Server: "dc2"}, "spn-missing fail missing"},
		"silent":  {facts.HoldersAt{Server: "dc2", Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc2"}}, "spn-missing fail missing"},
	} {
		w := world{diag.NewSnapshot()}
		w.expect(who, array).account(asa()).elsewhere(array, c.at)
		var got []string
		for _, r := range diag.Run(All(), w.Snapshot) {
			for _, o := range r.Outcomes {
				if o.Subject == array && (r.Code == "spn-missing" || r.Code == "replica-differs") {
					got = append(got, r.Code+" "+string(o.Status)+" "+string(o.Verdict))
					if len(o.Evidence) != 2 || !strings.Contains(o.Evidence[1].Source, "dc2") {
						t.Errorf("%s: evidence %+v", name, o.Evidence)
					}
				}
			}
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// What differs between the controllers explains no name that none of them has.
func TestReplicaHidesOnlyWhatItExplains(t *testing.T) {
	w := world{diag.NewSnapshot()}
	w.expect(who, array, "a/b").account(asa()).owners(array).owners("a/b", asa())
	older := asa(func(a *ad.Account) { a.KVNO, a.SPNs = 2, []string{"only/here"} })
	facts.Replicas.Put(w.Snapshot, diag.Fact[facts.ReplicasValue]{Subject: who, Source: ldap,
		Value: facts.ReplicasValue{Servers: []facts.Replica{{Server: "dc1", Account: asa()}, {Server: "dc2", Account: older}}}})
	for _, r := range diag.Run(All(), w.Snapshot) {
		switch r.Code {
		case "spn-missing":
			if r.Status != diag.Fail {
				t.Errorf("%+v", r)
			}
		case "replica-differs":
			if h := r.Outcomes[0].Hides; len(h) != 1 || h[0] != "a/b" {
				t.Errorf("hides %q", h)
			}
			if text := r.Outcomes[0].Evidence[1].Text; !strings.Contains(text, "not all have only/here") {
				t.Errorf("evidence %q", text)
			}
		}
	}
}

// Both controllers' values of whatever differs are in the evidence.
func TestReplicaEvidenceShowsWhatDiffers(t *testing.T) {
	w := world{diag.NewSnapshot()}
	newer := asa(func(a *ad.Account) { a.DelegatesTo = []string{"http/be1", "http/be2"} })
	older := asa(func(a *ad.Account) { a.DelegatesTo, a.PasswordSet = []string{"HTTP/be1"}, time.Time{} })
	facts.Replicas.Put(w.Snapshot, diag.Fact[facts.ReplicasValue]{Subject: who, Source: ldap,
		Value: facts.ReplicasValue{Servers: []facts.Replica{{Server: "dc1", Account: newer}, {Server: "dc2", Account: older}}}})
	ev := diag.Run([]diag.Check{replicaDiffers}, w.Snapshot)[0].Outcomes[0].Evidence
	if !strings.HasSuffix(ev[0].Text, "; 2 values in msDS-AllowedToDelegateTo; not all list http/be2") {
		t.Errorf("%q", ev[0].Text)
	}
	if !strings.Contains(ev[1].Text, "no password date") || !strings.HasSuffix(ev[1].Text, "; 1 value in msDS-AllowedToDelegateTo") {
		t.Errorf("%q", ev[1].Text)
	}
}

// A value with an invisible character is another value than the one without.
func TestReplicaEvidenceShowsInvisibleValues(t *testing.T) {
	w := world{diag.NewSnapshot()}
	plain := asa(func(a *ad.Account) { a.SPNs = []string{"http/a"} })
	odd := asa(func(a *ad.Account) { a.SPNs = []string{"HTTP/a", "http/\u200ba"} })
	facts.Replicas.Put(w.Snapshot, diag.Fact[facts.ReplicasValue]{Subject: who, Source: ldap,
		Value: facts.ReplicasValue{Servers: []facts.Replica{{Server: "dc1", Account: plain}, {Server: "dc2", Account: odd}}}})
	ev := diag.Run([]diag.Check{replicaDiffers}, w.Snapshot)[0].Outcomes[0].Evidence
	if !strings.HasSuffix(ev[1].Text, "; not all have http/\u200ba") || strings.Contains(ev[0].Text, "not all have") {
		t.Errorf("%q", ev)
	}
}

// What a long list leaves out is counted.
func TestReplicaScanCountsWhatItDoesNotList(t *testing.T) {
	judge(t, replicaDiffers, kase{"more than are listed", func(w world) {
		facts.ReplicaScan.Put(w.Snapshot, diag.Fact[facts.ReplicaScanValue]{Source: ldap,
			Value: facts.ReplicaScanValue{Servers: []string{"dc1", "dc2"}, Accounts: 400, Differ: []string{"A$"}, More: 250}})
	}, []string{"fail stale-replica 250 more accounts"}})
}
