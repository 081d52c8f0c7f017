package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
	clients "adwalk/diag/names"
)

func (w world) keytab(change func(f *keytabs.Facts)) world {
	const spn = "HTTP/app.contoso.lab"
	owner := asa(func(a *ad.Account) { a.Name, a.Classes = "svc-app", []string{"user"} })
	f := keytabs.Facts{File: "/etc/app.keytab", Service: spn, Realm: "CONTOSO.LAB", Account: &owner, OwnerNames: []string{"svc-app"}, Ticket: &keytabs.Ticket{EType: ad.ETypeAES256, KVNO: 3},
		Entries: []keytabs.Entry{{Principal: spn + "@CONTOSO.LAB", KVNO: 3, EType: ad.ETypeAES256, Tried: true, Fits: true}}}
	change(&f)
	facts.Keytab.Put(w.Snapshot, diag.Fact[keytabs.Facts]{Subject: facts.KeytabSubject(f.File, spn, "www"), Value: f, Source: src("file", f.File)})
	return w
}

func (w world) accepted(spn string) world {
	facts.ServiceAnswer.Put(w.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Value: facts.ServiceAnswerValue{URL: "https://app", Tried: true, Accepted: true}, Source: src("service", "app")})
	return w
}

// Each cause is reported by its own check; a keytab that works, and one that the
// service cannot be using, by none.
func TestKeytabs(t *testing.T) {
	entry := func(change func(e *keytabs.Entry)) func(f *keytabs.Facts) {
		return func(f *keytabs.Facts) {
			f.Entries[0].Fits = false
			change(&f.Entries[0])
		}
	}
	for code, broken := range map[string]func(f *keytabs.Facts){
		"keytab-unreadable":    func(f *keytabs.Facts) { f.Entries, f.Damaged = nil, "cut off" },
		"keytab-empty":         func(f *keytabs.Facts) { f.Entries = nil },
		"keytab-file-mode":     func(f *keytabs.Facts) { f.NoRead = "mode -rw-------, owner root" },
		"keytab-realm":         func(f *keytabs.Facts) { f.Entries[0].Principal = f.Service + "@contoso.lab" },
		"keytab-case":          func(f *keytabs.Facts) { f.Entries[0].Principal = "http/app.contoso.lab@CONTOSO.LAB" },
		"keytab-host":          func(f *keytabs.Facts) { f.Entries[0].Principal = "HTTP/web1.contoso.lab@CONTOSO.LAB" },
		"keytab-no-entry":      entry(func(e *keytabs.Entry) { e.Principal = "backup@CONTOSO.LAB" }),
		"keytab-kvno-behind":   entry(func(e *keytabs.Entry) { e.KVNO = 2 }),
		"keytab-kvno-ahead":    entry(func(e *keytabs.Entry) { e.KVNO = 4 }),
		"keytab-kvno-zero":     func(f *keytabs.Facts) { f.Entries[0].KVNO = 0 },
		"keytab-etype":         entry(func(e *keytabs.Entry) { e.EType = ad.ETypeRC4 }),
		"keytab-salt":          func(f *keytabs.Facts) { f.Entries[0].Fits, f.Salt, f.SaltKnown = false, "CONTOSO.LABold", true },
		"keytab-other-account": entry(func(e *keytabs.Entry) { e.OpensFor = "host/web1.contoso.lab" }),
		"keytab-wrong-key":     entry(func(e *keytabs.Entry) {}),
		"keytab-mixed-ages": func(f *keytabs.Facts) {
			f.Entries[0].Fits, f.Entries[0].KVNO = false, 2
			f.Entries = append(f.Entries, keytabs.Entry{Principal: f.Entries[0].Principal, KVNO: 3, EType: ad.ETypeAES128})
		},
		"keytab-policy": func(f *keytabs.Facts) { f.Permitted = []ad.EType{ad.ETypeAES128} },
	} {
		c := ByCode()[code]
		verdict := map[string]string{"keytab-unreadable": "unreadable", "keytab-file-mode": "unreadable", "keytab-empty": "not-deployed", "keytab-host": "not-deployed", "keytab-no-entry": "not-deployed",
			"keytab-etype": "no-common-etype", "keytab-policy": "no-common-etype"}[code]
		if verdict == "" {
			verdict = "wrong-key"
		}
		healthy, notRead, noTicket := []string{}, []string{}, []string{}
		if code == "keytab-wrong-key" {
			healthy, notRead, noTicket = []string{"pass ok HTTP/app.contoso.lab"}, []string{"unknown not-checked HTTP/app.contoso.lab"}, []string{"unknown not-checked HTTP/app.contoso.lab"}
		}
		judge(t, c,
			kase{"healthy", func(w world) { w.keytab(func(*keytabs.Facts) {}) }, healthy},
			kase{"broken", func(w world) { w.keytab(broken) }, []string{"fail " + verdict + " HTTP/app.contoso.lab"}},
			kase{"the service accepts a ticket all the same", func(w world) { w.keytab(broken).accepted("http/app.contoso.lab") }, []string{"unknown not-checked HTTP/app.contoso.lab"}},
			kase{"not read", func(w world) { w.unread(facts.Keytab.For("/etc/x|HTTP/app.contoso.lab|"), ad.ProblemNoRight) }, notRead},
			kase{"no ticket", func(w world) { w.keytab(func(f *keytabs.Facts) { f.Ticket, f.NoTicket = nil, "--no-probes" }) }, noTicket})
	}
}

// A user whose login does not fit is named with the limit; without a limit nothing passes.
func TestTokenSize(t *testing.T) {
	size := func(w world, v facts.TokenSizeValue) world {
		facts.TokenSize.Put(w.Snapshot, diag.Fact[facts.TokenSizeValue]{Subject: "bob", Value: v, Source: ldap})
		return w
	}
	limit := func(w world, n int) world {
		facts.TokenLimit.Put(w.Snapshot, diag.Fact[facts.TokenLimitValue]{Value: facts.TokenLimitValue{Server: "apache", Header: n}})
		return w
	}
	judge(t, tokenSize,
		kase{"few groups", func(w world) { limit(size(w, facts.TokenSizeValue{Groups: 20, Short: 20}), 8190) }, []string{"pass ok bob"}},
		kase{"many groups", func(w world) { limit(size(w, facts.TokenSizeValue{Groups: 700, Short: 700}), 8190) }, []string{"fail over-limit bob"}},
		kase{"many groups, higher limit", func(w world) { limit(size(w, facts.TokenSizeValue{Groups: 700, Short: 700}), 65536) }, []string{"pass ok bob"}},
		kase{"a real ticket is larger than the estimate", func(w world) {
			limit(size(w, facts.TokenSizeValue{Groups: 5, Short: 5, TicketBytes: 7000, TicketSPN: "HTTP/app"}), 8190)
		}, []string{"fail over-limit bob"}},
		kase{"more groups than Windows takes", func(w world) { size(w, facts.TokenSizeValue{Groups: 1100, Short: 1100}) }, []string{"fail over-limit bob"}},
		kase{"more bytes than Windows takes", func(w world) {
			size(w, facts.TokenSizeValue{Groups: 1000, Long: 1000, History: 10, TicketBytes: 50_000})
		}, []string{"fail over-limit bob"}},
		kase{"which server is not known", func(w world) { size(w, facts.TokenSizeValue{Groups: 700, Short: 700}) }, []string{"unknown not-checked bob"}},
		kase{"not readable", func(w world) { w.unread(facts.TokenSize.For("bob"), ad.ProblemNoRight) }, []string{"unknown not-checked bob"}})
}

// A client that asks for a name of nobody, or of another account, is named; one that
// finds the service by a later name, or only under a setting, is not.
func TestClientNames(t *testing.T) {
	const spn, other = "HTTP/app.contoso.lab", "HTTP/web1.contoso.lab"
	says := func(w world, list ...clients.Client) world {
		facts.ClientNames.Put(w.Snapshot, diag.Fact[facts.ClientNamesValue]{Subject: "https://app.contoso.lab/", Value: facts.ClientNamesValue{Clients: list}, Source: src("dns", "")})
		return w.expect("svc-app", spn).account(asa(func(a *ad.Account) { a.Name = "svc-app" })).owners(spn, asa(func(a *ad.Account) { a.Name = "svc-app" }))
	}
	asks := func(name string, setting bool, spns ...string) clients.Client {
		c := clients.Client{Client: name, Setting: setting}
		for _, s := range spns {
			c.Names = append(c.Names, clients.Name{SPN: s})
		}
		return c
	}
	judge(t, clientNameDiffers,
		kase{"all the same", func(w world) { says(w, asks("curl", false, spn)) }, nil},
		kase{"nobody's name", func(w world) { says(w, asks("curl", false, spn), asks("Chrome", false, other)).owners(other) }, []string{"fail missing " + other}},
		kase{"another account's name", func(w world) { says(w, asks("Chrome", false, other)).owners(other, machine("WEB1")) }, []string{"fail misplaced " + other}},
		kase{"the same account's name", func(w world) {
			says(w, asks("Chrome", false, other)).owners(other, asa(func(a *ad.Account) { a.Name = "svc-app" }))
		}, []string{"pass ok " + other}},
		kase{"under a setting only", func(w world) { says(w, asks("Chrome", true, other)).owners(other) }, nil},
		kase{"a later name is right", func(w world) { says(w, asks("MIT", false, other, spn)).owners(other) }, nil},
		kase{"owner not readable", func(w world) {
			says(w, asks("Chrome", false, other)).unread(facts.Owners.For(other), ad.ProblemNoRight)
		}, []string{"unknown not-checked " + other}},
		kase{"DNS not asked", func(w world) { w.unread(facts.ClientNames.For("https://app"), ad.ProblemUnreachable) }, []string{"unknown not-checked https://app"}})
}
