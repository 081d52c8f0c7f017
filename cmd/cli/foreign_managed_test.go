package cli

// fetch walks the guide of group-managed accounts for one host.
var fetch = []string{"walk", "gmsa", "--set", "service=http/{stem}.{realm}", "--set", "hosts={stem}h1"}

// lets makes a managed account whose list is of SIDs, in which {host} stands for that of
// its host, {in} for a group with the host in a group, and {out} for a group without it.
func lets(list ...string) func(f *foreignForest) {
	return func(f *foreignForest) {
		host := f.machine("{stem}h1", "28")
		is := map[string]string{
			"{host}": f.sidOf(host),
			"{in}":   f.sidOf(f.groupOf("all", f.groupOf("hosts", host))),
			"{out}":  f.sidOf(f.groupOf("others", f.user("{stem}else", ""))),
		}
		var sids []string
		for _, entry := range list {
			sign, key := "", entry
			if entry[0] == '!' {
				sign, key = "D:", entry[1:]
			}
			if sid := is[key]; sid != "" {
				key = sid
			}
			sids = append(sids, sign+key)
		}
		f.managedBy("{stem}g", sids, "http/{stem}.{realm}")
	}
}

func fetched(name string, build func(*foreignForest)) foreignState {
	return foreignState{kind: "managed accounts", name: name, build: build,
		asks: []foreignAsk{{args: fetch, silent: []string{"F gmsa-host-not-allowed", "U gmsa-host-not-allowed", "F gmsa-none-allowed", "U gmsa-none-allowed"}}}}
}

func refused(name string, build func(*foreignForest)) foreignState {
	return foreignState{kind: "managed accounts", name: name, build: build,
		asks: []foreignAsk{{args: fetch, want: []string{"F gmsa-host-not-allowed"}, exits: []int{1}}}}
}

// foreignManagedStates are group-managed accounts and the lists of who may fetch their
// passwords.
var foreignManagedStates = []foreignState{
	{kind: "managed accounts", name: "disabled, with the SPN of its own host name", build: func(f *foreignForest) {
		f.managedBy("{stem}g", []string{"S-1-1-0"}, "http/{stem}g.{realm}")
		f.SetAttr("CN="+f.stem+"g,CN=Managed Service Accounts,"+f.BaseDN, "userAccountControl", "4098")
	}, asks: []foreignAsk{{args: []string{"check", "account-disabled"}, want: []string{"F account-disabled {stem}g$"}, exits: []int{1}}}},
	refused("its group is denied before it is let in itself", lets("!{in}", "{host}")),
	fetched("it is let in before its group is denied", lets("{host}", "!{in}")),
	fetched("another group is denied before", lets("!{out}", "{in}")),
	fetched("a group in a group", lets("{in}")),
	fetched("everyone", lets("S-1-1-0")),
	refused("a group without it", lets("{out}")),
	refused("itself is denied, its group let in", lets("!{host}", "{in}")),
	{kind: "managed accounts", name: "network logins are denied", build: lets("!S-1-5-2", "{host}"),
		asks: []foreignAsk{{args: fetch, want: []string{"U gmsa-host-not-allowed"}, silent: []string{"F gmsa-host-not-allowed"}, exits: []int{1, 3}}}},
	{kind: "managed accounts", name: "the list is hidden", build: func(f *foreignForest) {
		lets("{in}")(f)
		f.hide("CN="+f.stem+"g,CN=Managed Service Accounts,"+f.BaseDN, idMembership)
	}, asks: []foreignAsk{{args: fetch, silent: []string{"F gmsa-host-not-allowed", "F gmsa-none-allowed"}, exits: []int{1, 3}}}},
}

// idMembership is the schemaIDGUID of msDS-GroupMSAMembership (MS-ADA2).
const idMembership = "888eedd6-ce04-df40-b462-b8a50e41ba38"
