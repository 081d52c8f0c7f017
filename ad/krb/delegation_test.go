package krb_test

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/krb/keytab"
)

// Each way in which a delegation can end is told apart against a real KDC.
func TestDelegationProof(t *testing.T) {
	dc := adtest.Samba(t)
	user := dc.AddUser(adtest.Name("alice"), "wonder-1")
	boss := dc.AddUser(adtest.Name("boss"), "wonder-1")
	dc.SetAttr(boss.DN, "userAccountControl", "1049088") // NORMAL, NOT_DELEGATED
	back := dc.AddUser(adtest.Name("be"), "service-1")
	dc.AddSPN(back.DN, "http/"+back.Name, "http/"+back.Name+".unlisted")
	front := dc.AddComputer(adtest.Name("fe"), "machine-1")
	dc.Delegate(front.DN, true, "http/"+back.Name)
	plain := dc.AddComputer(adtest.Name("kcd"), "machine-2")
	dc.Delegate(plain.DN, false, "http/"+back.Name)
	off := dc.AddUser(adtest.Name("off"), "wonder-1")
	dc.SetAttr(off.DN, "userAccountControl", "514")
	gone := dc.AddUser(adtest.Name("gone"), "wonder-1")
	dc.SetAttr(gone.DN, "accountExpires", "116444736010000000")
	targets := []string{"http/" + back.Name, "http/" + back.Name + ".unlisted", "http/nobody.example"}

	for name, tc := range map[string]struct {
		front adtest.Account
		user  string
		limit ad.EvidenceLimit
		want  []ad.DelegationVerdict
		why   string
	}{
		"protocol transition": {front, user.Name, ad.EvidenceForwardable,
			[]ad.DelegationVerdict{ad.DelegationAllowed, ad.DelegationNotListed, ad.DelegationTargetUnknown}, ""},
		"sensitive user": {front, boss.Name, ad.EvidenceUser,
			[]ad.DelegationVerdict{ad.DelegationNotForwardable, ad.DelegationNotForwardable, ad.DelegationTargetUnknown}, "sensitive"},
		"Kerberos only": {plain, user.Name, ad.EvidenceNoTransition,
			[]ad.DelegationVerdict{ad.DelegationNotForwardable, ad.DelegationNotForwardable, ad.DelegationTargetUnknown}, "protocol transition"},
		"unknown user": {front, "nobody-at-all", ad.EvidenceUnknown,
			[]ad.DelegationVerdict{ad.DelegationNotAsked, ad.DelegationNotAsked, ad.DelegationNotAsked}, "knows no user"},
		"disabled user": {front, off.Name, ad.EvidenceUnknown,
			[]ad.DelegationVerdict{ad.DelegationNotAsked, ad.DelegationNotAsked, ad.DelegationNotAsked}, "disabled"},
		"expired user": {front, gone.Name, ad.EvidenceUnknown,
			[]ad.DelegationVerdict{ad.DelegationNotAsked, ad.DelegationNotAsked, ad.DelegationNotAsked}, "expired"},
	} {
		c := login(t, dc, tc.front)
		p := krb.DelegationProof(t.Context(), c, tc.user, targets)
		if p.Limit != tc.limit || (p.Why == "") != (tc.limit == "") || !strings.Contains(p.Why, tc.why) {
			t.Errorf("%s: limit %q (%s), want %q; evidence %+v", name, p.Limit, p.Why, tc.limit, p.Evidence)
		}
		if r := p.Evidence.Reply; r != nil && r.Client != tc.user+"@"+dc.Realm {
			t.Errorf("%s: the evidence is for %s", name, r.Client)
		}
		for i, r := range p.Targets {
			if r.Verdict != tc.want[i] || r.Why == "" {
				t.Errorf("%s: %s: %s (%s), want %s; %+v", name, r.Target, r.Verdict, r.Why, tc.want[i], r.Ticket)
			}
		}
	}
}

// A front end whose own ticket cannot be forwarded is told so, and not that
// its rights are missing.
func TestDelegationWithPlainTicket(t *testing.T) {
	dc := adtest.Samba(t)
	user, front, back := dc.AddUser(adtest.Name("alice"), "wonder-1"), dc.AddComputer(adtest.Name("fe"), "machine-1"), dc.AddUser(adtest.Name("be"), "service-1")
	dc.AddSPN(back.DN, "http/"+back.Name)
	dc.Delegate(front.DN, true, "http/"+back.Name)
	cache, err := ccache.Open(t.Context(), dc.Kinit(front.Name, front.Password, "-F"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := krb.FromCache(options(dc), cache)
	if err != nil {
		t.Fatal(err)
	}
	p := krb.DelegationProof(t.Context(), c, user.Name, []string{"http/" + back.Name})
	if p.Limit != ad.EvidenceOwnTGT || p.Targets[0].Verdict != ad.DelegationNotForwardable {
		t.Errorf("%+v", p)
	}
}

// A ticket is tried against keytabs: the right one, one with an old key, one
// of another account.
func TestFitKeytab(t *testing.T) {
	dc := adtest.Samba(t)
	c := login(t, dc, dc.AddUser(adtest.Name("alice"), "wonder-1"))
	web, other := dc.AddComputer(adtest.Name("web"), "machine-1"), dc.AddComputer(adtest.Name("other"), "machine-3")
	old := read(t, dc.ExportKeytab(web.Name))
	dc.SetPassword(web, "machine-2")
	now := read(t, dc.ExportKeytab(web.Name))
	tk, res := c.ServiceTicket(t.Context(), "host/"+web.Host)
	if tk == nil {
		t.Fatal(res.Error, res.Problem)
	}
	for name, tc := range map[string]struct {
		kt   *keytab.Keytab
		fits bool
	}{"current": {now, true}, "old": {old, false}, "other": {read(t, dc.ExportKeytab(other.Name)), false}} {
		fits := 0
		for _, f := range krb.FitKeytab(tk, tc.kt) {
			if f.Fits {
				fits++
				if f.EType != tk.Reply().TicketEType || f.KVNO != tk.Reply().KVNO {
					t.Errorf("%s: %+v", name, f)
				}
			}
			if f.Why == "" {
				t.Errorf("%s: no reason: %+v", name, f)
			}
		}
		if fits != map[bool]int{true: 1}[tc.fits] {
			t.Errorf("%s: %d keys fit: %+v", name, fits, krb.FitKeytab(tk, tc.kt))
		}
	}
}

func read(t *testing.T, path string) *keytab.Keytab {
	t.Helper()
	kt, err := keytab.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return kt
}

// The same request to a KDC that is there and one that is not, with clocks.
func TestAskEach(t *testing.T) {
	dc := adtest.Samba(t)
	c := login(t, dc, dc.AddUser(adtest.Name("alice"), "wonder-1"))
	got := krb.AskEach(t.Context(), c, ad.TicketRequest{SPN: "host/" + dc.Host}, []string{dc.Addr, "127.0.21.9:9"})
	if a := got[0]; a.KDC != dc.KDC || a.Ticket.Reply == nil || !a.OffsetKnown || a.Offset.Abs().Seconds() > 1 || a.RTT <= 0 {
		t.Errorf("%+v", a)
	}
	if a := got[1]; a.Problem == nil || a.Ticket.Problem == nil || a.OffsetKnown {
		t.Errorf("%+v", a)
	}
}

// An SPN that only one of two domain controllers knows yet: the same request
// is answered differently, and both say so for themselves.
func TestAskEachOfTwo(t *testing.T) {
	pair := adtest.SambaPair(t)
	one, two := pair.DC1, pair.DC2
	user, svc := one.AddUser(adtest.Name("alice"), "wonder-1"), one.AddUser(adtest.Name("svc"), "service-1")
	pair.Replicate(false)
	one.AddSPN(svc.DN, "http/"+svc.Name)
	c := login(t, one, user)
	got := krb.AskEach(t.Context(), c, ad.TicketRequest{SPN: "http/" + svc.Name}, []string{one.KDC, two.KDC})
	if got[0].Ticket.Reply == nil || got[0].Ticket.KDC != one.KDC || !got[0].OffsetKnown {
		t.Errorf("first: %+v", got[0])
	}
	if e := got[1].Ticket.Error; e == nil || e.Code != ad.ErrServiceUnknown || got[1].Ticket.KDC != two.KDC || !got[1].OffsetKnown {
		t.Errorf("second: %+v", got[1])
	}
}

// A renewable ticket is renewed in memory: it ends later, and serves.
func TestRenew(t *testing.T) {
	dc := adtest.Samba(t)
	c := login(t, dc, dc.AddUser(adtest.Name("alice"), "wonder-1"))
	before := c.TGT()
	next, r := c.Renewed(t.Context())
	if r.Reply == nil {
		t.Fatalf("%+v", r)
	}
	if after := next.TGT(); after.Start.Before(before.Start) || after.End.Before(before.End) || !after.RenewUntil.Equal(before.RenewUntil) {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if r := next.Ask(t.Context(), ad.TicketRequest{SPN: "host/" + dc.Host}); r.Reply == nil {
		t.Errorf("%+v", r)
	}
}
