package checks

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// etypeNoAESKey finds names for which the KDC has no AES ticket to give: a
// request that offers AES only is refused with error 14.
var etypeNoAESKey = diag.Check{
	Code: "etype-no-aes-key", Area: "etype", Severity: diag.Error,
	Needs:     []string{"ticket.aes", "spn.scan"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "etype-des-only", "etype-rc4-only", "account-no-password", "account-disabled", "account-expired"},
	Run: func(r *diag.Reader, o *diag.Out) {
		scan, _ := facts.SPNScan.Get(r, "")
		for _, f := range facts.AESTicket.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, f.Problem)
				}
				continue
			}
			subject, args := f.Subject, map[string]string{"account": f.Subject, "spn": f.Subject, "kdc": f.Value.KDC}
			if a, ok := scanOwner(scan.Value, f.Subject); ok {
				subject, args["account"], args["dn"] = a.Label(), a.Label(), a.DN
			}
			switch t := f.Value; {
			case t.Problem != nil:
				o.Unknown(subject, t.Problem)
			case t.Reply != nil:
				o.OK(subject, "", ticketEvidence(f))
			case t.Error != nil && t.Error.Code == ad.ErrETypeNoSupp:
				o.Hit(subject, diag.NoCommonEType, args, diag.Seen(f.Source, "asked for %s with AES only; KDC %s: %s", f.Subject, t.KDC, t.Error))
			case t.Error != nil:
				o.Unknown(subject, &ad.Problem{Kind: ad.ProblemProtocol, What: "whether " + subject + " has an AES key is not known",
					Why: "the KDC refused " + f.Subject + " for another reason: " + t.Error.Error(), Do: "adwalk ticket " + f.Subject}, ticketEvidence(f))
			}
		}
	},
}

// scanOwner is the owner in a scan that holds the SPN.
func scanOwner(v facts.SPNScanValue, spn string) (ad.Account, bool) {
	for _, a := range v.Owners {
		for _, s := range a.SPNs {
			if ad.FoldSPN(s) == ad.FoldSPN(spn) {
				return a, true
			}
		}
	}
	return ad.Account{}, false
}
