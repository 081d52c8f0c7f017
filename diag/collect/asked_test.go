package collect

import (
	"context"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// oneKDC answers requests for tickets from a table, and remembers what it was asked for.
type oneKDC struct {
	answers map[string]ad.TicketResult
	asked   []ad.TicketRequest
}

func (k *oneKDC) Client() string { return "alice@X.TEST" }

func (k *oneKDC) Ask(_ context.Context, req ad.TicketRequest) ad.TicketResult {
	k.asked = append(k.asked, req)
	return k.answers[req.SPN]
}

// severalDCs are domain controllers; each has its own answers.
type severalDCs struct {
	ReplicaReader
	tickets map[string]ad.TicketResult // by SPN and host
	scan    facts.ReplicaScanValue
	copies  map[string][]facts.Replica
	failed  error
}

func (c *severalDCs) Ticket(_ context.Context, spn, host string) (ad.TicketResult, error) {
	return c.tickets[spn+" "+host], c.failed
}

func (c *severalDCs) Compare(context.Context) (facts.ReplicaScanValue, error) {
	return c.scan, c.failed
}

func (c *severalDCs) Replicas(_ context.Context, account string) ([]facts.Replica, error) {
	return c.copies[account], nil
}

// A refusal is an answer and becomes a fact; that nothing answered never does.
func TestTicketsBecomeFacts(t *testing.T) {
	const good, refused, silent = "http/good", "http/refused", "http/silent"
	answers := map[string]ad.TicketResult{
		good:    {SPN: good, KDC: "dc1:88", Reply: &ad.TicketReply{KVNO: 4}},
		refused: {SPN: refused, KDC: "dc1:88", Error: &ad.KDCError{Code: ad.ErrServiceUnknown}},
		silent:  {SPN: silent, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc1", Why: "it is silent"}},
	}
	for _, kind := range []diag.Kind[ad.TicketResult]{facts.Ticket, facts.RenewedTicket, facts.AESTicket} {
		k := &oneKDC{answers: answers}
		c := &Collector{Tickets: k}
		if f, _ := kind.Get(asked(t, c, kind.For(good)), good); !f.Known() || f.Value.Reply == nil || f.Value.Reply.KVNO != 4 || f.Source.Kind != "kdc" || f.Source.Name != "dc1:88" {
			t.Errorf("%+v", f)
		}
		if f, _ := kind.Get(asked(t, c, kind.For(refused)), refused); !f.Known() || f.Value.Error == nil {
			t.Errorf("a refusal: %+v", f)
		}
		if f, _ := kind.Get(asked(t, c, kind.For(silent)), silent); f.Known() || f.Problem == nil || f.Problem.Kind != ad.ProblemUnreachable {
			t.Errorf("silence: %+v", f)
		}
		if f, _ := kind.Get(asked(t, &Collector{NoTickets: &ad.Problem{Kind: ad.ProblemNotAsked, What: "the KDC", Why: "--no-probes"}}, kind.For(good)), good); f.Known() || f.Problem == nil || !strings.Contains(f.Problem.Why, "--no-probes") {
			t.Errorf("nobody to ask: %+v", f.Problem)
		}
	}
	k := &oneKDC{answers: answers}
	asked(t, &Collector{Tickets: k}, facts.AESTicket.For(good))
	for _, e := range k.asked[0].ETypes {
		if e != ad.ETypeAES128 && e != ad.ETypeAES256 {
			t.Errorf("a client without RC4 offers %s", e)
		}
	}
}

// What one domain controller's KDC says is kept under its own name.
func TestATicketOfOneController(t *testing.T) {
	r := &severalDCs{tickets: map[string]ad.TicketResult{
		"http/a dc1": {SPN: "http/a", KDC: "dc1:88", Reply: &ad.TicketReply{KVNO: 4}},
		"http/a dc2": {SPN: "http/a", KDC: "dc2:88", Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking dc2", Why: "it is silent"}},
	}}
	c := &Collector{Tickets: &oneKDC{}, Replicas: r}
	on := func(host string) diag.Fact[ad.TicketResult] {
		t.Helper()
		subject := facts.AtController("http/a", host)
		f, _ := facts.TicketAt.Get(asked(t, c, facts.TicketAt.For(subject)), subject)
		return f
	}
	if f := on("dc1"); !f.Known() || f.Value.Reply.KVNO != 4 || f.Source.Name != "dc1" {
		t.Errorf("dc1: %+v", f)
	}
	if f := on("dc2"); f.Known() || f.Problem.Kind != ad.ProblemUnreachable {
		t.Errorf("dc2: %+v", f)
	}
	r.failed = &ad.Problem{Kind: ad.ProblemNotFound, What: "finding dc1"}
	if f := on("dc1"); f.Known() || f.Problem.Kind != ad.ProblemNotFound {
		t.Errorf("a controller that is not there: %+v", f)
	}
	c.Replicas = nil
	if f := on("dc1"); f.Known() || f.Problem.Kind != ad.ProblemNotAsked {
		t.Errorf("nothing to ask with: %+v", f)
	}
}

// Accounts that differ are read again from every controller, so that what has arrived
// meanwhile is seen; a comparison that failed is no comparison.
func TestTheComparisonOfControllers(t *testing.T) {
	r := &severalDCs{scan: facts.ReplicaScanValue{Differ: []string{"web$", "sql$"}}, copies: map[string][]facts.Replica{
		"web$": {{Server: "dc1", Account: ad.Account{Name: "web$", KVNO: 2}}, {Server: "dc2", Account: ad.Account{Name: "web$", KVNO: 3}}},
		"sql$": {{Server: "dc1"}, {Server: "dc2"}},
	}}
	got := asked(t, &Collector{Replicas: r}, facts.ReplicaScan.For(""))
	if f, _ := facts.ReplicaScan.Get(got, ""); !f.Known() || len(f.Value.Differ) != 2 {
		t.Errorf("%+v", f)
	}
	for _, name := range r.scan.Differ {
		if f, _ := facts.Replicas.Get(got, name); !f.Known() || len(f.Value.Servers) != 2 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	r.failed = &ad.Problem{Kind: ad.ProblemNotAsked, What: "comparing", Why: "only one was named"}
	if f, _ := facts.ReplicaScan.Get(asked(t, &Collector{Replicas: r}, facts.ReplicaScan.For("")), ""); f.Known() || f.Problem.Why != "only one was named" {
		t.Errorf("one controller: %+v", f)
	}
}

func TestTheClientsConfiguration(t *testing.T) {
	c := &Collector{Krb5Conf: func() facts.Krb5ConfValue {
		return facts.Krb5ConfValue{Files: []string{"/etc/krb5.conf", "/etc/krb5.conf.d/x"}}
	}}
	if f, _ := facts.Krb5Conf.Get(asked(t, c, facts.Krb5Conf.For("")), ""); !f.Known() || f.Source.Kind != "file" || f.Source.Name != "/etc/krb5.conf:/etc/krb5.conf.d/x" {
		t.Errorf("%+v", f)
	}
	if f, _ := facts.Krb5Conf.Get(asked(t, &Collector{}, facts.Krb5Conf.For("")), ""); f.Known() || f.Problem.Kind != ad.ProblemNotAsked {
		t.Errorf("not read: %+v", f)
	}
}

// An account whose lock-out has ended leaves the list; one whose state cannot be read, or
// that is not found again, stays, and is not called locked.
func TestWhoIsLockedNow(t *testing.T) {
	sid := func(n string) string { return "S-1-5-21-1-2-3-" + n }
	raw := func(n string) string {
		b, err := ad.EncodeSID(sid(n))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	d := forest(func(ad.Query) []ad.Entry {
		return []ad.Entry{
			entry("CN=locked,DC=x,DC=test", "sAMAccountName", "locked", "objectSid", raw("1"), "lockoutTime", "133000000000000000", "msDS-User-Account-Control-Computed", "16"),
			entry("CN=over,DC=x,DC=test", "sAMAccountName", "over", "objectSid", raw("2"), "lockoutTime", "133000000000000000", "msDS-User-Account-Control-Computed", "0"),
			entry("CN=hidden,DC=x,DC=test", "sAMAccountName", "hidden", "objectSid", raw("3"), "lockoutTime", "133000000000000000"),
		}
	})
	var list []ad.Account
	for n, name := range map[string]string{"1": "locked", "2": "over", "3": "hidden", "4": "gone"} {
		list = append(list, ad.Account{Name: name, SID: sid(n), Locked: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	}
	got, err := lockedNow(t.Context(), d, list)
	if err != nil {
		t.Fatal(err)
	}
	flags := map[string]bool{}
	for _, a := range got {
		flags[a.Name] = a.UAC.Has(ad.UACLockout)
	}
	if locked, there := flags["locked"]; len(flags) != 3 || !locked || !there {
		t.Errorf("%v", flags)
	}
	for _, name := range []string{"hidden", "gone"} {
		if locked, there := flags[name]; !there || locked {
			t.Errorf("%s: kept %v, locked %v", name, there, locked)
		}
	}
}
