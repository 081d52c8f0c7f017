package codes

// ipa are what FreeIPA's tools and smbd or winbindd beside them say in their own words.
var ipa = []Entry{
	{What: "FreeIPA's web server did not complete the Kerberos login of the tool: its own log says why.", Family: Generic, Also: []string{NoKey, Config, Clock}, Codes: []string{"Negotiate"}, Weight: usual - 14, Say: []string{"no valid negotiate header in server response*"},
		Causes: []string{"gssproxy or the KDC of the server does not run, or httpd has no key for HTTP/<host>", "in a container: the kernel keyring of the default cache is not allowed there"},
		Next:   []string{"read error_log of httpd and the journal of gssproxy on the server at that second", "set default_ccache_name to a FILE: cache and try again"}},
	{What: "FreeIPA and the domain controller do not agree on the order of the calls: mostly the clocks differ.", Family: Clock, Also: []string{Trust}, Codes: []string{"ipa trust"}, Weight: usual - 6, Say: []string{"complains about communication sequence*"}},
	{What: "FreeIPA's own side of the trust is not set up.", Family: Trust, Also: []string{Config}, Codes: []string{"ipa-adtrust-install"}, Weight: usual - 4, Say: []string{"invalid 'ad trust setup'*", "fetching domains from trusted forest failed*", "missing trust controller*", "cannot perform the selected command without samba 4*", "no trusted domain is not configured*", "domain is not configured ~ ipa-adtrust-install*"},
		Next: []string{"run ipa-adtrust-install on this server, and see that it is a trust agent"}},
	{What: "FreeIPA's call to the domain controller over CIFS failed; the code behind it says why.", Family: Trust, Also: []string{ServerDown, Rights}, Codes: []string{"ipa trust"}, Weight: weak + 18, Say: []string{"cifs server communication error*", "unable to communicate with cifs server*"},
		Next: []string{"restart krb5kdc and smb on the FreeIPA server after ipa-adtrust-install, and try again", "see that ports 88, 135, 389, 445 and 464 of the domain controllers are open, and that their names resolve"}},
	{What: "PAM refused the account after smbd had accepted the password; PAM's own number is no error of Kerberos.", Family: Generic, Also: []string{Policy}, Codes: []string{"PAM"}, Weight: weak + 18, Say: []string{"unknown pam error (~) during*", "unknown pam error*", "pam: unknown error while authenticating*", "pam: account validation failed*"},
		Next: []string{"see which module of /etc/pam.d/samba refuses, or set obey pam restrictions = no"}},
	{What: "PAM refused the password.", Family: BadPassword, Codes: []string{"PAM"}, Weight: usual - 6, Say: []string{"pam: athentication error for user*", "pam: authentication error for user*"}},
	{What: "winbindd ended, or could not be started.", Family: ServerDown, Also: []string{Config, MachineTrust}, Codes: []string{"winbindd"}, Weight: usual - 12, Say: []string{"winbindd daemon died*", "winbindd child process exited*", "winbindd: failed to exec child*", "winbind ~ exited (exit status", "winbind.service: failed with result*", "winbind.service: main process exited*"},
		Next: []string{"run winbindd -F -d 3 by hand: it says what stops it", "see that the package winbind is installed and testparm accepts smb.conf"}},
	{What: "FreeIPA's web server failed while it served the tool: its error_log says why.", Family: Generic, Also: []string{NoKey, Config}, Codes: []string{"500"}, Weight: weak + 14, Say: []string{"ipa/json': internal server error*", "ipa/xml': internal server error*", "ipa/session/json': internal server error*"}},
	{What: "FreeIPA's web application was reached without the login that Apache should have made.", Family: NoCredentials, Also: []string{Config}, Codes: []string{"KRB5CCNAME"}, Weight: usual - 6, Say: []string{"krb5ccname not defined in http request environment*"},
		Next: []string{"see that gssproxy runs and that httpd may use its socket and the kernel keyring or the FILE: cache"}},
}
