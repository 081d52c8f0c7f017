package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func TestLoginMissing(t *testing.T) {
	judge(t, loginMissing,
		kase{"logged in", func(w world) {
			facts.Login.Put(w.Snapshot, diag.Fact[facts.LoginValue]{Value: facts.LoginValue{Client: "alice@CONTOSO.LAB"}})
		}, []string{"pass ok alice@CONTOSO.LAB"}},
		kase{"no ticket", func(w world) { w.unread(facts.Login.For(""), ad.ProblemLogin) }, []string{"fail no-login dc1.contoso.lab"}},
		kase{"probes off", func(w world) { w.unread(facts.Login.For(""), ad.ProblemNotAsked) }, nil},
		kase{"KDC silent is another code", func(w world) { w.unread(facts.Login.For(""), ad.ProblemUnreachable) }, nil})
}

func TestKDCUnreachable(t *testing.T) {
	judge(t, kdcUnreachable,
		kase{"answers", func(w world) {
			facts.Login.Put(w.Snapshot, diag.Fact[facts.LoginValue]{Value: facts.LoginValue{KDC: "dc1:88"}})
		}, []string{"pass ok dc1:88"}},
		kase{"silent", func(w world) { w.unread(facts.Login.For(""), ad.ProblemUnreachable) }, []string{"fail unreachable dc1.contoso.lab"}})
}
