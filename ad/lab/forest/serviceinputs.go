package forest

// serviceInputs are what a person would type for the guides about one service, by
// guide and input, with the keytabs that those services have.
func (f *Forest) serviceInputs() {
	fs1, web1 := "fs1."+f.Domain, "web1."+f.Domain
	f.AddKeytab("fs1.keytab", "FS1$", []string{"host/" + fs1, "cifs/" + fs1, "nfs/" + fs1, "FS1$"}, 18, 17, 23)
	f.AddKeytab("host.keytab", "WEB1$", []string{"host/" + web1, "host/WEB1", "RestrictedKrbHost/" + web1, "WEB1$"}, 18, 17, 23)
	f.AddKeytab("sql1.keytab", SQLAccount, []string{"MSSQLSvc/" + SQLHost, "MSSQLSvc/" + SQLHost + ":1433", SQLAccount})
	for key, value := range map[string]string{
		"file-share.service": `\\` + fs1 + `\data`, "file-share.keytab": "lab:fs1.keytab",
		"machine-account.service": web1, "machine-account.keytab": "lab:host.keytab",
		"sql-server.service": "tcp:" + SQLHost + ",1433", "sql-server.keytab": "lab:sql1.keytab",
		"remote-shell.service": "ssh://" + web1, "remote-shell.second-hop": `\\` + fs1 + `\data`, "remote-shell.user": UserName,
	} {
		f.Inputs[key] = value
	}
	f.Ask("service-unreachable", "keytab", "") // the service at its end may be any
	f.ActOnBehalf("FS1$", "WEB1$")
}

// Ask changes what a person would type for a guide's input.
func (f *Forest) Ask(guide, input, value string) { f.Inputs[guide+"."+input] = value }
