package codes

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
)

// Exchange is the conversation in which an error was received. The same number
// means different things in different ones.
type Exchange string

// The exchanges.
const (
	AS      Exchange = "AS"      // a client logs in at a KDC (RFC 4120 3.1)
	TGS     Exchange = "TGS"     // a client asks a KDC for a service ticket (RFC 4120 3.3)
	AP      Exchange = "AP"      // a client shows a ticket to a service (RFC 4120 3.2)
	Kpasswd Exchange = "kpasswd" // a client sets a password (RFC 3244)
)

// Meaning is what an error says in one exchange.
type Meaning struct {
	What    string       // in one sentence
	Family  string       // its cause family
	Verdict diag.Verdict // about the SPN that was asked for; diag.NotChecked when the error says nothing about it
	Causes  []string     // before the family's own
	Next    []string     // before the family's own
}

// KDC returns what a Kerberos error code means in an exchange. A code that is not
// known is a general failure.
func KDC(code int, x Exchange) Meaning {
	m := Meaning{What: fmt.Sprintf("The error %d is not one of RFC 4120.", code), Family: Generic, Verdict: diag.NotChecked}
	if e := Small(Kerberos, int64(code)); e != nil {
		m.What, m.Family, m.Causes, m.Next = e.What, e.Family, e.Causes, e.Next
	}
	if v, ok := verdicts[x][code]; ok {
		m.Verdict = v
	}
	if o, ok := elsewhere[x][code]; ok {
		m.What, m.Family, m.Causes, m.Next = o.What, o.Family, o.Causes, o.Next
	}
	return m
}

// verdicts are the codes that say something about the SPN of the request. In a
// TGS exchange the ticket shown is the TGT, so 31, 41, 44 and 45 are about the
// login there and about the service's key only in an AP exchange.
var verdicts = map[Exchange]map[int]diag.Verdict{
	TGS: {
		2: diag.OwnerDisabled, ad.ErrServiceUnknown: diag.Missing, ad.ErrNotUnique: diag.Duplicate,
		ad.ErrNullKey: diag.NoCommonEType, ad.ErrETypeNoSupp: diag.NoCommonEType, ad.ErrServiceRevoked: diag.OwnerDisabled,
	},
	AP: {
		ad.ErrBadIntegrity: diag.WrongKey, ad.ErrNotUs: diag.WrongKey, ad.ErrModified: diag.WrongKey,
		ad.ErrBadKeyVersion: diag.WrongKey, ad.ErrNoKey: diag.WrongKey, 46: diag.WrongKey,
	},
}

// elsewhere are the codes whose usual reading is wrong in an exchange.
var elsewhere = map[Exchange]map[int]Meaning{
	AS: {
		ad.ErrServiceUnknown: {What: "The KDC does not know the realm's own service (krbtgt or kadmin) that the login asked for.", Family: WrongRealm,
			Causes: []string{"the realm in the request is not this KDC's, or is spelled in another case"}},
		ad.ErrBadIntegrity: {What: "The client could not decrypt the KDC's reply, or the KDC could not decrypt the proof of the password.", Family: BadPassword,
			Causes: []string{"the password or the keytab of the client is not the account's current one"}},
		ad.ErrModified: {What: "The client refuses the KDC's reply to the login: it does not match what was asked for.", Family: Config,
			Causes: []string{"the realm is written in another case than the domain's", "krb5.conf asks for something that the KDC changes in its reply, such as renew_lifetime"},
			Next:   []string{"write the realm in capitals as the domain controller does", "remove renew_lifetime from [libdefaults], or update the Java runtime"}},
		ad.ErrETypeNoSupp: {What: "The account that logs in has no key of an encryption type that the client offers.", Family: NoCommonEType},
		ad.ErrNullKey:     {What: "The account that logs in has no key at all: its password was never set.", Family: NoCommonEType},
		ad.ErrNoKey:       {What: "The client's keytab has no key for the account that logs in.", Family: NoKey},
	},
	TGS: {
		ad.ErrBadIntegrity: {What: "The KDC could not decrypt the TGT or the authenticator.", Family: Expired,
			Causes: []string{"the TGT comes from another domain controller whose krbtgt key differs, or from before a reset of krbtgt"}, Next: []string{"drop the tickets and log in again"}},
		ad.ErrModified: {What: "The KDC could not decrypt the TGT.", Family: Expired,
			Causes: []string{"the krbtgt or trust key changed since the login, or differs between domain controllers"}, Next: []string{"drop the tickets and log in again", "compare the domain controllers"}},
		ad.ErrNullKey: {What: "The account that has the SPN has no key that may be used: its password was never set, or not since the encryption type exists.", Family: NoCommonEType},
	},
	Kpasswd: {
		ad.ErrModified: {What: "The password service's reply could not be read: the password was not set.", Family: SetPassword},
		ad.ErrSkew:     {What: "The clocks differ too much for setting a password.", Family: Clock},
	},
}

// In is a Kerberos error as something recognised in an exchange: the entry of the
// table with what it means there. It is nil for a code that is not known.
func In(code int, x Exchange) *Entry {
	e := Small(Kerberos, int64(code))
	if e == nil {
		return nil
	}
	o, ok := elsewhere[x][code]
	if !ok {
		return e
	}
	there := *e
	there.What, there.Family, there.Causes, there.Next, there.Also, there.Guide = o.What, o.Family, o.Causes, o.Next, nil, ""
	return &there
}
