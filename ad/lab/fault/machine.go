package fault

import (
	"slices"
	"strings"
	"time"

	"adwalk/ad/lab/forest"
)

// machine are faults of a joined Linux host.
func machine() []Fault {
	const host, spn, file = "web1.contoso.lab", "host/web1.contoso.lab", "host.keytab"
	fault := func(name, area, code, subject, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "machine-" + name, Area: area, Guide: "machine-account", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "keytab,WEB1$", Also: also, Apply: apply}
	}
	change := func(c func(e *forest.KeytabEntry)) func(*forest.Forest) {
		return func(f *forest.Forest) { f.ChangeKeytab(file, c) }
	}
	return slices.Concat(onMachine("machine", "machine-account", "WEB1$"), []Fault{
		fault("keytab-behind", "keytab", "keytab-kvno-behind", spn, "wrong-key", "the host was restored from a backup: its keytab is older than the password", nil, func(f *forest.Forest) { f.SetPassword("WEB1$", "after the backup", time.Hour) }),
		fault("keytab-ahead", "keytab", "keytab-kvno-ahead", spn, "wrong-key", "the account was restored: the keytab is newer", nil, change(func(e *forest.KeytabEntry) { e.KVNO++; e.Password += "?" })),
		fault("keytab-rc4", "keytab", "keytab-etype", spn, "no-common-etype", "the keytab has RC4 only", nil, func(f *forest.Forest) { f.AddKeytab(file, "WEB1$", []string{spn, "WEB1$"}, 23) }),
		fault("keytab-reset", "keytab", "keytab-wrong-key", spn, "wrong-key", "the account was reset and joined elsewhere", nil, change(func(e *forest.KeytabEntry) { e.Password = "of another join" })),
		fault("keytab-realm", "keytab", "keytab-realm", spn, "wrong-key", "the keytab was made in the realm's former name", []string{"keytab-realm"}, func(f *forest.Forest) {
			f.AddKeytab(file, "WEB1$", []string{spn})
			f.ChangeKeytab(file, func(e *forest.KeytabEntry) { e.Realm = "OLD.LAB" })
		}),
		fault("keytab-empty", "keytab", "keytab-empty", spn, "not-deployed", "the keytab is empty", nil, func(f *forest.Forest) { f.Keytabs[file].Entries = nil }),
		fault("clone", "account", "machine-clone", "WEB1$", "duplicate", "the keytab was cloned with the machine from build7", nil, func(f *forest.Forest) {
			f.AddKeytab(file, "WEB1$", []string{"host/build7.contoso.lab", spn, "WEB1$"})
		}),
		fault("dns", "account", "machine-dns-differs", "WEB1$", "outdated", "the account has the host name of before", nil, func(f *forest.Forest) { f.Set(f.DN("WEB1$"), "dNSHostName", "oldweb."+f.Domain) }),
		fault("dns-none", "account", "machine-dns-differs", "WEB1$", "outdated", "the account has no host name", nil, func(f *forest.Forest) { f.Set(f.DN("WEB1$"), "dNSHostName") }),
		fault("password-old", "account", "machine-password-old", "WEB1$", "outdated", "the host has not renewed its password for a year, and its keytab is gone", []string{"keytab-empty"}, func(f *forest.Forest) {
			f.SetPassword("WEB1$", "a year ago", 365*24*time.Hour)
			f.Keytabs[file].Entries = nil
		}),
		fault("spn-gone", "spn", "spn-missing", spn, "missing", "the HOST names were taken off the account", nil, func(f *forest.Forest) {
			for _, s := range []string{"HOST/" + host, "HOST/WEB1", "RestrictedKrbHost/" + host, "RestrictedKrbHost/WEB1"} {
				f.DropSPN("WEB1$", s)
			}
		}),
		fault("spn-moved", "spn", "spn-misplaced", spn, "misplaced", "the host's SPN is on another computer", []string{"keytab-other-account", "keytab-wrong-key", "keytab-kvno-behind", "keytab-kvno-ahead"}, func(f *forest.Forest) {
			f.DropSPN("WEB1$", "HOST/"+host)
			f.AddSPN("SQL1$", "HOST/"+host)
		}),
		fault("gone", "account", "account-missing", "WEB1$", "not-found", "the computer account was deleted", []string{"spn-missing", "keytab-wrong-key"}, func(f *forest.Forest) { f.RemoveAccount("WEB1$") }),
		fault("duplicate", "spn", "spn-duplicate", spn, "duplicate", "the host's SPN is on a second computer, too", nil, func(f *forest.Forest) { f.AddSPN("SQL1$", strings.ToUpper(spn[:4])+spn[4:]) }),
	})
}
