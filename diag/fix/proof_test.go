package fix

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A move or a deletion needs a proof; without one it is shown and not applied,
// and against one nothing is planned at all.
func TestNothingMovesOnADoubt(t *testing.T) {
	const spn = "http/app"
	svc, web, third := account("svc", spn), account("web", spn), account("third", spn)
	answer := func(at string, accepted bool) func(forest) {
		return func(f forest) {
			facts.ServiceAnswer.Put(f.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: facts.ServiceSubject(spn, at), Value: facts.ServiceAnswerValue{Tried: true, Accepted: accepted}})
		}
	}
	decide := func(choice string) func(forest) {
		return func(f forest) { facts.Decision.Put(f.Snapshot, diag.Fact[string]{Subject: spn, Value: choice}) }
	}
	named := func(from facts.OwnerFrom) func(forest) {
		return func(f forest) {
			facts.Expected.Put(f.Snapshot, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: facts.ExpectedValue{Owner: "web$", OwnerFrom: from}})
		}
	}
	status := func(f forest) {
		facts.ASAStatus.Put(f.Snapshot, diag.Fact[[]facts.ASAMember]{Value: []facts.ASAMember{{Server: "CAS1", Latest: facts.ASACredential{Account: `CONTOSO\web$`}}}})
	}
	move := []string{"delete http/app svc$", "add http/app web$"}
	for name, tc := range map[string]struct {
		code   string
		owners []ad.Account
		facts  []func(forest)
		want   []string
		left   string
		choice string // the candidates, "" for none
	}{
		"guessed from other SPNs": {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerGuessed)}, nil, "Nothing proves", "svc$ web$"},
		"named by an event":       {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerPasted)}, nil, "Nothing proves", "svc$ web$"},
		"named by a person":       {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerSaid)}, move, "", ""},
		"a part of the machine":   {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerMachine)}, move, "", ""},
		"the servers have it":     {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerGuessed), status}, move, "", ""},
		"chosen":                  {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerGuessed), decide("web$")}, move, "", "svc$ web$"},
		"chosen to stay":          {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerGuessed), decide("svc$")}, nil, "Nothing to move", "svc$ web$"},
		"the service says no":     {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerSaid), answer("", true)}, nil, "Nothing to move: the service accepts the key of svc$", "svc$ web$"},
		"one member of two":       {"spn-misplaced", []ad.Account{svc}, []func(forest){named(facts.OwnerSaid), answer("cas1", true), answer("cas2", false)}, move, "", ""},
		"two owners":              {"spn-duplicate", []ad.Account{svc, web}, []func(forest){named(facts.OwnerGuessed)}, nil, "Nothing proves", "svc$ web$"},
		"two owners, one named":   {"spn-duplicate", []ad.Account{svc, web}, []func(forest){named(facts.OwnerSaid)}, []string{"delete http/app svc$"}, "", ""},
		"two owners, one chosen":  {"spn-duplicate", []ad.Account{svc, web}, []func(forest){named(facts.OwnerGuessed), decide("svc$")}, []string{"delete http/app web$"}, "", "svc$ web$"},
		"three, none is expected": {"spn-duplicate", []ad.Account{svc, web, third}, nil, nil, "does not show which owner", "svc$ web$ third$"},
	} {
		f := forest{diag.NewSnapshot()}.account(svc).account(web).account(third).expect(spn, "", tc.owners...)
		for _, put := range tc.facts {
			put(f)
		}
		p := Build([]diag.Finding{finding(tc.code, spn)}, f.Reader())
		if !slices.Equal(ops(p), tc.want) {
			t.Errorf("%s: %q", name, ops(p))
		}
		for _, c := range p.Changes {
			if c.Proof == "" {
				t.Errorf("%s: %s is planned without a proof", name, c.Change.Value)
			}
		}
		if tc.left != "" && (len(p.Left) != 1 || !strings.Contains(p.Left[0].Do, tc.left)) {
			t.Errorf("%s: left %+v", name, p.Left)
		}
		if strings.HasPrefix(tc.left, "Nothing proves") && !strings.Contains(p.Left[0].Command, "setspn -D") {
			t.Errorf("%s: no commands to do it by hand: %q", name, p.Left[0].Command)
		}
		var got []string
		for _, c := range p.Choices {
			for _, k := range c.Candidates {
				got = append(got, k.Value)
			}
		}
		if strings.Join(got, " ") != tc.choice {
			t.Errorf("%s: choices %q", name, got)
		}
	}
}

// Which entry of a delegation list goes, and whether RC4 stays listed, is the
// operator's to say.
func TestDecisionsAboutEntriesAndEncryptionTypes(t *testing.T) {
	fe := account("FE1")
	fe.DelegatesTo = []string{"HTTP/GONE"}
	stale := diag.Finding{Code: "delegation-target-missing", Subject: "FE1$ > HTTP/gone", Args: map[string]string{"dn": fe.DN, "target": "HTTP/gone"}}
	for choice, want := range map[string][]string{"": nil, "keep": nil, "delete": {"delete HTTP/GONE FE1$"}} {
		f := forest{diag.NewSnapshot()}.account(fe)
		if choice != "" {
			facts.Decision.Put(f.Snapshot, diag.Fact[string]{Subject: stale.Subject, Value: choice})
		}
		p := Build([]diag.Finding{stale}, f.Reader())
		if !slices.Equal(ops(p), want) || len(p.Choices) != 1 || (want == nil) != (len(p.Left) == 1) {
			t.Errorf("%q: %q, %+v", choice, ops(p), p.Left)
		}
	}
	for choice, want := range map[string][]string{"": nil, "aes+rc4": {"add 28 ASA$"}, "aes": {"add 24 ASA$"}} {
		f := forest{diag.NewSnapshot()}.account(account("ASA"))
		if choice != "" {
			facts.Decision.Put(f.Snapshot, diag.Fact[string]{Subject: "ASA$", Value: choice})
		}
		if p := Build([]diag.Finding{finding("etype-unset", "ASA$")}, f.Reader()); len(p.Choices) != 1 || !slices.Equal(ops(p), want) || (want == nil) != (len(p.Left) == 1) {
			t.Errorf("%q: %q", choice, ops(p))
		}
	}
}

// A service that accepts the weak ticket works today. Whether it has AES keys too shows
// nowhere, so that AES is listed only where somebody says so, or where the servers have
// the account's password itself.
func TestAServiceThatAcceptsAWeakTicketIsNotGivenAnother(t *testing.T) {
	const spn = "http/app"
	for name, tc := range map[string]struct {
		etype    ad.EType
		accepted bool
		put      func(forest)
		want     bool
	}{
		"a weak ticket is accepted": {etype: ad.ETypeRC4, accepted: true},
		"it is refused":             {etype: ad.ETypeRC4, want: true},
		"another could not be asked": {etype: ad.ETypeRC4, put: func(f forest) {
			facts.Account.Put(f.Snapshot, diag.Fact[ad.Account]{Subject: "web$", Value: account("web", spn, "http/other")})
		}},
		"it was not asked": {etype: ad.ETypeRC4, put: func(f forest) {
			facts.ServiceAnswer.Put(f.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Value: facts.ServiceAnswerValue{URL: "http://app/"}})
		}},
		"one address accepts, another refuses": {etype: ad.ETypeRC4, put: func(f forest) {
			facts.ServiceAnswer.Put(f.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Value: facts.ServiceAnswerValue{Addresses: []facts.ServiceAnswerValue{{Tried: true, Accepted: true}, {Tried: true}}}})
		}},
		"the KDC has no common type": {want: true, put: func(f forest) {
			facts.Ticket.Put(f.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Value: ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}}})
		}},
		"an AES ticket is accepted": {etype: ad.ETypeAES256, accepted: true, want: true},
		"accepted, and the servers' credential": {etype: ad.ETypeRC4, accepted: true, want: true, put: func(f forest) {
			facts.ASAStatus.Put(f.Snapshot, diag.Fact[[]facts.ASAMember]{Value: []facts.ASAMember{{Server: "CAS1", Latest: facts.ASACredential{Account: `CONTOSO\web$`}}}})
		}},
		"accepted, and decided": {etype: ad.ETypeRC4, accepted: true, want: true, put: func(f forest) {
			facts.Decision.Put(f.Snapshot, diag.Fact[string]{Subject: "web$", Value: "aes+rc4"})
		}},
	} {
		web := account("web", spn)
		f := forest{diag.NewSnapshot()}.account(web).expect(spn, "web$", web)
		facts.Ticket.Put(f.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Value: ad.TicketResult{Reply: &ad.TicketReply{TicketEType: tc.etype}}})
		facts.ServiceAnswer.Put(f.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: spn, Value: facts.ServiceAnswerValue{Tried: true, Accepted: tc.accepted, URL: "http://app/"}})
		if tc.put != nil {
			tc.put(f)
		}
		p := Build([]diag.Finding{finding("etype-unset", "web$")}, f.Reader())
		if written := len(p.Changes) > 0; written != tc.want || len(p.Choices) != 1 || !tc.want && len(p.Left) != 1 {
			t.Errorf("%s: planned %q, choices %+v, left %+v", name, ops(p), p.Choices, p.Left)
		}
	}
}
