package checks

import (
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/pages"
)

func TestTicketRefused(t *testing.T) {
	judge(t, ticketRefused,
		kase{"issued", func(w world) { w.issued(array, ad.ETypeAES256, 3) }, []string{"pass ok " + array}},
		kase{"known here, not there", func(w world) { w.owners(array, asa()).refused(array, ad.ErrServiceUnknown) }, []string{"fail contradicted " + array}},
		kase{"unknown", func(w world) { w.refused(array, ad.ErrServiceUnknown) }, []string{"fail missing " + array}},
		kase{"two owners", func(w world) { w.refused(array, ad.ErrNotUnique) }, []string{"fail duplicate " + array}},
		kase{"service revoked", func(w world) { w.refused(array, ad.ErrServiceRevoked) }, []string{"fail owner-disabled " + array}},
		kase{"no key", func(w world) { w.refused(array, ad.ErrNullKey) }, []string{"fail no-common-etype " + array}},
		kase{"policy", func(w world) { w.refused(array, 12) }, []string{"fail refused " + array}},
		kase{"enctypes are another code", func(w world) { w.refused(array, ad.ErrETypeNoSupp) }, nil},
		kase{"the operator's own account is locked", func(w world) { w.refused(array, ad.ErrClientRevoked) }, []string{"unknown not-checked " + array}},
		kase{"KDC silent", func(w world) { w.unread(facts.Ticket.For(array), ad.ProblemUnreachable) }, []string{"unknown not-checked " + array}},
		kase{"KDC silent, as a value", func(w world) {
			facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: array, Value: ad.TicketResult{Problem: &ad.Problem{Kind: ad.ProblemUnreachable}}})
		}, []string{"unknown not-checked " + array}},
		kase{"probes off", func(w world) { w.unread(facts.Ticket.For(array), ad.ProblemNotAsked) }, nil})
}

func TestETypeNoneCommon(t *testing.T) {
	judge(t, etypeNoneCommon,
		kase{"issued", func(w world) { w.issued(array, ad.ETypeAES256, 3) }, []string{"pass ok " + array}},
		kase{"nothing in common", func(w world) { w.refused(array, ad.ErrETypeNoSupp) }, []string{"fail no-common-etype " + array}},
		kase{"other refusals", func(w world) { w.refused(array, ad.ErrServiceUnknown) }, nil},
		kase{"AES alone was offered, and the KDC has a key that its default leaves out", func(w world) {
			a := machine("OLD")
			a.ETypes, a.SPNs = 0, []string{"http/old"}
			w.scan(facts.SPNScanValue{Owners: []ad.Account{a}})
			facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "http/old", Value: ad.TicketResult{KDC: "dc1:88", Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}}})
			facts.AccountKeys.Put(w.Snapshot, diag.Fact[facts.KeysValue]{Subject: facts.Principal(a), Value: facts.KeysValue{ETypes: []ad.EType{18}}})
		}, []string{"fail no-common-etype http/old"}},
		kase{"the same, and what the account lists is hidden: it may list RC4", func(w world) {
			a := machine("OLD")
			a.ETypes, a.SPNs, a.Unread = 0, []string{"http/old"}, []string{"msDS-SupportedEncryptionTypes"}
			w.scan(facts.SPNScanValue{Owners: []ad.Account{a}})
			facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "http/old", Value: ad.TicketResult{KDC: "dc1:88", Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}}})
			facts.AccountKeys.Put(w.Snapshot, diag.Fact[facts.KeysValue]{Subject: facts.Principal(a), Value: facts.KeysValue{ETypes: []ad.EType{18}}})
		}, nil})
}

// Where the owner lists AES already, nobody is told to list it: its keys are missing.
func TestAdviceFitsAnAccountThatListsAES(t *testing.T) {
	for name, c := range map[string]struct {
		has  ad.SupportedETypes
		want string
	}{"AES listed": {ad.SupportsAES128 | ad.SupportsAES256, "Set the password of CASARRAY-ASA$"}, "nothing listed": {0, "List AES"}, "RC4 listed": {ad.SupportsRC4, "List AES"}} {
		w := world{diag.NewSnapshot()}
		w.owners(array, asa(func(a *ad.Account) { a.ETypes = c.has })).refused(array, ad.ErrETypeNoSupp)
		said := ""
		for _, o := range diag.Run([]diag.Check{etypeNoneCommon}, w.Snapshot)[0].Outcomes {
			said += pages.Catalogue().Do(etypeNoneCommon.Code, o.Args)
		}
		if !strings.HasPrefix(said, c.want) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

func TestTicketWeakEType(t *testing.T) {
	judge(t, ticketWeakEType,
		kase{"AES", func(w world) { w.issued(array, ad.ETypeAES128, 3) }, []string{"pass ok " + array}},
		kase{"RC4", func(w world) { w.issued(array, ad.ETypeRC4, 3) }, []string{"fail no-common-etype " + array}})
	for list, want := range map[int]string{24: "Set the password of", 4: ""} { // without AES keys, listing AES changes nothing
		w := world{diag.NewSnapshot()}
		w.owners(array, asa(func(a *ad.Account) { a.ETypes, a.ETypesSet = ad.SupportedETypes(list), true }))
		facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: array, Value: ad.TicketResult{SPN: array, Reply: &ad.TicketReply{TicketEType: ad.ETypeRC4, SessionEType: ad.ETypeAES256}}})
		for _, r := range diag.Run([]diag.Check{ticketWeakEType}, w.Snapshot) {
			if got := r.Outcomes[0].Args["do"]; !strings.HasPrefix(got, want) || want == "" && got != "" {
				t.Errorf("an account that lists %#x: %q", list, got)
			}
		}
	}
}

func TestTicketKVNODiffers(t *testing.T) {
	base := func(w world, kvno int) {
		w.expect(who, array).account(asa()).owners(array, asa()).issued(array, ad.ETypeAES256, kvno)
	}
	judge(t, ticketKVNODiffers,
		kase{"same", func(w world) { base(w, 3) }, []string{"pass ok " + array}},
		kase{"older", func(w world) { base(w, 2) }, []string{"fail stale-replica " + array}},
		kase{"ticket does not say", func(w world) { base(w, 0) }, nil},
		kase{"directory does not say", func(w world) { base(w, 3); w.account(asa(func(a *ad.Account) { a.KVNO = 0 })) }, nil},
		kase{"another owner", func(w world) { base(w, 2); w.owners(array, machine("CAS1")) }, nil})
}

// What explains a refusal hides it: blocked, never ok and never a second finding.
func TestRefusalIsHiddenByItsCause(t *testing.T) {
	w := world{diag.NewSnapshot()}
	w.expect(who, array).account(asa()).owners(array).refused(array, ad.ErrServiceUnknown)
	for _, r := range diag.Run(All(), w.Snapshot) {
		if r.Code == "ticket-refused" && (r.Status != diag.Blocked || r.Outcomes[0].By != "spn-missing") {
			t.Errorf("%+v", r)
		}
	}
}

// Each domain controller's KDC is asked: what one of them answers differently is found,
// and one that was not heard is not taken for one that agrees.
func TestKDCsThatDiffer(t *testing.T) {
	const spn = "http/mail.contoso.lab"
	at := func(w world, host string, v ad.TicketResult) {
		v.SPN = spn
		facts.TicketAt.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: facts.AtController(spn, host), Value: v, Source: src("kdc", host)})
	}
	issued := func(e ad.EType, kvno int) ad.TicketResult {
		return ad.TicketResult{Reply: &ad.TicketReply{TicketEType: e, KVNO: kvno}}
	}
	refused := func(code int) ad.TicketResult { return ad.TicketResult{Error: &ad.KDCError{Code: code}} }
	two := func(v ad.TicketResult) func(w world) {
		return func(w world) {
			facts.Controllers.Put(w.Snapshot, diag.Fact[facts.ControllersValue]{Value: facts.ControllersValue{Hosts: []string{"dc2"}, All: 3}, Source: ldap})
			w.issued(spn, ad.ETypeAES256, 3)
			at(w, "dc2", v)
		}
	}
	judge(t, ticketControllersDiffer,
		kase{"alike", two(issued(ad.ETypeAES256, 3)), []string{"pass ok " + spn}},
		kase{"another version", two(issued(ad.ETypeAES256, 2)), []string{"fail stale-replica " + spn}},
		kase{"another type", two(issued(ad.ETypeRC4, 3)), []string{"fail stale-replica " + spn}},
		kase{"not known there", two(refused(ad.ErrServiceUnknown)), []string{"fail stale-replica " + spn}},
		kase{"its clock", two(refused(ad.ErrSkew)), []string{"unknown not-checked " + spn}},
		kase{"silent", func(w world) {
			two(issued(ad.ETypeAES256, 3))(w)
			w.unread(facts.TicketAt.For(facts.AtController(spn, "dc2")), ad.ProblemUnreachable)
		}, []string{"unknown not-checked " + spn}},
		kase{"the only one", func(w world) { w.issued(spn, ad.ETypeAES256, 3) }, nil})
}
