package collect

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// directory answers searches from a list by filter, base or both.
type directory struct {
	info    ad.DirectoryInfo
	entries func(q ad.Query) []ad.Entry
}

func (d directory) Info(context.Context) (ad.DirectoryInfo, error) { return d.info, nil }

func (d directory) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	cov := ad.Coverage{Source: ad.Source{Kind: "ldap", Name: d.info.Server}, Forest: q.Forest}
	for _, e := range d.entries(q) {
		if err := yield(e); err != nil {
			return cov, err
		}
	}
	return cov, nil
}

func entry(dn string, values ...string) ad.Entry {
	e := ad.Entry{DN: dn}
	for i := 0; i+1 < len(values); i += 2 {
		e.Attributes = append(e.Attributes, ad.Attribute{Name: values[i], Values: []ad.Value{ad.Value(values[i+1])}})
	}
	return e
}

func forest(entries func(q ad.Query) []ad.Entry) directory {
	return directory{ad.DirectoryInfo{Server: "dc1.x.test", Domain: "DC=x,DC=test", Configuration: "CN=Configuration,DC=x,DC=test"}, entries}
}

// asked collects one fact and returns the snapshot's reader.
func asked(t *testing.T, c *Collector, r diag.Request) *diag.Reader {
	t.Helper()
	s := diag.NewSnapshot()
	c.Collect(t.Context(), []diag.Request{r}, s, nil)
	if !s.Has(r) {
		t.Fatalf("%v was not answered at all", r)
	}
	return s.Reader()
}

// prober gives the outcomes of each target.
type prober map[string][]ad.ProbeResult

func (p prober) Probe(_ context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	out := p[req.Target]
	if out == nil {
		out = []ad.ProbeResult{{Outcome: ad.ProbeUnreachable, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking", Why: "nothing listens"}}}
	}
	for i := range out {
		out[i].Target = req.Target
		if len(req.Addresses) > 0 {
			out[i].Address = req.Addresses[0]
		}
	}
	return out
}

func TestWhatAServiceAnswered(t *testing.T) {
	with := func(o ad.ProbeOutcome, offered ...string) ad.ProbeResult {
		return ad.ProbeResult{Outcome: o, Offered: offered, Status: 401}
	}
	old := with(ad.ProbeRefused, "Negotiate")
	old.Error = &ad.KDCError{Code: ad.ErrBadKeyVersion}
	for name, tc := range map[string]struct {
		answers prober
		want    facts.ServiceAnswerValue
		problem ad.ProblemKind
	}{
		"accepted": {prober{"https://web/": {with(ad.ProbeAccepted, "Negotiate")}},
			facts.ServiceAnswerValue{URL: "https://web/", Tried: true, Accepted: true}, ""},
		"one address of several holds an old key": {prober{"https://web/": {with(ad.ProbeAccepted, "Negotiate"), old}},
			facts.ServiceAnswerValue{URL: "https://web/", Tried: true, Error: old.Error}, ""},
		"only without TLS": {prober{"http://web/": {with(ad.ProbeAccepted, "Negotiate")}},
			facts.ServiceAnswerValue{URL: "http://web/", Tried: true, Accepted: true}, ""},
		"speaks NTLM after offering more": {prober{"https://web/": {with(ad.ProbeNTLMOnly, "Negotiate", "NTLM")}},
			facts.ServiceAnswerValue{URL: "https://web/", Offered: []string{"NTLM"}}, ""},
		"nothing listens": {prober{}, facts.ServiceAnswerValue{}, ad.ProblemUnreachable},
		"lets in without proof": {prober{"https://web/": {{Outcome: ad.ProbeUnproved, Problem: &ad.Problem{Kind: ad.ProblemProtocol}}}},
			facts.ServiceAnswerValue{}, ad.ProblemProtocol},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := facts.ServiceAnswer.Get(asked(t, &Collector{Services: tc.answers}, facts.ServiceAnswer.For("http/web")), "http/web")
			if tc.problem != "" {
				if f.Known() || f.Problem.Kind != tc.problem {
					t.Errorf("known %v, %v", f.Value, f.Problem)
				}
				return
			}
			v := f.Value
			if !f.Known() || v.URL != tc.want.URL || v.Tried != tc.want.Tried || v.Accepted != tc.want.Accepted || v.Error != tc.want.Error ||
				tc.want.Offered != nil && strings.Join(v.Offered, " ") != strings.Join(tc.want.Offered, " ") {
				t.Errorf("%+v, problem %v", v, f.Problem)
			}
		})
	}
	c := &Collector{Services: prober{"https://web/": {with(ad.ProbeAccepted)}}, Names: resolver{"cas1": {"10.0.0.1"}}}
	for subject, address := range map[string]string{"http/web|cas1": "10.0.0.1", "http/web|cas1:8443": "10.0.0.1:8443", "http/web|10.0.0.7": "10.0.0.7"} {
		if f, _ := facts.ServiceAnswer.Get(asked(t, c, facts.ServiceAnswer.For(subject)), subject); f.Value.Address != address {
			t.Errorf("%s asked %+v (%v)", subject, f.Value, f.Problem)
		}
	}
}

type resolver map[string][]string

func (r resolver) Lookup(_ context.Context, name string) (string, []string, []string, error) {
	return "", append([]string(nil), r[name]...), nil, nil
}

// A part that is missing never becomes an answer.
func TestPartsThatAreMissing(t *testing.T) {
	c := &Collector{NoProbes: &ad.Problem{Kind: ad.ProblemNotAsked, Why: "--no-probes"}}
	for _, r := range []diag.Request{facts.SPNScan.For(""), facts.AESTicket.For("http/web"), facts.AccountKeys.For("web$"), facts.UniquenessPolicy.For(""), facts.Delegation.For(""),
		facts.DelegationProof.For("a|b|c"), facts.ServiceAnswer.For("http/web"), facts.WebAuth.For("https://web/"), facts.Reach.For("web:80"),
		facts.Replicas.For("web"), facts.Caches.For(""), facts.Clock.For("dc1"), {Kind: "nobody.knows"}} {
		s := diag.NewSnapshot()
		c.Collect(t.Context(), []diag.Request{r}, s, nil)
		if p := problem(s.Reader(), r); p == nil || p.Kind != ad.ProblemNotAsked || p.Why == "" {
			t.Errorf("%s: %+v", r.Kind, p)
		}
	}
}

// problem reads a fact's problem whatever its type.
func problem(r *diag.Reader, q diag.Request) *ad.Problem {
	f, _ := diag.Kind[any]{Name: q.Kind}.Get(r, q.Subject)
	return f.Problem
}

func TestASubjectThatCannotBeAsked(t *testing.T) {
	c := &Collector{Services: prober{}}
	if f, _ := facts.ServiceAnswer.Get(asked(t, c, facts.ServiceAnswer.For("nfs/db")), "nfs/db"); f.Known() || f.Problem.Kind != ad.ProblemNoWay {
		t.Errorf("%+v", f)
	}
	if f, _ := facts.ServiceAnswer.Get(asked(t, c, facts.ServiceAnswer.For("nonsense")), "nonsense"); f.Known() || f.Problem.Kind != ad.ProblemUsage {
		t.Errorf("%+v", f)
	}
}

// The forest's catalogue repeats the domain's accounts, and adds those of child
// domains, whose names end like the domain's own.
func TestScanTakesEachAccountOnce(t *testing.T) {
	own := entry("CN=web,DC=x,DC=test", "objectGUID", "0123456789abcdef", "servicePrincipalName", "http/web")
	stale := entry("CN=gone,DC=x,DC=test", "objectGUID", "0123456789abcdee", "servicePrincipalName", "http/web")
	child := entry("CN=web,DC=child,DC=x,DC=test", "objectGUID", "0123456789abcded", "servicePrincipalName", "http/WEB")
	c := &Collector{Directory: forest(func(q ad.Query) []ad.Entry {
		switch {
		case !strings.Contains(q.Filter, "servicePrincipalName=*"):
			return nil
		case q.Forest:
			return []ad.Entry{own, stale, child}
		}
		return []ad.Entry{own}
	})}
	f, _ := facts.SPNScan.Get(asked(t, c, facts.SPNScan.For("")), "")
	if !f.Known() || f.Value.Accounts != 2 || len(f.Value.Groups) != 1 || len(f.Value.Groups[0].Holders) != 2 || !f.Value.Coverage.Forest {
		t.Errorf("%+v, %v", f.Value, f.Problem)
	}
}

func TestUniquenessBits(t *testing.T) {
	for raw, want := range map[string]facts.UniquenessValue{
		"": {}, "001": {}, "000000000100000000020": {}, "000000000100000000021": {UPNOff: true},
		"000000000100000000022": {SPNOff: true}, "000000000100000000027": {UPNOff: true, SPNOff: true, AliasOff: true}, "00000000010000000002x": {},
	} {
		c := &Collector{Directory: forest(func(ad.Query) []ad.Entry {
			e := entry("CN=Directory Service", "objectClass", "nTDSService")
			if raw != "" {
				e.Attributes = append(e.Attributes, ad.Attribute{Name: "dSHeuristics", Values: []ad.Value{ad.Value(raw)}})
			}
			return []ad.Entry{e}
		})}
		want.Raw = raw
		if f, _ := facts.UniquenessPolicy.Get(asked(t, c, facts.UniquenessPolicy.For("")), ""); !f.Known() || f.Value != want {
			t.Errorf("%q: %+v, %v", raw, f.Value, f.Problem)
		}
	}
	hidden := &Collector{Directory: forest(func(ad.Query) []ad.Entry { return nil })}
	if f, _ := facts.UniquenessPolicy.Get(asked(t, hidden, facts.UniquenessPolicy.For("")), ""); f.Known() || f.Problem.Kind != ad.ProblemNoRight {
		t.Errorf("hidden: %+v", f)
	}
}

type kdcs struct{}

func (kdcs) KDCs(context.Context, string) ([]string, error) { return []string{"kdc2.x.test:88"}, nil }
func (kdcs) KeyTypes(context.Context, string) ([]ad.EType, error) {
	return []ad.EType{ad.ETypeRC4}, nil
}
func (kdcs) Clock(_ context.Context, kdc string) ad.KDCAnswer {
	return ad.KDCAnswer{KDC: kdc, Offset: 7 * time.Minute, OffsetKnown: kdc == "kdc2.x.test:88"}
}

func TestClocks(t *testing.T) {
	d := forest(nil)
	d.info.At = time.Now()
	d.info.Time = d.info.At.Add(-3 * time.Minute)
	c := &Collector{Directory: d, KDCs: kdcs{}}
	for host, want := range map[string]time.Duration{"DC1.x.test": -3 * time.Minute, "kdc2.x.test:88": 7 * time.Minute} {
		if f, _ := facts.Clock.Get(asked(t, c, facts.Clock.For(host)), host); !f.Known() || f.Value.Offset != want {
			t.Errorf("%s: %v, %v", host, f.Value.Offset, f.Problem)
		}
	}
	if f, _ := facts.Clock.Get(asked(t, c, facts.Clock.For("mute")), "mute"); f.Known() {
		t.Errorf("a KDC without a clock: %+v", f)
	}
}

type prover struct {
	proof ad.DelegationProof
	err   error
}

func (p prover) Prove(context.Context, string, string, []string) (ad.DelegationProof, error) {
	return p.proof, p.err
}

func TestDelegationProofKeepsWhoSaidNo(t *testing.T) {
	no := &ad.KDCError{Code: ad.ErrBadOption, NTStatus: ad.StatusNoMatch}
	ok := ad.TicketResult{Reply: &ad.TicketReply{}, KDC: "dc1:88"}
	for name, tc := range map[string]struct {
		prover      prover
		self, proxy *ad.KDCError
		problem     ad.ProblemKind
	}{
		"allowed":    {prover: prover{proof: ad.DelegationProof{Evidence: ok, Targets: []ad.DelegationResult{{Ticket: ok}}}}},
		"not listed": {prover: prover{proof: ad.DelegationProof{Evidence: ok, Targets: []ad.DelegationResult{{Ticket: ad.TicketResult{Error: no}}}}}, proxy: no},
		"no evidence": {prover: prover{proof: ad.DelegationProof{Evidence: ad.TicketResult{Error: no},
			Targets: []ad.DelegationResult{{Verdict: ad.DelegationNotAsked}}}}, self: no},
		"wrong key": {prover: prover{err: &ad.Problem{Kind: ad.ProblemLogin, What: "logging in"}}, problem: ad.ProblemLogin},
		"cut off": {prover: prover{proof: ad.DelegationProof{Evidence: ok,
			Targets: []ad.DelegationResult{{Ticket: ad.TicketResult{Problem: &ad.Problem{Kind: ad.ProblemUnreachable}}}}}}, problem: ad.ProblemUnreachable},
	} {
		subject := facts.DelegationSubject("FE$", "alice", "http/be")
		f, _ := facts.DelegationProof.Get(asked(t, &Collector{Delegation: tc.prover}, facts.DelegationProof.For(subject)), subject)
		switch {
		case tc.problem != "":
			if f.Known() || f.Problem.Kind != tc.problem {
				t.Errorf("%s: %+v", name, f)
			}
		case !f.Known() || f.Value.Self != tc.self || f.Value.Proxy != tc.proxy:
			t.Errorf("%s: %+v, %v", name, f.Value, f.Problem)
		}
	}
}

type reacher struct{ err error }

func (r reacher) Reach(_ context.Context, hostPort string) (string, bool, string, error) {
	return hostPort, false, "nothing listens there", r.err
}

func TestAClosedPortIsAnAnswer(t *testing.T) {
	if f, _ := facts.Reach.Get(asked(t, &Collector{Reach: reacher{}}, facts.Reach.For("be1:80")), "be1:80"); !f.Known() || f.Value.Open || f.Value.Why == "" {
		t.Errorf("%+v", f)
	}
	nowhere := &Collector{Reach: reacher{errors.New("no such host")}}
	if f, _ := facts.Reach.Get(asked(t, nowhere, facts.Reach.For("be1:80")), "be1:80"); f.Known() {
		t.Errorf("%+v", f)
	}
}

// A collection that is stopped leaves the request open, so that asking again
// asks again.
func TestAStoppedCollectionLeavesNoFact(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := &Collector{Reach: stopping{cancel}}
	s := diag.NewSnapshot()
	c.Collect(ctx, []diag.Request{facts.Reach.For("be1:80")}, s, nil)
	if s.Has(facts.Reach.For("be1:80")) {
		t.Error("the fact is there")
	}
}

type stopping struct{ cancel func() }

func (s stopping) Reach(context.Context, string) (string, bool, string, error) {
	s.cancel()
	return "", false, "no answer", nil
}

// kdc answers every ticket request alike.
type kdc ad.TicketResult

func (k kdc) Client() string { return "alice@X.TEST" }

func (k kdc) Ask(context.Context, ad.TicketRequest) ad.TicketResult { return ad.TicketResult(k) }

// A ticket in a cache is no proof that a KDC answers today; any answer is.
func TestALoginIsGoodOnlyWhenTheKDCAnswers(t *testing.T) {
	down := asked(t, &Collector{Tickets: kdc{Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking the KDC"}}}, facts.Login.For(""))
	if f, _ := facts.Login.Get(down, ""); f.Known() || f.Problem.Kind != ad.ProblemUnreachable {
		t.Errorf("nobody answers: %+v", f)
	}
	for name, k := range map[string]kdc{"a ticket": {KDC: "dc1:88", Reply: &ad.TicketReply{}}, "an error": {KDC: "dc1:88", Error: &ad.KDCError{Code: 37}}} {
		f, _ := facts.Login.Get(asked(t, &Collector{Tickets: k}, facts.Login.For("")), "")
		if !f.Known() || f.Value.KDC != "dc1:88" || f.Value.Client != "alice@X.TEST" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
