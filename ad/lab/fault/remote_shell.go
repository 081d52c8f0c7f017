package fault

import (
	"slices"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// remoteShell are faults between a remote session and the next machine.
func remoteShell() []Fault {
	fault := func(name, code, subject, verdict, words string, apply func(*forest.Forest)) Fault {
		return Fault{Name: "shell-" + name, Area: "delegation", Guide: "remote-shell", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: "app,delegation", Apply: apply}
	}
	const allowed = "msDS-AllowedToActOnBehalfOfOtherIdentity"
	return slices.Concat(onMachine("shell", "remote-shell", "WEB1$"), []Fault{
		fault("second-hop", "second-hop", "WEB1$ > cifs/fs1.contoso.lab", "not-allowed", "WEB1 is not allowed to reach the file server for its users", func(f *forest.Forest) { f.Set(f.DN("FS1$"), allowed) }),
		fault("second-hop-other", "second-hop", "WEB1$ > cifs/fs1.contoso.lab", "not-allowed", "the file server allows another machine", func(f *forest.Forest) { f.ActOnBehalf("FS1$", "SQL1$") }),
		fault("second-hop-list", "second-hop", "WEB1$ > http/app.contoso.lab", "not-allowed", "WEB1's list has another service than the second hop's", func(f *forest.Forest) {
			f.Set(f.DN("WEB1$"), "msDS-AllowedToDelegateTo", "http/mail.contoso.lab")
			f.Ask("remote-shell", "second-hop", "http/app.contoso.lab")
		}),
		fault("user-sensitive", "second-hop-user", forest.UserName, "protected", "bob is marked sensitive", func(f *forest.Forest) { f.SetFlags(forest.UserName, ad.UACNotDelegated) }),
		fault("user-protected", "second-hop-user", forest.UserName, "protected", "bob is a member of Protected Users", func(f *forest.Forest) { f.Join("Protected Users", forest.UserName) }),
		{Name: "shell-spn-gone", Area: "spn", Guide: "remote-shell", Code: "spn-missing", Subject: "host/web1.contoso.lab", Verdict: "missing", Words: "the HOST names of WEB1 are gone", Touches: "app,delegation", Apply: func(f *forest.Forest) {
			for _, s := range []string{"HOST/web1.contoso.lab", "HOST/WEB1", "RestrictedKrbHost/web1.contoso.lab", "RestrictedKrbHost/WEB1"} {
				f.DropSPN("WEB1$", s)
			}
		}},
	})
}
