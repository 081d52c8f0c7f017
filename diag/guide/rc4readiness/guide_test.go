package rc4readiness

import (
	"slices"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

func listing(name string, e ad.SupportedETypes, set bool, spns ...string) ad.Account {
	a := guidetest.User(name, "1"+name[len(name)-1:], spns...)
	a.ETypes, a.ETypesSet = e, set
	return a
}

func forest(owners ...ad.Account) guidetest.Fact {
	v := facts.SPNScanValue{Accounts: len(owners), Owners: owners}
	v.Coverage.Forest = true
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.SPNScan, "", v), guidetest.Seen(facts.Trusts, "", []ad.Trust{}))
}

func aes(spn string, e ad.EType) guidetest.Fact {
	return guidetest.Seen(facts.AESTicket, spn, ad.TicketResult{SPN: spn, Reply: &ad.TicketReply{SPN: spn, TicketEType: e, SessionEType: e}})
}

func noAES(spn string, code int) guidetest.Fact {
	return guidetest.Seen(facts.AESTicket, spn, ad.TicketResult{SPN: spn, Error: &ad.KDCError{Code: code}})
}

const spn = "http/app.contoso.lab"

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "owners listed proof dates fix verify", "", "")
}

func TestWhoListsWhat(t *testing.T) {
	des := listing("a1", 3, true, spn)
	flag := listing("a2", 28, true, spn)
	flag.UAC |= ad.UACDESOnly
	all := forest(des, flag, listing("a3", 4, true, spn), listing("a4", 0, false, spn), listing("a5", 28, true, spn), listing("a6", 24, true, spn), listing("a7", 24, true, spn))
	cut := facts.SPNScanValue{OwnersCut: true}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "counted", Step: "owners", Facts: all, Status: diag.Pass, Says: []string{"DES only: 2 accounts\n", "RC4 only: 1 account\n", "nothing listed: 1 account\n", "RC4 and AES: 1 account\n", "AES only: 2 accounts\n", "Users and other accounts without an SPN are not checked here."},
			Asks: []string{"spn.scan", "directory.trusts"}},
		{Name: "classes that nobody is in are left out", Step: "owners", Facts: forest(listing("a6", 24, true, spn)), Status: diag.Pass, Silent: []string{"DES", "RC4", "nothing listed"}},
		{Name: "more than one walk takes", Step: "owners", Facts: guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.SPNScan, "", cut)), Status: diag.Unknown, Says: []string{"There are more accounts than one walk checks"}},
		{Name: "not readable", Step: "owners", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.SPNScan, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"The accounts could not be read."}},
		{Name: "AES everywhere", Step: "listed", Facts: forest(listing("a6", 24, true, spn)), Status: diag.Pass, Says: []string{"pass: No account and no trust lists RC4 or DES alone."}},
		{Name: "RC4 and DES", Step: "listed", Facts: all, Status: diag.Fail, Finds: []string{"etype-des-only a1", "etype-des-only a2", "etype-rc4-only a3"}, Silent: []string{"No account and no trust"}},
		{Name: "hidden trusts", Step: "listed", Facts: guidetest.All(forest(), guidetest.Unknown(facts.Trusts, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}, Silent: []string{"No account and no trust"}},
		{Name: "hidden accounts", Step: "listed", Facts: guidetest.All(forest(), guidetest.Unknown(facts.SPNScan, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}, Silent: []string{"No account and no trust"}},
		{Name: "the dates", Step: "dates", Status: diag.Manual, Says: []string{"January 2026:", "April 2026:", "July 2026:", "adwalk report rc4-readiness --output rc4-before.json", "adwalk walk rc4-readiness --since rc4-before.json"}},
	})
}

func TestTheProof(t *testing.T) {
	one := forest(listing("a4", 0, false, spn))
	tgt := aes("krbtgt/CONTOSO.LAB", ad.ETypeAES256)
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "a ticket with AES", Step: "proof", Facts: guidetest.All(one, tgt, aes(spn, ad.ETypeAES256)), Status: diag.Pass, Says: []string{"Accounts with an AES ticket: 2 of 2"}, Asks: []string{"ticket.aes " + spn, "ticket.aes krbtgt/CONTOSO.LAB"}},
		{Name: "no AES key", Step: "proof", Facts: guidetest.All(one, tgt, noAES(spn, ad.ErrETypeNoSupp), guidetest.Seen(facts.AccountKeys, "a4@CONTOSO.LAB", facts.KeysValue{ETypes: []ad.EType{ad.ETypeRC4}})), Status: diag.Fail, Finds: []string{"etype-no-aes-key a4"},
			Says: []string{"Accounts with an AES ticket: 1 of 2"}, Asks: []string{"account.keys a4@CONTOSO.LAB"}},
		{Name: "a ticket with RC4 all the same", Step: "proof", Facts: guidetest.All(one, tgt, aes(spn, ad.ETypeRC4)), Status: diag.Unknown, Says: []string{"Accounts with an AES ticket: 1 of 2"}},
		{Name: "no answer", Step: "proof", Facts: guidetest.All(one, tgt, guidetest.Unknown(facts.AESTicket, spn, ad.ProblemUnreachable, "no KDC answers")), Status: diag.Unknown, Says: []string{"no KDC answers"}},
		{Name: "a part was not asked for", Step: "proof", Facts: guidetest.All(one, tgt, guidetest.Unknown(facts.AESTicket, spn, ad.ProblemNotAsked, "cancelled")), Status: diag.Skipped, Says: []string{"Accounts with an AES ticket: 1 of 1", "skipped: For the other accounts no ticket was asked for."}},
		{Name: "probes are off", Step: "proof", Facts: guidetest.All(one, guidetest.Unknown(facts.AESTicket, "krbtgt/CONTOSO.LAB", ad.ProblemNotAsked, "--no-probes"), guidetest.Unknown(facts.AESTicket, spn, ad.ProblemNotAsked, "--no-probes")), Status: diag.Skipped, Says: []string{"No ticket was asked for: probes are switched off."}, Silent: []string{"Accounts with"}},
	})
}

// One name of each account is asked for, the one that proves most.
func TestWhichNameIsAskedFor(t *testing.T) {
	controller := listing("a8", 24, true, "host/rodc1.contoso.lab")
	controller.UAC |= ad.UACPartialSecrets
	krbtgt := listing("a9", 24, true, "kadmin/changepw")
	krbtgt.SID = "S-1-5-21-1-2-3-502"
	for _, c := range []struct {
		name string
		a    ad.Account
		want []string
	}{
		{"the machine's own before others", listing("a1", 24, true, "http/x.contoso.lab", "HOST/x.contoso.lab"), []string{"ticket.aes HOST/x.contoso.lab"}},
		{"blanks last", listing("a1", 24, true, "my app/x.contoso.lab", "http/x.contoso.lab"), []string{"ticket.aes http/x.contoso.lab"}},
		{"no duplicate, so the account's login is asked about", listing("a1", 24, true, "http/twice.contoso.lab"), []string{"account.keys a1@CONTOSO.LAB"}},
		{"no name in three parts", listing("a1", 24, true, "ldap/dc1.contoso.lab/contoso.lab"), []string{"account.keys a1@CONTOSO.LAB"}},
		{"no GUID", listing("a1", 24, true, "E3514235-4B06-11D1-AB04-00C04FC2DCD2/3f1a2b3c-1111-2222-3333-444455556666"), []string{"account.keys a1@CONTOSO.LAB"}},
		{"not krbtgt by its own name", krbtgt, nil},
		{"not a read-only controller", controller, nil},
	} {
		v := facts.SPNScanValue{Owners: []ad.Account{c.a}, Groups: []facts.SPNGroup{{Kind: facts.ExactDuplicate, SPN: "HTTP/twice.contoso.lab"}}}
		s := guidetest.Snapshot(guidetest.Healthy(), guidetest.Seen(facts.SPNScan, "", v))
		var got []string
		for _, r := range proofRequests(s.Reader()) {
			if (r.Kind == facts.AESTicket.Name || r.Kind == facts.AccountKeys.Name) && r.Subject != "krbtgt/CONTOSO.LAB" {
				got = append(got, r.Kind+" "+r.Subject)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: asks for %q, want %q", c.name, got, c.want)
		}
	}
}
