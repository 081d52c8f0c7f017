package checks

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// trustRC4Only finds trusts that work with RC4 or DES alone. Between the domains of a
// trust, ticket-granting tickets are made with the trust's key: the one that the KDC
// issues shows its type, whatever the trust lists.
var trustRC4Only = diag.Check{
	Code: "trust-rc4-only", Area: "etype", Severity: diag.Error,
	Needs: []string{"directory.trusts", "trust.referral"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.Trusts.Get(r, "")
		if !ok {
			return
		}
		if !f.Known() {
			if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown("trusts", f.Problem)
			}
			return
		}
		if _, more := facts.ReferralsOf(f.Value); more > 0 {
			o.Unknown(fmt.Sprintf("%d more trusts", more), &ad.Problem{Kind: ad.ProblemNotAsked, What: "which encryption types they use is not known",
				Why: fmt.Sprintf("one walk asks for the referrals of %d trusts", facts.MaxReferrals), Do: "ask for a service of each: adwalk ticket SPN"})
		}
		for _, t := range f.Value {
			off := diag.PartProof(f, t, "trustDirection")
			switch {
			case t.Type != ad.TrustTypeAD && t.Type != ad.TrustTypeRealm: // Windows NT: no Kerberos
			case t.Direction == 0 && off.Missing() == nil:
				o.Pass(t.Label(), "", off, diag.Seen(f.Source, "trustDirection 0: the trust is switched off, and no ticket is made with its key"))
			default:
				judgeTrust(r, o, f, t)
			}
		}
		if len(f.Value) == 0 {
			o.Pass("trusts", "", f.Proof(), diag.Seen(f.Source, "the domain has no trust"))
		}
	},
}

// judgeTrust judges one trust: by the referral ticket that the KDC issues, and without
// one by what the trust lists.
func judgeTrust(r *diag.Reader, o *diag.Out, f diag.Fact[[]ad.Trust], t ad.Trust) {
	args := map[string]string{"trust": t.Label(), "dn": t.DN, "listed": t.ETypes.String()}
	ev := []diag.Evidence{diag.Seen(f.Source, "msDS-SupportedEncryptionTypes %s, trustType %d, trustAttributes %s", t.ETypes, t.Type, fmt.Sprintf("%#x", t.Flags))}
	proof := diag.PartProof(f, t, "msDS-SupportedEncryptionTypes", "trustType", "trustAttributes")
	withoutAES := proof.Missing() == nil && !t.ETypes.AES() && (!t.ETypes.Unset() || t.Flags&ad.TrustUsesRC4 != 0)
	ref, _ := facts.Referral.Get(r, t.Partner)
	hop, issued, answered := facts.ReferralHop(ref)
	unknown := "whether the trust with " + t.Label() + " works without RC4 is not known"
	switch {
	case issued:
		ev = append(ev, diag.Seen(ref.Source, "KDC %s: its ticket for %s is encrypted with %s", hop.KDC, hop.Got, hop.TicketEType))
	case answered:
		ev = append(ev, diag.Seen(ref.Source, "KDC %s, asked for %s: %s", hop.KDC, hop.Asked, hop.Got))
	}
	switch {
	case issued && !hop.TicketEType.Weak() && withoutAES:
		o.Contradicted(t.Label(), unknown, "it lists "+t.ETypes.String()+", and the KDC "+hop.KDC+" issues a referral of type "+hop.TicketEType.String(), "compare what the domain controllers have of the trust: adwalk controllers", ev...)
	case issued && !hop.TicketEType.Weak():
		o.Pass(t.Label(), "", ref.Proof(), ev...)
	case issued && t.ETypes.AES():
		o.Contradicted(t.Label(), unknown, "it lists AES, and the KDC "+hop.KDC+" issues a referral of type "+hop.TicketEType.String(), "reset the trust's password on both sides, which makes AES keys, then ask again", ev...)
	case issued && proof.Missing() == nil, withoutAES:
		o.Hit(t.Label(), diag.NoCommonEType, args, ev...)
	case proof.Missing() != nil:
		o.Unknown(t.Label(), proof.Missing(), ev...)
	case answered && ref.Value.Error.Code == ad.ErrETypeNoSupp:
		o.Contradicted(t.Label(), unknown, "it lists "+t.ETypes.String()+", and the KDC "+hop.KDC+" finds no type for a referral: "+hop.Got, "reset the trust's password on both sides, which makes keys, then ask again", ev...)
	case t.ETypes.Unset():
		o.Unknown(t.Label(), &ad.Problem{Kind: ad.ProblemNotFound, What: unknown, Why: "it lists no encryption types, so the default of each domain controller decides, and no referral shows it", Do: "list AES on both sides of the trust"}, ev...)
	default:
		o.Pass(t.Label(), "", proof, ev...)
	}
}
