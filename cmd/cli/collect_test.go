package cli

import (
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
	"adwalk/cmd/engine"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func collectAll(t *testing.T, s *app.Session, reqs ...diag.Request) *diag.Reader {
	t.Helper()
	snap := diag.NewSnapshot()
	engine.Connected(t.Context(), s).Collect(t.Context(), reqs, snap, nil)
	for _, r := range reqs {
		if !snap.Has(r) {
			t.Errorf("%v was not answered", r)
		}
	}
	return snap.Reader()
}

// Every kind of fact has an answer in the lab, through the same parts as on a
// real network.
func TestCollectFromTheLab(t *testing.T) {
	s := apptest.LabSession(t, "healthy")
	cas := apptest.TheLab(s).Forest.Members[0]
	proof := facts.DelegationSubject("FE1", "alice", "HTTP/BE1")
	reqs := []diag.Request{facts.SPNScan.For(""), facts.AESTicket.For("http/mail.contoso.lab"), facts.UniquenessPolicy.For(""),
		facts.Delegation.For(""), facts.DelegationProof.For(proof), facts.ServiceAnswer.For("http/mail.contoso.lab"),
		facts.ServiceAnswer.For("http/mail.contoso.lab|" + cas.Name + ".contoso.lab"), facts.WebAuth.For("https://mail.contoso.lab/ews/"),
		facts.Reach.For(cas.Name + ".contoso.lab:80"), facts.Reach.For("nobody.contoso.lab:80"), facts.Replicas.For(cas.Name + "$"), facts.Caches.For(""),
		facts.Login.For(""), facts.Clock.For(apptest.TheLab(s).KDCAddr())}
	r := collectAll(t, s, reqs...)
	if f, _ := facts.SPNScan.Get(r, ""); !f.Known() || f.Value.Accounts < 5 || len(f.Value.Groups) != 0 || !f.Value.Coverage.Forest {
		t.Errorf("scan: %d accounts, groups %+v, %v", f.Value.Accounts, f.Value.Groups, f.Problem)
	}
	if f, _ := facts.AESTicket.Get(r, "http/mail.contoso.lab"); !f.Known() || f.Value.Reply == nil || f.Value.Reply.SessionEType == ad.ETypeRC4 {
		t.Errorf("AES ticket: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.UniquenessPolicy.Get(r, ""); !f.Known() || f.Value.SPNOff {
		t.Errorf("uniqueness: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.Delegation.Get(r, ""); !f.Known() || !slices.ContainsFunc(f.Value.Accounts, func(a ad.Account) bool { return a.UAC.Has(ad.UACServer) }) {
		t.Errorf("delegation: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.DelegationProof.Get(r, proof); !f.Known() || f.Value.Self != nil || f.Value.Proxy != nil {
		t.Errorf("proof: %+v, %v", f.Value, f.Problem)
	}
	for _, subject := range []string{"http/mail.contoso.lab", "http/mail.contoso.lab|" + cas.Name + ".contoso.lab"} {
		if f, _ := facts.ServiceAnswer.Get(r, subject); !f.Known() || !f.Value.Accepted || f.Value.Address == "" {
			t.Errorf("%s: %+v, %v", subject, f.Value, f.Problem)
		}
	}
	if f, _ := facts.WebAuth.Get(r, "https://mail.contoso.lab/ews/"); !f.Known() || !slices.Contains(f.Value.Offered, "Negotiate") || !f.Value.TLS {
		t.Errorf("web: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.Reach.Get(r, cas.Name+".contoso.lab:80"); !f.Known() || !f.Value.Open {
		t.Errorf("reach: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.Reach.Get(r, "nobody.contoso.lab:80"); f.Known() || f.Problem.Kind != ad.ProblemUnreachable {
		t.Errorf("reach of nobody: %+v", f)
	}
	if f, _ := facts.Replicas.Get(r, cas.Name+"$"); !f.Known() || len(f.Value.Servers) != 1 || len(f.Value.Servers[0].Account.SPNs) == 0 {
		t.Errorf("replicas: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.Clock.Get(r, apptest.TheLab(s).KDCAddr()); !f.Known() || f.Value.Offset.Abs().Seconds() > 2 {
		t.Errorf("clock: %+v, %v", f.Value, f.Problem)
	}
	if f, _ := facts.Login.Get(r, ""); !f.Known() || f.Value.KDC != apptest.TheLab(s).KDCAddr() {
		t.Errorf("login: %+v, %v", f.Value, f.Problem)
	}
	if f, asked := facts.Caches.Get(r, ""); !asked || f.Known() && len(f.Value) > 0 && f.Value[0].Problem == nil {
		t.Errorf("caches: %+v", f)
	}
}

// The lab must not fall through to this machine's own services.
func TestTheLabHasOnlyItsOwnPorts(t *testing.T) {
	s := apptest.LabSession(t, "healthy")
	l, err := net.Listen("tcp", "127.0.28.9:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, open, _, err := s.Live().Reach(t.Context(), l.Addr().String()); err != nil || open {
		t.Error("a port that is not the lab's was reached")
	}
}

// --no-probes reads the directory and asks nobody else.
func TestNoProbesAsksNoService(t *testing.T) {
	s := apptest.LabSession(t, "healthy", func(f *app.Flags) { f.NoProbes = true })
	reqs := []diag.Request{facts.Ticket.For("http/mail.contoso.lab"), facts.AESTicket.For("http/mail.contoso.lab"), facts.ServiceAnswer.For("http/mail.contoso.lab"),
		facts.WebAuth.For("https://mail.contoso.lab/"), facts.Reach.For("mail.contoso.lab:80"), facts.DelegationProof.For("a|b|c")}
	r := collectAll(t, s, reqs...)
	for _, q := range reqs {
		if f, _ := (diag.Kind[any]{Name: q.Kind}).Get(r, q.Subject); f.Known() || f.Problem.Kind != ad.ProblemNotAsked {
			t.Errorf("%v: %+v", q, f)
		}
	}
	if f, _ := facts.SPNScan.Get(collectAll(t, s, facts.SPNScan.For("")), ""); !f.Known() {
		t.Errorf("scan: %v", f.Problem)
	}
}

// Two controllers of one domain: what one has and the other not.
func TestReplicasOfTwoControllers(t *testing.T) {
	pair := adtest.SambaPair(t)
	web := pair.DC1.AddComputer(adtest.Name("web"), "Machine-1")
	pair.Replicate(false)
	pair.DC1.AddSPN(web.DN, "exchangeMDB/"+web.Host)
	s := &app.Session{Streams: app.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard},
		Flags: app.Flags{Servers: []string{pair.DC1.LDAPS, pair.DC2.LDAPS}, Realm: pair.DC1.Realm, KDCs: []string{pair.DC1.KDC}, CAFile: pair.DC1.CAFile, Timeout: 10e9, Parallel: 4,
			User: pair.DC1.AdminUser + "@" + pair.DC1.Realm, PasswordFile: pair.DC1.PasswordFile(pair.DC1.AdminPassword)}}
	t.Cleanup(s.Close)
	f, _ := facts.Replicas.Get(collectAll(t, s, facts.Replicas.For(web.Name)), web.Name)
	if !f.Known() || len(f.Value.Servers) != 2 {
		t.Fatalf("%+v, %v", f.Value, f.Problem)
	}
	has := map[string]bool{}
	for _, v := range f.Value.Servers {
		if v.Problem != nil {
			t.Errorf("%s: %v", v.Server, v.Problem)
		}
		has[strings.ToLower(v.Server)] = slices.Contains(v.Account.SPNs, "exchangeMDB/"+web.Host)
	}
	if !has[pair.DC1.Host] || has[pair.DC2.Host] {
		t.Errorf("%v", has)
	}
	// Nobody needs to name the account.
	scan, _ := facts.ReplicaScan.Get(collectAll(t, s, facts.ReplicaScan.For("")), "")
	if !scan.Known() || len(scan.Value.Servers) != 2 || !slices.Contains(scan.Value.Differ, web.Name) {
		t.Errorf("%+v, %v", scan.Value, scan.Problem)
	}
	// Nor the other controllers of a domain that has few, where they can be found:
	// this first controller's DNS has not got the second one's name.
	from := func(server string) diag.Fact[facts.ReplicaScanValue] {
		one := &app.Session{Streams: s.Streams, Flags: s.Flags}
		one.Flags.Servers = []string{server}
		t.Cleanup(one.Close)
		scan, _ := facts.ReplicaScan.Get(collectAll(t, one, facts.ReplicaScan.For("")), "")
		return scan
	}
	if scan := from(pair.DC2.LDAPS); !scan.Known() || len(scan.Value.Servers) != 2 || !slices.Contains(scan.Value.Differ, web.Name) {
		t.Errorf("from the second one alone: %+v, %v", scan.Value, scan.Problem)
	}
	if scan := from(pair.DC1.LDAPS); !scan.Known() || len(scan.Value.Silent) != 1 || scan.Value.Silent[0].Server != pair.DC2.Host {
		t.Errorf("from the first one alone: %+v, %v", scan.Value, scan.Problem)
	}
}
