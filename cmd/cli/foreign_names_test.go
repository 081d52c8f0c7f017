package cli

func ticketFor(spn string) []string { return []string{"ticket", spn} }

// foreignNameStates are the forms of SPNs that clients ask for and administrators
// register, and what tickets say of their owners.
var foreignNameStates = []foreignState{
	{"SPN forms", "an instance and a port on two accounts", func(f *foreignForest) {
		f.service("{stem}port", "MSSQLSvc/{stem}db.{realm}:1433")
		f.service("{stem}inst", "MSSQLSvc/{stem}db.{realm}:PAYROLL")
	}, []foreignAsk{
		{args: ticketFor("MSSQLSvc/{stem}db.{realm}:PAYROLL"), want: []string{"R ok"}, exits: []int{0}},
		{args: []string{"check", "spn-duplicate"}, silent: []string{"F spn-duplicate MSSQLSvc/{stem}db.{realm}:1433"}},
	}},
	{"SPN forms", "registered with the port, asked for without", func(f *foreignForest) {
		f.service("{stem}shop", "http/{stem}shop.{realm}:8080")
	}, []foreignAsk{{args: unreachable("http/{stem}shop.{realm}"), want: []string{"F spn-missing http/{stem}shop.{realm}"}, exits: []int{1}}}},
	{"SPN forms", "registered in other case, asked for in small letters", func(f *foreignForest) {
		f.service("{stem}case", "HTTP/{stem}CASE.{realm}")
	}, []foreignAsk{{args: ticketFor("http/{stem}case.{realm}"), want: []string{"R ok"}, exits: []int{0}}}},
	{"SPN forms", "a host of digits", func(f *foreignForest) {
		f.service("{stem}num", "http/20261128")
		f.Tool("user", "disable", f.stem+"num")
	}, []foreignAsk{{args: unreachable("http/20261128"), want: []string{"F account-disabled {stem}num"}, silent: []string{"F dns-ip-literal"}}}},
	{"SPN forms", "a URL with path, share and mail server as people type them", func(f *foreignForest) {
		f.service("{stem}urls", "cifs/{stem}urls.{realm}")
		f.Tool("spn", "add", f.fill("http/{stem}urls.{realm}"), f.stem+"urls")
	}, []foreignAsk{
		{args: unreachable("https://{stem}urls.{realm}/owa/"), silent: []string{"F spn-missing"}},
		{args: unreachable(`\\{stem}urls.{realm}\share`), silent: []string{"F spn-missing"}},
		{args: unreachable("smb://{stem}urls.{realm}/share"), silent: []string{"F spn-missing"}},
	}},
	{"SPN forms", "three parts", func(f *foreignForest) {
		f.service("{stem}part", "ldap/{stem}part.{realm}/{realm}")
	}, []foreignAsk{{args: []string{"check", "spn-malformed"}, silent: []string{"F spn-malformed {stem}part"}}}},
	{"SPN forms", "an umlaut that can be typed", func(f *foreignForest) {
		f.service("{stem}uml", "http/{stem}büro.{realm}")
	}, []foreignAsk{{args: ticketFor("http/{stem}büro.{realm}"), want: []string{"R ok"}, exits: []int{0}}}},

	{"tickets", "nobody has the SPN", func(*foreignForest) {}, []foreignAsk{
		{args: ticketFor("http/{stem}none.{realm}"), want: []string{"R missing"}, exits: []int{1}},
		{args: unreachable("http/{stem}none.{realm}"), want: []string{"F spn-missing"}, exits: []int{1}},
	}},
	{"tickets", "two accounts have it, in different case", func(f *foreignForest) {
		f.service("{stem}left", "http/{stem}both.{realm}")
		f.PlantSPN(f.service("{stem}rght", "http/{stem}rght.{realm}"), f.fill("HTTP/{stem}BOTH.{realm}"))
	}, []foreignAsk{
		{args: ticketFor("http/{stem}both.{realm}"), want: []string{"R duplicate"}, exits: []int{1}},
		{args: unreachable("http/{stem}both.{realm}"), want: []string{"F spn-duplicate"}, silent: []string{"F spn-missing"}, exits: []int{1}},
		{args: []string{"check", "spn-duplicate"}, want: []string{"F spn-duplicate http/{stem}both.{realm}"}},
	}},
	{"tickets", "one of the two owners is hidden", func(f *foreignForest) {
		f.service("{stem}seen", "http/{stem}half.{realm}")
		dn := f.service("{stem}veil", "http/{stem}veil.{realm}")
		f.PlantSPN(dn, f.fill("http/{stem}half.{realm}"))
		f.hide(dn, idSPN)
	}, []foreignAsk{
		{args: ticketFor("http/{stem}half.{realm}"), silent: []string{"R ok", "R stale-replica", "R missing"}, exits: []int{1, 3}},
		{args: unreachable("http/{stem}half.{realm}"), silent: []string{"F spn-missing"}, exits: []int{1, 3}},
	}},
	{"tickets", "the only owner is hidden", func(f *foreignForest) {
		f.hide(f.service("{stem}dark", "http/{stem}dark.{realm}"), idSPN)
	}, []foreignAsk{
		{args: ticketFor("http/{stem}dark.{realm}"), silent: []string{"R ok", "R missing"}, exits: []int{3}},
		{args: unreachable("http/{stem}dark.{realm}"), silent: []string{"F spn-missing"}, exits: []int{3}},
	}},
	{"tickets", "covered by HOST", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"srv")
		f.Tool("user", "setpassword", f.stem+"srv$", "--newpassword=Foreign-Key-3")
		f.Tool("spn", "add", f.fill("HOST/{stem}srv.{realm}"), f.stem+"srv$")
	}, []foreignAsk{{args: ticketFor("http/{stem}srv.{realm}"), want: []string{"R covered-by-host"}, exits: []int{0}}}},
	{"tickets", "covered by HOST of two computers", func(f *foreignForest) {
		for _, name := range []string{"one", "two"} {
			f.Tool("computer", "create", f.stem+name)
			f.Tool("user", "setpassword", f.stem+name+"$", "--newpassword=Foreign-Key-3")
		}
		f.Tool("spn", "add", f.fill("HOST/{stem}site.{realm}"), f.stem+"one$")
		f.PlantSPN("CN="+f.stem+"two,CN=Computers,"+f.BaseDN, f.fill("HOST/{stem}SITE.{realm}"))
	}, []foreignAsk{
		{args: ticketFor("http/{stem}site.{realm}"), want: []string{"R duplicate"}, exits: []int{1}},
		{args: unreachable("http/{stem}site.{realm}"), want: []string{"F spn-duplicate host/{stem}site.{realm}"}, silent: []string{"F spn-missing", "F spn-covered-by-host"}, exits: []int{1}},
	}},
	{"tickets", "covered by HOST of a disabled computer", func(f *foreignForest) {
		f.Tool("computer", "create", f.stem+"off")
		f.Tool("user", "setpassword", f.stem+"off$", "--newpassword=Foreign-Key-3")
		f.Tool("spn", "add", f.fill("HOST/{stem}off.{realm}"), f.stem+"off$")
		f.Tool("user", "disable", f.stem+"off$")
	}, []foreignAsk{{args: ticketFor("http/{stem}off.{realm}"), silent: []string{"R ok", "R covered-by-host"}, exits: []int{1, 3}}}},
	{"tickets", "the ticket-granting service", func(*foreignForest) {}, []foreignAsk{
		{args: ticketFor("krbtgt/{realm}"), silent: []string{"R missing"}},
		{args: ticketFor("kadmin/changepw"), silent: []string{"R owner-disabled", "R missing"}},
	}},
}
