package smtpvirtual

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/paste"
)

// Guide is the walk for several SMTP virtual servers on Exchange
// 2003.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "smtp-virtual-servers",
		Symptom: "SMTP servers cannot authenticate to each other",
		Applies: "Exchange 2003",
		Intro: "Each SMTP virtual server has a name of its own, and asks others for tickets to theirs. The name must be registered once, on the account of the machine that runs it. " +
			"When both ends are the same machine, another check of Windows refuses the login, whatever the SPNs are.",
		Inputs: []guide.Input{
			{Key: "virtual", Title: "the virtual servers", Help: "SERVER=name.of.virtual.server, with commas; SERVER is the computer or cluster account", List: true, Required: true,
				Discover: discoverVirtual, Requests: ask.Exchange, Check: checkVirtual},
			{Key: "same-machine", Title: "whether client and server are the same machine", Help: "yes or no", Check: ask.CheckYesNo},
			{Key: "events", Title: "events or SMTP replies", Help: "events 1706, 7004, 1709, 1035, 2017 or 537, or the SMTP session that failed", Paste: true, Parse: parseSMTPEvents},
		},
		Steps: []guide.Step{
			{ID: "environment", Title: "Directory and login", Short: "Connection", Why: "Everything that follows is read from here.", Requests: ask.Environment, Checks: ask.EnvironmentChecks, Story: story.Plain, Again: ask.EnvironmentKinds},
			{ID: "expected", Title: "The virtual servers and their SPNs", Short: "Expected SPNs", Why: "Servers ask for SMTPSVC with the name of the virtual server.", Derive: expect, Requests: ask.OwnersFor, Story: expectedStory, Again: []string{"exchange.org"}},
			{ID: "events", Title: "What the servers reported", Short: "Server events", Why: "The events distinguish a missing SPN, the loopback check and encryption types.", Derive: expect, Requests: ask.OwnersFor,
				Checks: []string{"smtp-etype"}, Story: eventStory},
			{ID: "accounts", Title: "The machines' accounts", Short: "Accounts", Why: "The SPN belongs on the account of the machine, or of the cluster's network name.", Derive: expect, Requests: ask.OwnersFor,
				Checks: []string{"account-missing", "account-disabled"}, Story: story.Plain, Again: []string{"account"}},
			{ID: "owners", Title: "SPN owners", Short: "SPN owners", Why: "None: no ticket. Several: the wrong system or the wrong key.", Derive: expect, Requests: ask.OwnersFor,
				Checks: ask.OwnerChecks, Story: story.Owners, Again: []string{"spn.owners"}},
			{ID: "tickets", Title: "Tickets for the SPNs", Short: "Tickets", Why: "What the KDC answers is what the other server gets.", Derive: expect, Requests: ticketRequests,
				Checks: []string{"ticket-refused", "etype-none-common"}, Story: story.Tickets, Again: []string{"ticket"}},
			{ID: "loopback", Title: "The same machine, or another", Short: "Loopback", Why: "Only a logon of a machine to itself meets the loopback check.", Derive: expect, Requests: ask.OwnersFor,
				Checks: []string{"smtp-loopback"}, Story: loopbackStory},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "One name on the right account is the first method; the registry value is the second.", Derive: expect, Requests: ticketRequests,
				Checks: slices.Concat([]string{"account-missing", "account-disabled"}, ask.OwnerChecks, []string{"ticket-refused", "etype-none-common", "smtp-etype", "smtp-loopback"}), Story: story.Plan},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "Only a fresh ticket proves that an SPN works.", Derive: expect, Requests: ticketRequests,
				Checks: slices.Concat(ask.OwnerChecks, []string{"ticket-refused", "etype-none-common"}), Story: story.Verification, Again: []string{"spn.owners", "account", "ticket"}},
		},
	}
}

func discoverVirtual(r *diag.Reader) []string {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	for _, v := range f.Value.SMTP {
		if v.Server != "" && v.FQDN != "" && !ask.Contains(out, v.Server+"="+v.FQDN) {
			out = append(out, v.Server+"="+v.FQDN)
		}
	}
	return out
}

func checkVirtual(v string) error {
	server, host, ok := strings.Cut(v, "=")
	if !ok || server == "" {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "a virtual server cannot be read from " + v, Why: "it has no server in front of =", Do: "write SERVER=name.of.virtual.server"}
	}
	if err := ask.CheckHost(host); err != nil {
		if ask.CheckHost(server) == nil && strings.HasSuffix(host, "$") {
			return &ad.Problem{Kind: ad.ProblemUsage, What: "a virtual server cannot be read from " + v, Why: "the account stands behind =", Do: "write " + host + "=" + server}
		}
		return err
	}
	return nil
}

// expect derives SMTPSVC for every virtual server's name on its machine. The
// machine's own SMTP names are looked at when somebody holds them.
func expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	put := func(spn, owner, why string, optional bool) {
		if _, ok := facts.Expected.Get(s.Reader(), spn); ok && optional {
			return
		}
		facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Source: ask.Derived("smtp-virtual-servers"),
			Value: facts.ExpectedValue{Owner: owner, OwnerFrom: facts.OwnerMachine, Why: why, Optional: optional}})
	}
	for _, v := range guide.Values(r, "virtual") {
		server, host, _ := strings.Cut(v, "=")
		put("SMTPSVC/"+host, ask.Account(server), "servers that send to the virtual server "+host, false)
	}
	for _, v := range guide.Values(r, "virtual") {
		server, _, _ := strings.Cut(v, "=")
		label, _, _ := strings.Cut(strings.TrimSuffix(server, "$"), ".")
		for _, class := range []string{"SMTP", "SMTPSVC"} {
			put(class+"/"+label, ask.Account(server), "the machine's own SMTP service", true)
			if full := ask.MemberHost(r, label); full != label {
				put(class+"/"+full, ask.Account(server), "the machine's own SMTP service", true)
			}
		}
	}
}

func ticketRequests(r *diag.Reader) []diag.Request {
	reqs := ask.OwnersFor(r)
	for _, e := range facts.Expected.All(r) {
		if !e.Value.Optional {
			reqs = append(reqs, facts.Ticket.For(e.Subject))
		}
	}
	return reqs
}

func parseSMTPEvents(s *diag.Snapshot, text string) error {
	decoded, err := paste.Text([]byte(text))
	if err != nil {
		return err
	}
	v, err := paste.SMTPEvents(decoded)
	if err != nil {
		return err
	}
	facts.SMTPEvents.Put(s, diag.Fact[facts.SMTPEventsValue]{Value: v, Source: guide.Pasted("events")})
	return nil
}

func expectedStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	var out []guide.Line
	for _, v := range guide.Values(r, "virtual") {
		server, host, _ := strings.Cut(v, "=")
		out = append(out, story.Say("%s runs the virtual server %s: SMTPSVC/%s belongs on %s", server, host, host, ask.Account(server)))
	}
	return append(out, guide.Line{Text: "On a cluster it belongs on the network name's account.", Do: []ad.Advice{story.Give("on a cluster, give the network name for the server", "virtual", "CLUSTERNAME=HOST")}})
}

func eventStory(r *diag.Reader, results []diag.Result) []guide.Line {
	f, ok := facts.SMTPEvents.Get(r, "")
	if !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Manual, "Paste what the servers reported: events 1706, 7004, 1709, 1035, 2017, 537 of the application and security logs, or the SMTP replies.")}
	}
	var out []guide.Line
	for _, e := range meanings {
		if n := f.Value.Events[e.id] + f.Value.Codes[e.id] + f.Value.Replies[e.id]; n > 0 {
			out = append(out, story.Say("%s (%d×): %s", e.id, n, e.means))
		}
	}
	return append(out, story.Lines(results)...)
}

var meanings = []struct{ id, means string }{
	{"1706", "the server could not take part in Exchange authentication for the moment"},
	{"7004", "the other server refused a command"},
	{"1709", "Kerberos was not tried, because the target's name is not one of its machine's own names"},
	{"1035", "the receiving server could not read the sender's authentication"},
	{"2017", "the sending server could not get a ticket for the target"},
	{"537", "a logon failed for an unexpected reason; with 0xC000006D it is the loopback check"},
	{"0x8009030c", "the logon was denied"},
	{"0xc000006d", "the logon was denied; from the machine itself, by the loopback check"},
	{"KdcUnknownEncryptionType", "no encryption type in common"},
	{"535", "the other server does not accept the authentication"},
	{"454", "the other server could not authenticate for the moment"},
	{"451", "the other server could not complete Exchange authentication (5.7.3)"},
	{"550", "relaying was refused, because the sender was not authenticated"},
}

func loopbackStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	switch strings.ToLower(guide.Value(r, "same-machine")) {
	case "":
		l := story.Note(diag.Manual, "Are the sending and the receiving virtual server on one machine? On one machine the loopback check is the likely cause, between machines it is the SPNs.")
		l.Do = []ad.Advice{story.Give("say whether they are", "same-machine", "yes|no")}
		return append(out, l)
	case "no":
		return append(out, story.Say("Sender and receiver are different machines: the loopback check has no part in it."))
	}
	var hosts []string
	for _, v := range guide.Values(r, "virtual") {
		_, host, _ := strings.Cut(v, "=")
		hosts = append(hosts, host)
	}
	out = append(out, story.Say("Second method: list the names for the machine itself. This names exactly the hosts that may loop back; switching the whole check off (DisableLoopbackCheck) would lower the machine's security."))
	out = append(out, story.Command("adds the names; values that are already there must be in the list as well", `reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa\MSV1_0 /v BackConnectionHostNames /t REG_MULTI_SZ /d "`+strings.Join(hosts, `\0`)+`"`))
	return append(out, story.Command("the same as a .reg file", regFile(hosts)))
}

// regFile renders the hosts as a registry file: REG_MULTI_SZ in hexadecimal
// UTF-16, each name ended by a zero and the list by another.
func regFile(hosts []string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	put := func(c uint16) {
		for _, octet := range []byte{byte(c), byte(c >> 8)} {
			if b.Len() > 0 {
				b.WriteByte(',')
			}
			b.WriteByte(digits[octet>>4])
			b.WriteByte(digits[octet&15])
		}
	}
	for _, h := range hosts {
		for _, c := range []byte(h) { // host names are ASCII: Check has seen to it
			put(uint16(c))
		}
		put(0)
	}
	put(0)
	return "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0]\n\"BackConnectionHostNames\"=hex(7):" + b.String() + "\n"
}
