package fault

import (
	"slices"

	"adwalk/ad/lab/forest"
)

// ntlm are reasons for which clients use NTLM, with the events that they write.
func ntlm() []Fault {
	spn := "HTTP/" + forest.AppHost
	logons := func(target, process, reason string) func(*forest.Forest) {
		return func(f *forest.Forest) {
			f.AddLogons(forest.Logon{Target: target, Process: process, Reason: reason, Count: 3})
		}
	}
	app := logons(spn, `C:\Program Files\Portal\portal.exe`, "The target name could not be resolved by Kerberos or other protocols.")
	fault := func(name, code, subject, verdict, words, touches string, apply ...func(*forest.Forest)) Fault {
		return Fault{Name: "ntlm-" + name, Area: "ticket", Guide: "ntlm-why", Code: code, Subject: subject, Verdict: verdict, Words: words, Touches: touches,
			Apply: func(f *forest.Forest) {
				for _, a := range apply {
					a(f)
				}
			}}
	}
	causes := []Fault{
		fault("missing", "spn-missing", spn, "missing", "the portal's SPN is not registered, and clients use NTLM", "app", app, func(f *forest.Forest) { f.DropSPN(forest.AppAccount, "http/"+forest.AppHost) }),
		fault("duplicate", "spn-duplicate", spn, "duplicate", "the portal's SPN is on two accounts, and clients use NTLM", "app", app, func(f *forest.Forest) { f.AddSPN("FS1$", "http/"+forest.AppHost) }),
		fault("unknown-host", "spn-missing", "cifs/old-files.contoso.lab", "missing", "a script uses a share under a host name that no account has", "old-files",
			logons("cifs/old-files.contoso.lab", "robocopy.exe", "The target name could not be resolved by Kerberos or other protocols.")),
	}
	return slices.Concat(causes, []Fault{
		fault("address", "ntlm-by-address", "cifs/127.0.0.53", "ntlm", "a drive is mapped with the server's address", "address", logons("cifs/127.0.0.53", "explorer.exe", "The target name contains an IP address.")),
		fault("address-port", "ntlm-by-address", "HTTP/127.0.0.51:8080", "ntlm", "a program is set to the server's address and port", "address-port", logons("HTTP/127.0.0.51:8080", "report.exe", "The target name contains an IP address.")),
		fault("direct", "ntlm-direct", "a target that the event does not name", "ntlm", "a scanner calls NTLM itself", "direct", logons("", "scanner.exe", "NTLM was called directly by the calling application.")),
		fault("client-side", "ntlm-fallback", "HTTP/web1.contoso.lab", "ntlm", "the SPN is right, and a client uses NTLM all the same", "web1", logons("HTTP/web1.contoso.lab", "msedge.exe", "No line of sight with a domain controller.")),
	})
}
