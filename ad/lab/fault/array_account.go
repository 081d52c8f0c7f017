package fault

import (
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// arrayAccount are faults of the alternate service account itself.
func arrayAccount() []Fault {
	asa := func(name, area, code, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "asa-" + name, Area: area, Guide: "cas-array", Code: code, Subject: forest.ASA, Verdict: verdict, Words: words,
			Touches: "asa", Also: also, Apply: apply}
	}
	etypes := func(v string) func(*forest.Forest) {
		return func(f *forest.Forest) {
			if v == "" {
				f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes")
				return
			}
			f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes", v)
		}
	}
	gone := asa("deleted", "account", "account-missing", "not-found", "the array's account was deleted",
		[]string{"spn-missing", "asa-missing-on-member", "auth-log-ntlm", "asa-other-account"}, func(f *forest.Forest) { f.RemoveAccount(forest.ASA) })
	gone.Hides = []string{"spn-missing", "spn-duplicate", "spn-misplaced", "spn-covered-by-host", "spn-malformed", "asa-old-credential", "etype-unset"}
	// Without the account there is nothing to be wrong about its names.
	gone.Touches = strings.Join(append(forest.ArraySPNs(), "asa", "CAS1", "CAS2", "log", "malformed"), ",")
	first := forest.ArraySPNs()[0]
	keys := asa("no-aes-keys", "etype", "etype-none-common", "no-common-etype", "the array's account lists AES and has RC4 keys only",
		[]string{"ticket-refused", "etype-none-common"}, func(f *forest.Forest) {
			f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes", "24")
			f.SetKeys(forest.ASA, 23)
		})
	keys.Subject, keys.Touches = first, "asa,"+first // it shows at every name of the account
	empty := asa("no-password", "account", "account-no-password", "wrong-key", "the array's account never got a password",
		[]string{"ticket-refused", "etype-none-common", "asa-missing-on-member", "service-refuses-ticket", "auth-log-ntlm"}, func(f *forest.Forest) {
			f.SetKeys(forest.ASA)
			f.Set(f.DN(forest.ASA), "pwdLastSet", "0")
		})
	empty.Hides = []string{"asa-old-credential", "service-refuses-ticket"} // no date to hold a credential against
	// Either explains a log full of NTLM.
	off := asa("disabled", "account", "account-disabled", "owner-disabled", "the array's account is disabled", nil,
		func(f *forest.Forest) { f.SetFlags(forest.ASA, ad.UACDisabled) })
	over := asa("expired", "account", "account-expired", "owner-disabled", "the array's account expired a week ago", nil, func(f *forest.Forest) {
		f.Set(f.DN(forest.ASA), "accountExpires", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-7*24*time.Hour)), 10))
	})
	off.Hides, over.Hides = []string{"auth-log-ntlm"}, []string{"auth-log-ntlm"}
	return []Fault{
		gone, keys, empty, off, over,
		asa("locked", "account", "account-locked", "owner-disabled", "the array's account is locked out", nil, func(f *forest.Forest) {
			f.Set(f.DN(forest.ASA), "lockoutTime", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-3*time.Minute)), 10))
		}),
		asa("etypes-unset", "etype", "etype-unset", "no-common-etype", "the array's account lists no encryption types", []string{"ticket-weak-etype", "service-refuses-ticket"}, etypes("")),
		asa("rc4-only", "etype", "etype-rc4-only", "no-common-etype", "the array's account lists RC4 only", []string{"ticket-weak-etype", "service-refuses-ticket"}, etypes("4")),
		asa("des-bits", "etype", "etype-des-only", "no-common-etype", "the array's account lists DES only", []string{"ticket-refused", "etype-none-common"}, etypes("3")),
		asa("des-flag", "etype", "etype-des-only", "no-common-etype", "the array's account is set to use DES only", []string{"ticket-refused", "etype-none-common"},
			func(f *forest.Forest) { f.SetFlags(forest.ASA, ad.UACDESOnly) }),
	}
}
