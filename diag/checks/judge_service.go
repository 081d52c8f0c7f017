package checks

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ServiceJudgement is what the answer of one address of a service means.
type ServiceJudgement struct {
	Verdict diag.Verdict
	Means   string
	Do      []string // what to do, in this order; never nil
}

type say func(v diag.Verdict, means string, do ...string)

// JudgeService judges the answer of one address. Found are the accounts that hold
// the name, nil when that is not known.
func JudgeService(r ad.ProbeResult, found *lookup.OwnerSet) ServiceJudgement {
	row := ServiceJudgement{Verdict: diag.NotChecked, Do: []string{}}
	say := func(v diag.Verdict, means string, do ...string) {
		row.Verdict, row.Means, row.Do = v, means, append([]string{}, do...)
	}
	owners := Holders(found)
	owner := holderName(owners, r.SPN)
	switch r.Outcome {
	case ad.ProbeAccepted:
		accepted(r, say)
	case ad.ProbeRefused:
		refused(r, owner, say)
	case ad.ProbeRejected:
		if !r.Web() {
			say(diag.WrongKey, "the service refused the ticket without a reason: it cannot read it, or it does not let you in",
				"look into the service's log at "+r.At.Local().Format("15:04:05"), "compare the account that runs the service with "+owner)
			break
		}
		say(diag.NotChecked, "the service refused the ticket without a reason: it cannot read it, it does not let you in, or something in between takes the ticket away",
			"look into the service's log at "+r.At.Local().Format("15:04:05")+": a request without a ticket there means a proxy", "compare the account that runs the service with "+owner)
	case ad.ProbeNTLMOnly:
		say(diag.Missing, "the service speaks NTLM and no Kerberos here", "turn Negotiate on in its authentication settings; Kerberos does not come without it")
	case ad.ProbeNoNegotiate:
		say(diag.Missing, "the service asks for a login, but never offers Negotiate", "turn Negotiate on in its authentication settings; until then every client uses "+orNothing(r.Offered))
	case ad.ProbeOpen:
		say(diag.NotChecked, "the service asks for no login at all, so that its key cannot be tried", "name a path that needs a login, such as /ews/exchange.asmx")
	case ad.ProbeOther:
		say(diag.NotChecked, fmt.Sprintf("it did not come to a login: %d %s", r.Status, r.Text), "name the path that clients use")
	case ad.ProbeUnproved:
		say(diag.NotChecked, "the service let the ticket in, but did not prove that it could read it")
	case ad.ProbeNoTicket:
		noTicket(r, found, say)
	default:
		say(diag.NotChecked, "the service could not be asked")
	}
	if p := r.Problem; p != nil && r.Outcome != ad.ProbeNoTicket {
		row.Means = p.Error()
		if p.Why != "" {
			row.Means = p.Why
		}
		if p.Do != "" {
			row.Do = append(row.Do, p.Do)
		}
	}
	if len(owners) > 1 {
		row.Verdict = diag.Duplicate
		row.Do = append(row.Do, "delete the SPN from all accounts but the one that runs the service: adwalk walk duplicates")
	}
	return row
}

// accepted tells a page that is shown from a user who is turned down after the login.
func accepted(r ad.ProbeResult, say say) {
	const proved = "the service decrypted the ticket and proved that it has the key (mutual authentication)"
	no, unclear := false, false
	if r.Web() {
		no, unclear = facts.LoginTurnedDown(r.Status)
	}
	log := "look into the service's log at " + r.At.Local().Format("15:04:05")
	switch {
	case no && r.Status == 401:
		say(diag.Refused, proved+", and then did not let the user in: status 401", log, "compare its rules about users and groups with the name in the ticket")
	case no:
		say(diag.Refused, fmt.Sprintf("%s, and then failed: status %d", proved, r.Status), log)
	case unclear:
		say(diag.NotChecked, fmt.Sprintf("%s, and answers %d: whether the user gets in is not known", proved, r.Status), "name a page that the user may open", log)
	default:
		say(diag.OK, proved)
	}
}

// refused tells the errors of a service apart (RFC 4120 7.5.9).
func refused(r ad.ProbeResult, owner string, say say) {
	kvno := 0
	if r.Ticket != nil {
		kvno = r.Ticket.KVNO
	}
	giveKey := "give the service the current key of " + owner + ": deploy the password again, or export its keytab again"
	switch r.Error.Code {
	case ad.ErrBadKeyVersion:
		say(diag.WrongKey, fmt.Sprintf("the service has no key of version %d: its key is an older one", kvno), giveKey,
			"afterwards users drop their old tickets: klist purge")
	case ad.ErrNotUs, ad.ErrNoKey:
		say(diag.WrongKey, fmt.Sprintf("none of the service's keys opens the ticket, which was made with version %d of the key of %s: the service has an older key, or another account's", kvno, owner),
			giveKey, "see which it is: adwalk ticket "+r.SPN+" --fits KEYTAB on the service's machine",
			"where the keytab was made by hand: capital and small letters of the SPN count there")
	case ad.ErrBadIntegrity, ad.ErrModified:
		say(diag.WrongKey, "the service could not decrypt the ticket: its key differs, although the kvno does not", giveKey,
			"make sure that the key was made for "+owner+", with its present password, and that no other account has the SPN")
	case ad.ErrSkew:
		say(diag.NotChecked, "the service's clock and ours differ by more than it allows: "+OffsetWords(r.Error.Offset), "set the clock on the service's machine, or here, from the domain")
	case ad.ErrTicketExpired:
		say(diag.NotChecked, "the service says that the ticket has ended: its clock is ahead", "compare the clocks; "+OffsetWords(r.Error.Offset))
	case ad.ErrRepeat:
		say(diag.NotChecked, "the service has seen this very request before: something repeats it on the way", "ask again, and address the member itself")
	default:
		say(diag.NotChecked, "the service answered "+r.Error.Error(), "adwalk explain "+fmt.Sprint(r.Error.Code))
	}
}

// noTicket judges the KDC's refusal as adwalk ticket does.
func noTicket(r ad.ProbeResult, found *lookup.OwnerSet, say say) {
	if r.Error == nil {
		why, do := "there is no ticket to show", "log in with kinit, --user, --keytab or --ccache"
		if r.Problem != nil {
			why = r.Problem.Error()
		}
		say(diag.NotChecked, why, do)
		return
	}
	var owners lookup.OwnerSet
	if found != nil {
		owners = *found
	}
	v := TicketVerdict(ad.TicketResult{SPN: r.SPN, Error: r.Error}, owners, found != nil)
	say(v, "the KDC issued no ticket for "+r.SPN+", so that nothing could be shown", "adwalk ticket "+r.SPN+" says more")
}

// Holders are the accounts that answer for a name: those that hold it, else
// those of the name that covers it.
func Holders(found *lookup.OwnerSet) []ad.Account {
	if found == nil {
		return nil
	}
	return append(append([]ad.Account{}, found.Owners...), found.AliasHeld...)
}

func holderName(owners []ad.Account, spn string) string {
	var names []string
	for _, a := range owners {
		names = append(names, a.Label())
	}
	if len(names) == 0 {
		return "the account that holds " + spn
	}
	return strings.Join(names, " or ")
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "something else"
	}
	return strings.Join(list, ", ")
}

// OffsetWords says how far another machine's clock is from ours.
func OffsetWords(off time.Duration) string {
	off = off.Round(time.Second)
	switch {
	case off > 0:
		return "its clock is " + off.String() + " ahead of ours"
	case off < 0:
		return "its clock is " + (-off).String() + " behind ours"
	}
	return "it gave no time of its own"
}
