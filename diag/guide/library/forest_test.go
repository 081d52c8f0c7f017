package library_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
	"adwalk/diag/walk"
)

var now = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

// forest is a directory and a KDC in a few maps: enough to answer every request
// of a walk, and to take changes.
type forest struct {
	accounts []*ad.Account
	dns      map[string]facts.DNSValue
	exchange facts.ExchangeValue
	noRead   bool // the operator may not see the state of accounts
	noProbes bool
	down     bool
	asked    []diag.Request
}

func (f *forest) find(name string) *ad.Account {
	bare := strings.TrimSuffix(name[strings.LastIndexByte(name, '\\')+1:], "$")
	for _, a := range f.accounts {
		if strings.EqualFold(strings.TrimSuffix(a.Name, "$"), bare) || strings.EqualFold(a.DN, name) {
			return a
		}
	}
	return nil
}

// shown is what the collector calls an account that was asked for by its DN.
func shown(asked string, a ad.Account) string {
	if ad.RDNType(asked) != "" {
		return a.Name
	}
	return asked
}

func (f *forest) holders(spn string) []ad.Account {
	var out []ad.Account
	for _, a := range f.accounts {
		if slices.ContainsFunc(a.SPNs, func(s string) bool { return strings.EqualFold(s, spn) }) {
			out = append(out, *a)
		}
	}
	return out
}

// Collect implements guide.Collector.
func (f *forest) Collect(_ context.Context, reqs []diag.Request, s *diag.Snapshot, _ guide.Progress) {
	f.asked = append(f.asked, reqs...)
	ldap := ad.Source{Kind: "ldap", Name: "dc1.contoso.lab", At: now}
	for _, r := range reqs {
		if f.down {
			s.PutProblem(r, ldap, &ad.Problem{Kind: ad.ProblemUnreachable, What: "reading", Why: "no route to host"})
			continue
		}
		switch r.Kind {
		case facts.Directory.Name:
			facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Server: "dc1.contoso.lab", Realm: "CONTOSO.LAB"}, Source: ldap})
		case facts.Login.Name:
			facts.Login.Put(s, diag.Fact[facts.LoginValue]{Value: facts.LoginValue{Client: "alice@CONTOSO.LAB", KDC: "dc1:88"}, Source: ldap})
		case facts.Clock.Name:
			facts.Clock.Put(s, diag.Fact[facts.ClockValue]{Subject: r.Subject, Source: ldap})
		case facts.DNSName.Name:
			v, ok := f.dns[r.Subject]
			if !ok {
				v = facts.DNSValue{Addresses: []string{"10.0.0.10", "10.0.0.11"}}
			}
			facts.DNSName.Put(s, diag.Fact[facts.DNSValue]{Subject: r.Subject, Value: v, Source: ad.Source{Kind: "dns", At: now}})
		case facts.Exchange.Name:
			facts.Exchange.Put(s, diag.Fact[facts.ExchangeValue]{Value: f.exchange, Source: ldap})
		case facts.Account.Name:
			a := f.find(r.Subject)
			if a == nil {
				s.PutProblem(r, ldap, &ad.Problem{Kind: ad.ProblemNotFound, What: "no account " + r.Subject})
				continue
			}
			v := *a
			if f.noRead {
				v.UAC, v.ETypes, v.PasswordSet, v.Unread = 0, 0, time.Time{}, []string{"userAccountControl", "pwdLastSet", "msDS-SupportedEncryptionTypes"}
			}
			facts.Account.Put(s, diag.Fact[ad.Account]{Subject: shown(r.Subject, v), Key: r.Subject, Value: v, Source: ldap})
		case facts.Owners.Name:
			facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: r.Subject, Source: ldap,
				Value: facts.OwnersValue{Owners: f.holders(r.Subject), Coverage: ad.Coverage{Forest: true, Source: ldap}}})
		case facts.Ticket.Name:
			f.ticket(r, s)
		default:
			s.PutProblem(r, ldap, &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading " + r.Kind})
		}
	}
}

// ticket answers as a KDC does.
func (f *forest) ticket(r diag.Request, s *diag.Snapshot) {
	kdc := ad.Source{Kind: "kdc", Name: "dc1:88", At: now}
	if f.noProbes {
		s.PutProblem(r, kdc, &ad.Problem{Kind: ad.ProblemNotAsked, What: "asking for a ticket", Why: "probes are off"})
		return
	}
	res := ad.TicketResult{SPN: r.Subject, KDC: "dc1:88", At: now}
	own := f.holders(r.Subject)
	switch {
	case len(own) != 1 || own[0].Disabled():
		res.Error = &ad.KDCError{Code: ad.ErrServiceUnknown}
	default:
		e := ad.ETypeRC4
		if own[0].ETypes.AES() {
			e = ad.ETypeAES256
		}
		res.Reply = &ad.TicketReply{SPN: r.Subject, TicketEType: e, SessionEType: ad.ETypeAES256, KVNO: own[0].KVNO}
	}
	facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: r.Subject, Value: res, Source: kdc})
}

// apply changes the forest as an editor would.
func (f *forest) apply(t *testing.T, p fix.Plan) {
	t.Helper()
	for _, c := range p.Changes {
		a := f.find(c.Change.Account)
		if a == nil || a.DN != c.Change.DN {
			t.Fatalf("the plan changes %s (%s), which does not exist", c.Change.Account, c.Change.DN)
		}
		switch {
		case c.Change.Attribute == "msDS-SupportedEncryptionTypes" && c.Change.Op == ad.AddValue && c.Change.Value == "28":
			a.ETypes = 28
		case c.Change.Attribute != "servicePrincipalName":
			t.Fatalf("unexpected change %+v", c.Change)
		case c.Change.Op == ad.AddValue:
			if len(f.holders(c.Change.Value)) > 0 {
				t.Fatalf("the directory refuses %s: it is still held", c.Change.Value)
			}
			a.SPNs = append(a.SPNs, c.Change.Value)
		default:
			i := slices.Index(a.SPNs, c.Change.Value)
			if i < 0 {
				t.Fatalf("%s does not hold %s", a.Name, c.Change.Value)
			}
			a.SPNs = slices.Delete(a.SPNs, i, i+1)
		}
	}
}

func computer(name string, rid string, spns ...string) *ad.Account {
	return &ad.Account{DN: "CN=" + name + ",CN=Computers,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-" + rid, Name: name + "$",
		Classes: []string{"top", "computer"}, UAC: ad.UACWorkstation, ETypes: 28, KVNO: 2, SPNs: spns,
		PasswordSet: now.Add(-40 * 24 * time.Hour), WritableKnown: true, Writable: []string{"servicePrincipalName", "msDS-SupportedEncryptionTypes"}}
}

// walked is a walk that came to its end.
type walked struct {
	walk.State
	Facts *diag.Snapshot
}

// walk runs a guide against the forest.
func (f *forest) walk(t *testing.T, id string, set map[string]string) (walked, []string) {
	t.Helper()
	g, ok := library.ByID(id)
	if !ok {
		t.Fatal("no guide " + id)
	}
	e := &guide.Engine{Checks: checks.ByCode(), Texts: pages.Catalogue(), Collector: f}
	wk := walk.New(g, walk.Parts{Engine: e, Now: func() time.Time { return now }})
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if err := wk.Give(k, set[k], ad.Source{Kind: "operator"}); err != nil {
			t.Fatal(err)
		}
	}
	w := walked{wk.Run(t.Context(), nil), wk.Snapshot()}
	if w.Problem != nil {
		t.Fatal(w.Problem)
	}
	var got []string
	for _, x := range w.Findings {
		got = append(got, x.Code+" "+x.Subject)
		if strings.Contains(x.Summary, "(not known)") || strings.Contains(x.Summary, "{") {
			t.Errorf("%s: %s", x.Code, x.Summary)
		}
	}
	slices.Sort(got)
	for _, st := range w.Steps {
		for _, r := range st.Results {
			if r.Crash != "" {
				t.Errorf("%s crashed: %s", r.Code, r.Crash)
			}
		}
	}
	return w, got
}

func stepStatus(w walked, id string) diag.Status {
	for _, st := range w.Steps {
		if st.ID == id {
			return st.Status
		}
	}
	return "no such step"
}
