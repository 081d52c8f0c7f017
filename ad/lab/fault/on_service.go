package fault

import (
	"strconv"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// onService are the faults that any service can have, for a guide about one: its SPN
// on a user account that runs nothing else.
func onService(prefix, guide, spn, owner string) []Fault {
	fault := func(name, area, code, subject, verdict, words, touches string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: prefix + "-" + name, Area: area, Guide: guide, Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: touches + ",app", Also: also, Apply: apply}
	}
	noKey := []string{"ticket-refused", "etype-none-common", "service-refuses-ticket"}
	weak := []string{"ticket-weak-etype", "keytab-etype", "service-refuses-ticket"}
	return hiding([]Fault{
		fault("missing", "spn", "spn-missing", spn, "missing", spn+" is not registered", spn, nil, func(f *forest.Forest) { f.DropSPN(owner, spn) }),
		fault("duplicate", "spn", "spn-duplicate", spn, "duplicate", spn+" is on DC1$ too", spn, nil, func(f *forest.Forest) { f.AddSPN("DC1$", spn) }),
		fault("owner-disabled", "account", "account-disabled", owner, "owner-disabled", "the service's account is disabled", owner, noKey, func(f *forest.Forest) { f.SetFlags(owner, ad.UACDisabled) }),
		fault("owner-expired", "account", "account-expired", owner, "owner-disabled", "the service's account expired", owner, noKey, func(f *forest.Forest) {
			f.Set(f.DN(owner), "accountExpires", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-72*time.Hour)), 10))
		}),
		fault("owner-no-password", "account", "account-no-password", owner, "wrong-key", "the service's account never had a password", owner, noKey, func(f *forest.Forest) {
			f.SetKeys(owner)
			f.Set(f.DN(owner), "pwdLastSet", "0")
		}),
		fault("owner-rc4", "etype", "etype-rc4-only", owner, "no-common-etype", "the service's account lists RC4 only", owner, weak, func(f *forest.Forest) { f.Set(f.DN(owner), "msDS-SupportedEncryptionTypes", "4") }),
		fault("owner-des", "etype", "etype-des-only", owner, "no-common-etype", "the service's account is set to use DES only", owner, noKey, func(f *forest.Forest) { f.SetFlags(owner, ad.UACDESOnly) }),
	})
}
