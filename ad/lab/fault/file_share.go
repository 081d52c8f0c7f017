package fault

import (
	"slices"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// fileShare are faults of a file server.
func fileShare() []Fault {
	const spn, nfs = "cifs/fs1.contoso.lab", "nfs/fs1.contoso.lab"
	fault := func(name, area, code, subject, verdict, words string, also []string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "share-" + name, Area: area, Guide: "file-share", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "FS1$", Also: also, Apply: apply}
	}
	mount := func(f *forest.Forest) { f.Ask("file-share", "service", "nfs://fs1.contoso.lab/export") }
	exported := func(f *forest.Forest) {
		mount(f)
		f.AddSPN("FS1$", nfs)
	}
	targets := func(f *forest.Forest, hosts string) { f.Ask("file-share", "dfs-targets", hosts) }
	space := func(f *forest.Forest, roots []string, links map[string][]string) {
		f.AddNamespace("public", roots, links)
		f.Ask("file-share", "service", `\\contoso.lab\public\home`)
	}
	return slices.Concat(onMachine("share", "file-share", "FS1$"), []Fault{
		fault("alias", "spn", "spn-missing", "cifs/files.contoso.lab", "missing", "users open the share by an alias that no account has", []string{"dns-cname"}, func(f *forest.Forest) {
			f.Alias("files.contoso.lab", "fs1.contoso.lab")
			f.Ask("file-share", "service", `\\files.contoso.lab\data`)
		}),
		fault("misplaced", "spn", "spn-misplaced", spn, "misplaced", "cifs was registered on a service account", []string{"keytab-other-account", "keytab-kvno-ahead", "keytab-kvno-behind", "keytab-wrong-key"}, func(f *forest.Forest) { f.AddSPN(forest.AppAccount, spn) }),
		fault("duplicate", "spn", "spn-duplicate", spn, "duplicate", "cifs is on two accounts", nil, func(f *forest.Forest) {
			f.AddSPN(forest.AppAccount, spn)
			f.AddSPN("FS1$", spn)
		}),
		fault("ntlm-only", "service", "service-no-negotiate", spn, "not-offered", "the file server offers NTLM alone", nil, func(f *forest.Forest) { f.Member("FS1").Negotiate = false }),
		fault("dfs-target", "spn", "spn-missing", "cifs/fs9.contoso.lab", "missing", "a DFS target was retired", nil, func(f *forest.Forest) { targets(f, "fs1.contoso.lab, fs9.contoso.lab") }),
		fault("dfs-target-disabled", "account", "account-disabled", "SQL1$", "owner-disabled", "the account of a DFS target is disabled", []string{"ticket-refused"}, func(f *forest.Forest) {
			targets(f, "fs1.contoso.lab, sql1.contoso.lab")
			f.SetFlags("SQL1$", ad.UACDisabled)
		}),
		fault("namespace-target", "spn", "spn-missing", "cifs/fs8.contoso.lab", "missing", "a link of a DFS namespace leads to a server without an account", nil, func(f *forest.Forest) {
			space(f, []string{`\\fs1.contoso.lab\public`}, map[string][]string{"home": {`\\fs8.contoso.lab\home`}, "other": {`\\gone.contoso.lab\other`}})
		}),
		fault("namespace-disabled", "account", "account-disabled", "SQL1$", "owner-disabled", "the account of a server behind a DFS namespace is disabled", []string{"ticket-refused"}, func(f *forest.Forest) {
			space(f, []string{`\\fs1.contoso.lab\public`}, map[string][]string{"home": {`\\sql1.contoso.lab\home`, `-\\fs8.contoso.lab\home`}})
			f.SetFlags("SQL1$", ad.UACDisabled)
		}),
		fault("namespace-offline", "dns", "dfs-no-target", `\\contoso.lab\public`, "missing", "every server of a DFS namespace is offline", nil, func(f *forest.Forest) {
			space(f, []string{`-\\fs1.contoso.lab\public`}, nil)
		}),
		fault("namespace-gone", "dns", "dfs-no-target", `\\contoso.lab\public`, "missing", "users type a DFS namespace that was removed", nil, func(f *forest.Forest) {
			f.AddNamespace("private", []string{`\\fs1.contoso.lab\private`}, nil)
			f.Ask("file-share", "service", `\\contoso.lab\public\home`)
		}),
		fault("namespace-old", "spn", "spn-missing", "cifs/fs8.contoso.lab", "missing", "a DFS namespace in Windows 2000 mode names a server without an account", nil, func(f *forest.Forest) {
			f.AddOldNamespace("public", `\\fs1.contoso.lab\public`, `\\fs8.contoso.lab\public`)
			f.Ask("file-share", "service", `\\contoso.lab\public`)
		}),
		fault("nfs-missing", "spn", "spn-missing", nfs, "missing", "nfs is not registered: HOST does not cover it", nil, mount),
		fault("nfs-keytab", "keytab", "keytab-kvno-behind", nfs, "wrong-key", "the NFS server's keytab is older than the password", nil, func(f *forest.Forest) {
			exported(f)
			f.SetPassword("FS1$", "after the export", time.Hour)
		}),
		fault("nfs-no-key", "keytab", "keytab-host", nfs, "not-deployed", "the NFS server's keytab was made for another host", nil, func(f *forest.Forest) {
			exported(f)
			f.AddKeytab("fs1.keytab", "FS1$", []string{"nfs/fs2.contoso.lab"})
		}),
	})
}
