package tickets

import (
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

// The proof asks nobody before somebody has agreed to it, and says what it needs.
func TestS4U(t *testing.T) {
	user := func(name string) func(*app.Flags) { return func(f *app.Flags) { f.User = name } }
	const target = "exchangeMDB/be1.contoso.lab"
	apptest.Cases(t, lab("healthy", user("svc-app@CONTOSO.LAB")), S4UCommand, []apptest.Case{
		{Name: "without protocol transition", Args: []string{"--for", "alice", "--yes", target}, Code: app.ExitFound,
			Out: []string{"✗ a ticket to svc-app@CONTOSO.LAB in the name of alice, which cannot be forwarded [no-protocol-transition]", "? " + target + "   not-forwardable", "whether the target is listed cannot be seen", "13 KDC_ERR_BADOPTION"}, Not: []string{"✓"}},
		{Name: "one that is not", Args: []string{"--for", "alice", "--yes", "http/app.contoso.lab"}, Code: app.ExitFound, Out: []string{"http/app.contoso.lab   "}, Not: []string{"✓ http/app.contoso.lab"}},
		{Name: "not agreed to", Args: []string{"--for", "alice", target}, Code: app.ExitRefused, Err: []string{"asking the KDC in the name of alice", "say that you may do this with --yes"}, Not: []string{"✓", "✗"}},
		{Name: "for nobody", Args: []string{target, "--yes"}, Code: app.ExitUsage, Err: []string{"it requires the user to ask for", "add --for USER"}},
		{Name: "to no SPN", Args: []string{"--for", "alice", "--yes", "nonsense"}, Code: app.ExitUsage, Err: []string{"nonsense", "no slash"}},
		{Name: "to nothing", Args: []string{"--for", "alice", "--yes"}, Code: app.ExitUsage},
		{Name: "for a user who is not there", Args: []string{"--for", "gone", "--yes", target}, Code: app.ExitFound, Out: []string{"✗ no ticket to ", "in the name of gone", "KDC   ", "KDC_ERR_C_PRINCIPAL_UNKNOWN"}, Not: []string{"✓"}},
	})
	apptest.Cases(t, lab("healthy", user("FE1$@CONTOSO.LAB")), S4UCommand, []apptest.Case{
		{Name: "a target that is listed", Args: []string{"--for", "alice", "--yes", "http/be1.contoso.lab"}, Out: []string{"✓ a ticket to FE1$@CONTOSO.LAB in the name of alice, which can be forwarded", "✓ http/be1.contoso.lab   allowed"}, Not: []string{"✗"}},
		{Name: "one that is, and one that is not", Args: []string{"--for", "alice", "--yes", "http/be1.contoso.lab", "http/app.contoso.lab"}, Code: app.ExitFound, Out: []string{"✓ http/be1.contoso.lab   allowed", "✗ http/app.contoso.lab   not-listed"}},
	})
	apptest.Cases(t, lab("healthy"), S4UCommand, []apptest.Case{
		{Name: "without a front end", Args: []string{"--for", "alice", "--yes", target}, Code: app.ExitUsage, Err: []string{"the front end's own key is needed", "add --keytab FRONTEND.keytab"}},
	})
	apptest.Cases(t, lab("healthy", user("svc-app@CONTOSO.LAB"), func(f *app.Flags) { f.NoProbes = true }), S4UCommand, []apptest.Case{
		{Name: "probes are switched off", Args: []string{"--for", "alice", "--yes", target}, Code: app.ExitUnknown, Err: []string{"--no-probes"}, Not: []string{"✓", "✗"}},
	})
	var proof ad.DelegationProof
	got := apptest.Run(t, lab("healthy", user("FE1$@CONTOSO.LAB"))(t), S4UCommand, "--for", "alice", "--yes", "--json", "http/app.contoso.lab")
	if got.JSON(t, &proof); got.Code != app.ExitFound || proof.User != "alice" || len(proof.Targets) != 1 || proof.Targets[0].Verdict == ad.DelegationAllowed || proof.Targets[0].Why == "" {
		t.Errorf("%d %s", got.Code, got.Out)
	}
}

// A refusal wins over what could not be asked, and nothing that was not asked is fine.
func TestExitCodesOfAProof(t *testing.T) {
	to := func(v ...ad.DelegationVerdict) ad.DelegationProof {
		p := ad.DelegationProof{}
		for _, x := range v {
			p.Targets = append(p.Targets, ad.DelegationResult{Verdict: x})
		}
		return p
	}
	refused := to(ad.DelegationNotAsked)
	refused.Evidence.Error = &ad.KDCError{Code: 6}
	for name, c := range map[string]struct {
		p    ad.DelegationProof
		want int
	}{
		"allowed":                       {to(ad.DelegationAllowed), app.ExitOK},
		"one allowed, one not asked":    {to(ad.DelegationAllowed, ad.DelegationNotAsked), app.ExitUnknown},
		"one refused, one not asked":    {to(ad.DelegationNotAsked, ad.DelegationNotListed), app.ExitFound},
		"cannot be forwarded":           {to(ad.DelegationNotForwardable), app.ExitFound},
		"not asked":                     {to(ad.DelegationNotAsked), app.ExitUnknown},
		"the first step was refused":    {refused, app.ExitFound},
		"allowed, and one is forbidden": {to(ad.DelegationAllowed, ad.DelegationNotListed), app.ExitFound},
	} {
		if got := proofCode(c.p); got != c.want {
			t.Errorf("%s: exit code %d, want %d", name, got, c.want)
		}
	}
}
