package fault

import (
	"strconv"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// onMachine are the faults that any service of a computer account can have.
func onMachine(prefix, guide, account string) []Fault {
	fault := func(name, area, code, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: prefix + "-" + name, Area: area, Guide: guide, Code: code, Subject: account, Verdict: verdict, Words: words, Touches: "app," + account, Also: also, Apply: apply}
	}
	noKey := []string{"ticket-refused", "etype-none-common"}
	weak := []string{"ticket-weak-etype", "keytab-etype"}
	return []Fault{
		fault("disabled", "account", "account-disabled", "owner-disabled", account+" is disabled", noKey, func(f *forest.Forest) { f.SetFlags(account, ad.UACDisabled) }),
		fault("expired", "account", "account-expired", "owner-disabled", account+" expired", noKey, func(f *forest.Forest) {
			f.Set(f.DN(account), "accountExpires", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-72*time.Hour)), 10))
		}),
		fault("rc4", "etype", "etype-rc4-only", "no-common-etype", account+" lists RC4 only", weak, func(f *forest.Forest) { f.Set(f.DN(account), "msDS-SupportedEncryptionTypes", "4") }),
		fault("des", "etype", "etype-des-only", "no-common-etype", account+" is set to use DES only", noKey, func(f *forest.Forest) { f.SetFlags(account, ad.UACDESOnly) }),
	}
}
