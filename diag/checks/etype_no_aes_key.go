package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// beforeAES is a date before which no domain could make AES keys: Windows Server
// 2008, the first that knows them, came out in February of that year.
var beforeAES = time.Date(2008, 2, 27, 0, 0, 0, 0, time.UTC)

// etypeNoAESKey finds accounts for which the KDC has no AES key. What the client
// offers only decides the session key; the ticket itself is made with the
// strongest key that the account has and is said to support. So a weak ticket, or
// none, proves a missing key only where AES is listed. Elsewhere it may show the
// controller's default, and the KDC's hint for a login of the account decides.
var etypeNoAESKey = diag.Check{
	Code: "etype-no-aes-key", Area: "etype", Severity: diag.Error,
	Needs:     []string{"ticket.aes", "spn.scan", "account.keys"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "etype-des-only", "etype-rc4-only", "account-no-password", "account-disabled", "account-expired"},
	Run: func(r *diag.Reader, o *diag.Out) {
		scan, _ := facts.SPNScan.Get(r, "")
		owners := scanOwners(r)
		defaultAES := defaultIsAES(r, owners)
		judged := map[string]bool{} // by principal
		for _, f := range facts.AESTicket.All(r) {
			a := ad.Account{Name: f.Subject}
			if realm, ok := strings.CutPrefix(f.Subject, "krbtgt/"); ok {
				a.Name = "krbtgt"
				judged["krbtgt@"+realm] = true
			} else if owner := owners[ad.FoldSPN(f.Subject)]; owner != nil {
				a = *owner
				judged[facts.Principal(a)] = true
			}
			if f.Known() {
				judgeAESTicket(r, o, f, a, defaultAES)
			} else if f.Problem.Kind != ad.ProblemNotAsked {
				o.Unknown(f.Subject, f.Problem)
			}
		}
		for i := range scan.Value.Owners { // whose SPNs no ticket can be asked for
			a := &scan.Value.Owners[i]
			if keys, ok := facts.AccountKeys.Get(r, facts.Principal(*a)); ok && !judged[facts.Principal(*a)] {
				judgeKeys(o, keys, *a)
			}
		}
		if scan.Value.OwnersCut && len(facts.AESTicket.All(r)) > 0 {
			o.Unknown("", unproved(len(scan.Value.Owners)))
		}
	},
}

// judgeAESTicket judges an account by the answer to a request for one of its SPNs
// that offered AES alone.
func judgeAESTicket(r *diag.Reader, o *diag.Out, f diag.Fact[ad.TicketResult], a ad.Account, defaultAES bool) {
	subject, t := a.Label(), f.Value
	args := map[string]string{"account": subject, "spn": f.Subject, "kdc": t.KDC, "dn": a.DN}
	ev := []diag.Evidence{diag.Seen(f.Source, "asked for %s, offering AES only: %s", f.Subject, answerText(t))}
	switch {
	case t.Problem != nil:
		o.Unknown(subject, t.Problem)
		return
	case t.Error != nil && t.Error.Code != ad.ErrETypeNoSupp:
		o.Unknown(subject, &ad.Problem{Kind: ad.ProblemProtocol, What: "whether " + subject + " has an AES key is not known",
			Why: "the KDC refused " + f.Subject + " for another reason: " + t.Error.Error(), Do: "adwalk ticket " + f.Subject}, ev...)
		return
	case t.Error == nil && t.Reply == nil:
		return
	case t.Error == nil && !t.Reply.TicketEType.Weak():
		o.Pass(subject, "", f.Proof(), ev...)
		return
	}
	keys, asked := facts.AccountKeys.Get(r, principalOf(a, f.Subject))
	has, why := aesKey(keys, asked, a, defaultAES)
	ev = append(ev, diag.Seen(f.Source, "%s", why))
	switch {
	case has == no:
		o.Hit(subject, diag.NoCommonEType, args, ev...)
	case has == yes && a.ETypes.AES() && t.Error == nil:
		o.Contradicted(subject, "whether "+subject+" has an AES key is not known", "the account lists AES, its ticket is "+t.Reply.TicketEType.String()+", and "+why,
			"look at the encryption types that the KDC itself allows", ev...)
	case has == yes:
		o.Pass(subject, "", keys.Proof(), ev...)
	default:
		o.Unknown(subject, &ad.Problem{Kind: ad.ProblemNotFound, What: "whether " + subject + " has an AES key is not known", Why: why,
			Do: "list AES in msDS-SupportedEncryptionTypes and ask again; if the answer stays the same, change the password: that makes the key"}, ev...)
	}
}

// judgeKeys judges an account by the KDC's hint alone.
func judgeKeys(o *diag.Out, keys diag.Fact[facts.KeysValue], a ad.Account) {
	if !keys.Known() {
		if keys.Problem.Kind != ad.ProblemNotAsked {
			o.Unknown(a.Label(), keys.Problem)
		}
		return
	}
	has, why := aesKey(keys, true, a, false)
	ev := diag.Seen(keys.Source, "%s", why)
	switch has {
	case yes:
		o.Pass(a.Label(), "", keys.Proof(), ev)
	case no:
		o.Hit(a.Label(), diag.NoCommonEType, map[string]string{"account": a.Label(), "spn": strings.Join(a.SPNs[:min(1, len(a.SPNs))], ""), "dn": a.DN}, ev)
	default:
		o.Unknown(a.Label(), &ad.Problem{Kind: ad.ProblemNotFound, What: "whether " + a.Label() + " has an AES key is not known",
			Why: "no ticket can be asked for one of its SPNs, and " + why, Do: "change its password: that makes the key"}, ev)
	}
}

// principalOf is the account's name at the KDC; the ticket-granting service's
// account is known by its SPN only.
func principalOf(a ad.Account, spn string) string {
	if realm, ok := strings.CutPrefix(spn, "krbtgt/"); ok {
		return "krbtgt@" + realm
	}
	return facts.Principal(a)
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

// aesKey says whether an account has an AES key although its ticket is weak or was
// refused for want of an encryption type.
func aesKey(keys diag.Fact[facts.KeysValue], asked bool, a ad.Account, defaultAES bool) (triple, string) {
	// For an account that only a smart card opens, the hint repeats what was asked.
	smartcard := a.UAC.Has(ad.UACSmartcard)
	if asked && keys.Known() && !smartcard {
		if slices.ContainsFunc(keys.Value.ETypes, func(e ad.EType) bool { return !e.Weak() }) {
			return yes, "the KDC's hint for the account's own login lists an AES key"
		}
		return no, "the KDC's hint for the account's own login lists no AES type"
	}
	listed, _ := a.Knows("msDS-SupportedEncryptionTypes")
	set := a.PasswordSet
	switch {
	case !listed:
		return unclear, "what the account lists could not be read"
	case a.ETypes.AES():
		return no, "the account lists AES, and gets no AES ticket all the same"
	case smartcard:
		return unclear, "nothing is listed, and the KDC does not say which keys an account has that needs a smart card"
	case defaultAES:
		return no, "other accounts that list nothing get AES tickets from this KDC, this one does not"
	case set.IsZero():
		return unclear, "nothing is listed, and the password's date could not be read"
	case set.Before(beforeAES):
		return no, "nothing is listed, and its password of " + day(set) + " is older than AES in any domain"
	}
	return unclear, "nothing is listed; its password is of " + day(set) + ", which does not prove an AES key"
}

// listsNothing says whether an account was seen to list no encryption types: a list
// that could not be read may hold anything.
func listsNothing(a ad.Account) bool {
	known, _ := a.Knows("msDS-SupportedEncryptionTypes")
	return known && a.ETypes.Unset()
}

// defaultIsAES says whether any account that lists nothing got an AES ticket.
func defaultIsAES(r *diag.Reader, owners map[string]*ad.Account) bool {
	for _, f := range facts.AESTicket.All(r) {
		a := owners[ad.FoldSPN(f.Subject)]
		if a != nil && listsNothing(*a) && f.Known() && f.Value.Reply != nil && !f.Value.Reply.TicketEType.Weak() {
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
