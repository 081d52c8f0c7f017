package editor_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/lookup"
)

// A flag and one entry of a descriptor change, everything else stays, and undo gives
// back what was there; samba-tool sees the same.
func TestFlagsAndTrusteesOnSamba(t *testing.T) {
	dc := adtest.Samba(t)
	e, conn, _ := edit(t, dc, dc.AdminUser+"@"+dc.Realm, dc.AdminPassword)
	front, back, other := dc.AddUser(adtest.Name("front"), "wonder-1"), dc.AddComputer(adtest.Name("back"), "x"), dc.AddUser(adtest.Name("other"), "wonder-1")
	dc.SetAttr(front.DN, "userAccountControl", "66048") // with DONT_EXPIRE_PASSWORD
	flag := ad.Change{DN: front.DN, Attribute: lookup.AttrUAC, Op: ad.AddValue, Value: "TRUSTED_TO_AUTH_FOR_DELEGATION"}
	on := e.Apply(t.Context(), flag)
	if on.Problem != nil || dc.Attr(front.DN, lookup.AttrUAC)[0] != "16843264" {
		t.Fatalf("%+v %v; the directory has %q", on, on.Problem, dc.Attr(front.DN, lookup.AttrUAC))
	}
	if again := e.Apply(t.Context(), flag); !again.Already {
		t.Errorf("set twice: %+v", again)
	}
	if off := e.Undo(t.Context(), on.ID); off.Problem != nil || dc.Attr(front.DN, lookup.AttrUAC)[0] != "66048" {
		t.Errorf("%+v %v; the directory has %q", off, off.Problem, dc.Attr(front.DN, lookup.AttrUAC))
	}
	flag.Value = "ACCOUNTDISABLE"
	if out := e.Apply(t.Context(), flag); out.Problem == nil || out.Done {
		t.Errorf("another flag was changed: %+v", out)
	}

	dc.WritableTrustees()
	sid := func(a adtest.Account) string {
		got, err := lookup.Resolve(t.Context(), conn, a.DN)
		if err != nil {
			t.Fatal(err)
		}
		return got.SID
	}
	let := func(who string) ad.Change {
		return ad.Change{DN: back.DN, Attribute: lookup.AttrTrustees, Op: ad.AddValue, Value: who}
	}
	first := e.Apply(t.Context(), let(sid(front)))
	if first.Problem != nil || !slices.Equal(first.After, []string{sid(front)}) {
		t.Fatalf("%+v %v", first, first.Problem)
	}
	before := []byte(dc.Attr(back.DN, lookup.AttrTrustees)[0])
	second := e.Apply(t.Context(), let(sid(other)))
	if second.Problem != nil || !slices.Equal(second.After, []string{sid(front), sid(other)}) {
		t.Fatalf("%+v %v", second, second.Problem)
	}
	if shown := dc.Tool("delegation", "show", back.Name); !strings.Contains(shown, front.Name) && !strings.Contains(shown, sid(front)) {
		t.Logf("samba-tool says\n%s", shown) // versions differ in what they show of it
	}
	if undone := e.Undo(t.Context(), second.ID); undone.Problem != nil {
		t.Fatalf("%v", undone.Problem)
	}
	if now := []byte(dc.Attr(back.DN, lookup.AttrTrustees)[0]); !bytes.Equal(now, before) {
		t.Errorf("the descriptor is not what it was: %x, %x", before, now)
	}
	if undone := e.Undo(t.Context(), first.ID); undone.Problem != nil || len(dc.Attr(back.DN, lookup.AttrTrustees)) != 0 {
		t.Errorf("%v: %q", undone.Problem, dc.Attr(back.DN, lookup.AttrTrustees))
	}
	// Who may not delegate meets the directory's refusal, and nothing changes.
	plain, _, _ := edit(t, dc, other.Name+"@"+dc.Realm, other.Password)
	if out := plain.Apply(t.Context(), let(sid(other))); out.Problem == nil || out.Problem.Kind != ad.ProblemNoRight {
		t.Errorf("%+v %v", out, out.Problem)
	}
}
