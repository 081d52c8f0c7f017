package checks

import (
	"fmt"
	"slices"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// beforeAES is a date before which no domain could make AES keys: Windows Server
// 2008, the first that knows them, came out in February of that year.
var beforeAES = time.Date(2008, 2, 27, 0, 0, 0, 0, time.UTC)

// sinceAES is a date after which a password is taken to have made AES keys when
// nothing else tells: domains at the level of 2003 were out of support.
var sinceAES = time.Date(2015, 7, 14, 0, 0, 0, 0, time.UTC)

// etypeNoAESKey finds accounts for which the KDC has no AES key. What the client
// offers only decides the session key; the ticket itself is made with the
// strongest key that the account has and is said to support. So a weak ticket
// proves a missing key where AES is listed; where nothing is listed it may only
// show the controller's default, and other signs decide.
var etypeNoAESKey = diag.Check{
	Code: "etype-no-aes-key", Area: "etype", Severity: diag.Error,
	Needs:     []string{"ticket.aes", "spn.scan", "account.keys"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "etype-des-only", "etype-rc4-only", "account-no-password", "account-disabled", "account-expired"},
	Run: func(r *diag.Reader, o *diag.Out) {
		scan, _ := facts.SPNScan.Get(r, "")
		owners := scanOwners(r)
		defaultAES := defaultIsAES(r, owners)
		for _, f := range facts.AESTicket.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, f.Problem)
				}
				continue
			}
			a := ad.Account{Name: f.Subject, ETypes: ad.SupportsAES256}
			if owner := owners[ad.FoldSPN(f.Subject)]; owner != nil {
				a = *owner
			}
			subject, t := a.Label(), f.Value
			args := map[string]string{"account": subject, "spn": f.Subject, "kdc": t.KDC, "dn": a.DN}
			ev := diag.Seen(f.Source, "asked for %s, offering AES only: %s", f.Subject, answerText(t))
			switch {
			case t.Problem != nil:
				o.Unknown(subject, t.Problem)
			case t.Error != nil && t.Error.Code == ad.ErrETypeNoSupp:
				o.Hit(subject, diag.NoCommonEType, args, ev)
			case t.Error != nil:
				o.Unknown(subject, &ad.Problem{Kind: ad.ProblemProtocol, What: "whether " + subject + " has an AES key is not known",
					Why: "the KDC refused " + f.Subject + " for another reason: " + t.Error.Error(), Do: "adwalk ticket " + f.Subject}, ev)
			case t.Reply == nil:
			case !t.Reply.TicketEType.Weak():
				o.Pass(subject, "", f.Proof(), ev)
			default:
				switch has, why := aesKey(r, a, defaultAES); has {
				case no:
					o.Hit(subject, diag.NoCommonEType, args, ev, diag.Seen(f.Source, "%s", why))
				case yes:
					o.Pass(subject, "", f.Proof(), ev, diag.Seen(f.Source, "%s", why))
				default:
					o.Unknown(subject, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether " + subject + " has an AES key is not known", Why: why,
						Do: "change its password: that makes the key"}, ev)
				}
			}
		}
		if scan.Value.OwnersCut && len(facts.AESTicket.All(r)) > 0 {
			o.Unknown("", unproved(len(scan.Value.Owners)))
		}
	},
}

// unproved is the reason when a forest has more owners of names than one walk asks
// for: nothing can be said about the others' keys.
func unproved(n int) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemProtocol, What: "whether every account has an AES key is not known",
		Why: fmt.Sprintf("more accounts have SPNs than the %d that one walk proves", n), Do: "ask for a name of the others: adwalk ticket SPN…"}
}

type triple int

const (
	unclear triple = iota
	yes
	no
)

// aesKey judges an account whose ticket is weak.
func aesKey(r *diag.Reader, a ad.Account, defaultAES bool) (triple, string) {
	if a.ETypes.AES() {
		return no, "the account lists AES, and its ticket is weak all the same"
	}
	// For an account that only a smart card opens, the hint repeats what was asked.
	if k, ok := facts.AccountKeys.Get(r, a.Name); ok && k.Known() && !a.UAC.Has(ad.UACSmartcard) {
		if slices.ContainsFunc(k.Value.ETypes, func(e ad.EType) bool { return !e.Weak() }) {
			return yes, "the KDC has an AES key for it, and its own default made the ticket weak"
		}
		return no, "the KDC's hint for the account's own login lists no AES type"
	}
	set := a.PasswordSet
	switch {
	case defaultAES:
		return no, "other accounts that list nothing get AES tickets from this KDC, this one does not"
	case set.IsZero():
		return unclear, "nothing is listed, the ticket is weak, and the password's date could not be read"
	case set.Before(beforeAES):
		return no, "nothing is listed, and its password of " + day(set) + " is older than AES in any domain"
	case set.After(sinceAES):
		return yes, "nothing is listed; its password of " + day(set) + " made AES keys, and the KDC's default made the ticket weak"
	}
	return unclear, "nothing is listed, the ticket is weak, and its password of " + day(set) + " may be older than AES in this domain"
}

// defaultIsAES says whether any account that lists nothing got an AES ticket.
func defaultIsAES(r *diag.Reader, owners map[string]*ad.Account) bool {
	for _, f := range facts.AESTicket.All(r) {
		a := owners[ad.FoldSPN(f.Subject)]
		if a != nil && a.ETypes.Unset() && f.Known() && f.Value.Reply != nil && !f.Value.Reply.TicketEType.Weak() {
			return true
		}
	}
	return false
}

func answerText(t ad.TicketResult) string {
	switch {
	case t.Error != nil:
		return t.Error.Error()
	case t.Reply != nil:
		return "a ticket of type " + t.Reply.TicketEType.String()
	}
	return "no answer"
}
