package guidetest

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Now is when everything was seen.
var Now = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

// Fact puts something into a snapshot.
type Fact func(s *diag.Snapshot)

// Seen is a fact that a domain controller told.
func Seen[T any](k diag.Kind[T], subject string, v T) Fact {
	return func(s *diag.Snapshot) {
		k.Put(s, diag.Fact[T]{Subject: subject, Value: v, Source: ad.Source{Kind: "ldap", Name: "dc1.contoso.lab", At: Now}})
	}
}

// Unknown is a fact that nobody could tell, and why.
func Unknown[T any](k diag.Kind[T], subject string, kind ad.ProblemKind, why string) Fact {
	return func(s *diag.Snapshot) {
		s.PutProblem(k.For(subject), ad.Source{}, &ad.Problem{Kind: kind, What: "reading " + k.Name, Why: why})
	}
}

// Typed is an input as the operator gave it, a list one value a line.
func Typed(key, value string) Fact {
	return func(s *diag.Snapshot) {
		facts.Input.Put(s, diag.Fact[string]{Subject: key, Value: value, Source: ad.Source{Kind: "operator"}})
	}
}

// Healthy is the environment in which every question can be asked: the directory, the
// login, one domain controller and its clock.
func Healthy() Fact {
	return All(
		Seen(facts.Krb5Conf, "", facts.Krb5ConfValue{}),
		Seen(facts.Directory, "", ad.DirectoryInfo{Server: "dc1.contoso.lab", Realm: "CONTOSO.LAB", Domain: "DC=contoso,DC=lab", NetBIOS: "CONTOSO"}),
		Seen(facts.Login, "", facts.LoginValue{Client: "alice@CONTOSO.LAB", KDC: "dc1.contoso.lab:88"}),
		Seen(facts.Controllers, "", facts.ControllersValue{Hosts: []string{"dc1.contoso.lab"}}),
		Seen(facts.Clock, "dc1.contoso.lab", facts.ClockValue{}),
	)
}

// All is several facts as one.
func All(list ...Fact) Fact {
	return func(s *diag.Snapshot) {
		for _, f := range list {
			f(s)
		}
	}
}

// Snapshot holds the facts; a later one takes the place of an earlier one.
func Snapshot(list ...Fact) *diag.Snapshot {
	s := diag.NewSnapshot()
	All(list...)(s)
	return s
}

// Computer is an enabled computer account that lists AES and whose password is six weeks old.
func Computer(name, rid string, spns ...string) ad.Account {
	return ad.Account{DN: "CN=" + name + ",CN=Computers,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-" + rid, Name: name + "$",
		Classes: []string{"top", "computer"}, UAC: ad.UACWorkstation, ETypes: 28, ETypesSet: true, KVNO: 2, SPNs: spns,
		PasswordSet: Now.Add(-42 * 24 * time.Hour), WritableKnown: true, Writable: []string{"servicePrincipalName", "msDS-SupportedEncryptionTypes", "msDS-AllowedToDelegateTo"}}
}

// User is an enabled user account that lists AES.
func User(name, rid string, spns ...string) ad.Account {
	a := Computer(name, rid, spns...)
	a.DN, a.Name, a.Classes, a.UAC = "CN="+name+",CN=Users,DC=contoso,DC=lab", name, []string{"top", "person", "user"}, ad.UACNormal
	return a
}

// OwnedBy says who has an SPN, in the whole forest, and what their accounts are.
func OwnedBy(spn string, owners ...ad.Account) Fact {
	list := []Fact{Seen(facts.Owners, spn, facts.OwnersValue{Owners: owners, Coverage: ad.Coverage{Forest: true}})}
	for _, a := range owners {
		list = append(list, Account(a))
	}
	return All(list...)
}

// CoveredBy says that nobody has an SPN itself and whose HOST name stands for it.
func CoveredBy(spn, host string, owner ad.Account) Fact {
	return All(Account(owner), OwnedBy(host, owner),
		Seen(facts.Owners, spn, facts.OwnersValue{AliasOf: host, AliasHeld: []ad.Account{owner}, Coverage: ad.Coverage{Forest: true}}))
}

// Account is an account as it is found by its DN and by its name.
func Account(a ad.Account) Fact {
	return func(s *diag.Snapshot) {
		for _, key := range []string{a.DN, a.Name} {
			facts.Account.Put(s, diag.Fact[ad.Account]{Subject: a.Name, Key: key, Value: a, Source: ad.Source{Kind: "ldap", Name: "dc1.contoso.lab", At: Now}})
		}
	}
}

// Ticketed is a ticket of the encryption type that the KDC issued for an SPN.
func Ticketed(spn string, e ad.EType) Fact {
	return Seen(facts.Ticket, spn, ad.TicketResult{SPN: spn, KDC: "dc1.contoso.lab:88", At: Now, Reply: &ad.TicketReply{SPN: spn, TicketEType: e, SessionEType: ad.ETypeAES256, KVNO: 2}})
}

// Refused is the KDC's error for an SPN.
func Refused(spn string, code int) Fact {
	return Seen(facts.Ticket, spn, ad.TicketResult{SPN: spn, KDC: "dc1.contoso.lab:88", At: Now, Error: &ad.KDCError{Code: code}})
}
