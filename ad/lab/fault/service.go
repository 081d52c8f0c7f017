package fault

import (
	"strconv"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// service are faults between a client and an ordinary web application.
func service() []Fault {
	spn, owner := "http/"+forest.AppHost, forest.AppAccount
	app := func(name, area, code, subject, verdict, words, touches string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "service-" + name, Area: area, Guide: "service-unreachable", Code: code, Subject: subject, Verdict: verdict, Words: words,
			Touches: touches, Also: also, Apply: apply}
	}
	key := app("wrong-key", "ticket", "service-refuses-ticket", spn, "wrong-key", "the password was changed, but not on the server", "key", nil,
		func(f *forest.Forest) { f.SetPassword(owner, "newer than the server's", time.Hour) })
	key.Probe = true
	weak := []string{"ticket-weak-etype", "service-refuses-ticket"} // the keytab of the site has AES keys only
	refused := []string{"ticket-refused", "etype-none-common", "service-refuses-ticket"}
	return hiding([]Fault{
		key,
		app("missing", "spn", "spn-missing", spn, "missing", spn+" is not registered", spn, nil,
			func(f *forest.Forest) { f.DropSPN(owner, spn) }),
		app("duplicate", "spn", "spn-duplicate", spn, "duplicate", spn+" is on FS1$ too", spn, nil,
			func(f *forest.Forest) { f.AddSPN("FS1$", spn) }),
		app("owner-disabled", "account", "account-disabled", owner, "owner-disabled", "the service's account is disabled", owner, nil,
			func(f *forest.Forest) { f.SetFlags(owner, ad.UACDisabled) }),
		app("owner-expired", "account", "account-expired", owner, "owner-disabled", "the service's account expired", owner, nil, func(f *forest.Forest) {
			f.Set(f.DN(owner), "accountExpires", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-48*time.Hour)), 10))
		}),
		app("owner-no-password", "account", "account-no-password", owner, "wrong-key", "the service's account never had a password", owner, refused,
			func(f *forest.Forest) {
				f.SetKeys(owner)
				f.Set(f.DN(owner), "pwdLastSet", "0")
			}),
		app("owner-rc4", "etype", "etype-rc4-only", owner, "no-common-etype", "the service's account lists RC4 only", owner, weak,
			func(f *forest.Forest) { f.Set(f.DN(owner), "msDS-SupportedEncryptionTypes", "4") }),
		app("owner-des", "etype", "etype-des-only", owner, "no-common-etype", "the service's account is set to use DES only", owner, refused,
			func(f *forest.Forest) { f.SetFlags(owner, ad.UACDESOnly) }),
		app("owner-no-aes-keys", "etype", "etype-none-common", spn, "no-common-etype", "the service's account lists AES and has RC4 keys only", owner, refused,
			func(f *forest.Forest) { f.SetKeys(owner, 23) }),
	})
}

// hiding says what each of these faults keeps from being seen: without a ticket
// the service's own answer, without an owner what the owner lists.
func hiding(list []Fault) []Fault {
	for i := range list {
		x := &list[i]
		if x.Code != "service-refuses-ticket" {
			x.Hides = append(x.Hides, "service-refuses-ticket")
		}
		if x.Area == "spn" {
			x.Hides = append(x.Hides, "etype-rc4-only", "etype-des-only", "etype-none-common", "account-disabled", "account-expired", "account-no-password")
		}
	}
	return list
}
