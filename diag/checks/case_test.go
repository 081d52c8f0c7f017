package checks

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/pages"
)

// at is when every fact of the cases was seen.
var at = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

func src(kind, name string) ad.Source { return ad.Source{Kind: kind, Name: name, At: at} }

var ldap = src("ldap", "dc1.contoso.lab")

// world is a snapshot with short words for what the cases need.
type world struct{ *diag.Snapshot }

func (w world) input(key, value string) world {
	facts.Input.Put(w.Snapshot, diag.Fact[string]{Subject: key, Value: value, Source: src("operator", "")})
	return w
}

func (w world) expect(owner string, spns ...string) world {
	for _, s := range spns {
		facts.Expected.Put(w.Snapshot, diag.Fact[facts.ExpectedValue]{Subject: s, Value: facts.ExpectedValue{Owner: owner, OwnerUnknown: owner == "", Why: "a client"}})
	}
	return w
}

func (w world) account(a ad.Account) world {
	facts.Account.Put(w.Snapshot, diag.Fact[ad.Account]{Subject: a.Name, Value: a, Source: ldap})
	return w
}

func (w world) noAccount(name string) world {
	w.PutProblem(facts.Account.For(name), ldap, &ad.Problem{Kind: ad.ProblemNotFound, What: "no account " + name})
	return w
}

func (w world) owners(spn string, list ...ad.Account) world {
	facts.Owners.Put(w.Snapshot, diag.Fact[facts.OwnersValue]{Subject: spn, Source: src("gc", "dc1"),
		Value: facts.OwnersValue{Owners: list, Coverage: ad.Coverage{Forest: true}}})
	return w
}

func (w world) covered(spn, alias string, list ...ad.Account) world {
	facts.Owners.Put(w.Snapshot, diag.Fact[facts.OwnersValue]{Subject: spn, Source: src("gc", "dc1"),
		Value: facts.OwnersValue{AliasOf: alias, AliasHeld: list, Coverage: ad.Coverage{Forest: true}}})
	return w
}

func (w world) issued(spn string, e ad.EType, kvno int) world {
	facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Source: src("kdc", "dc1"),
		Value: ad.TicketResult{SPN: spn, KDC: "dc1:88", Reply: &ad.TicketReply{TicketEType: e, SessionEType: e, KVNO: kvno}}})
	return w
}

func (w world) refused(spn string, code int) world {
	facts.Ticket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: spn, Source: src("kdc", "dc1"),
		Value: ad.TicketResult{SPN: spn, KDC: "dc1:88", Error: &ad.KDCError{Code: code}}})
	return w
}

// unread records that a fact was asked for and is not known.
func (w world) unread(r diag.Request, kind ad.ProblemKind) world {
	w.PutProblem(r, ldap, &ad.Problem{Kind: kind, What: "reading", Why: "no"})
	return w
}

// asa is a healthy shared account; with changes it.
func asa(with ...func(*ad.Account)) ad.Account {
	a := ad.Account{DN: "CN=CASARRAY-ASA,DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-1104", Name: "CASARRAY-ASA$",
		Classes: []string{"top", "person", "user", "computer"}, UAC: ad.UACWorkstation, ETypes: 28, KVNO: 3,
		PasswordSet: time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC)}
	for _, f := range with {
		f(&a)
	}
	return a
}

// machine is a server's own account.
func machine(name string) ad.Account {
	return ad.Account{DN: "CN=" + name + ",DC=contoso,DC=lab", SID: "S-1-5-21-1-2-3-" + fmt.Sprint(2000+len(name)+int(name[len(name)-1])), Name: name + "$",
		Classes: []string{"computer"}, UAC: ad.UACWorkstation, ETypes: 28, DNSHostName: strings.ToLower(name) + ".contoso.lab"}
}

// kase is one case: facts, and what the check must say, as
// "fail missing http/x", in the order of the outcomes.
type kase struct {
	name  string
	facts func(w world)
	want  []string
}

// readBy remembers for every code which kinds its cases made it read.
var readBy = map[string]map[string]bool{}

// told remembers for every code whether a case found something and whether one
// found nothing.
var told = map[string][2]bool{}

// judge runs the cases of a check. It holds what the check reads against its
// Needs, and what it tells against the placeholders of its page.
func judge(t *testing.T, c diag.Check, cases ...kase) {
	t.Helper()
	if readBy[c.Code] == nil {
		readBy[c.Code] = map[string]bool{}
	}
	read := readBy[c.Code]
	page, ok := pages.ByCode(c.Code)
	if !ok {
		t.Fatalf("%s has no page", c.Code)
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			w := world{diag.NewSnapshot()}
			k.facts(w)
			r := w.Reader()
			c.Run(r, &diag.Out{})
			for _, kind := range r.Read() {
				read[kind] = true
			}
			res := diag.Run([]diag.Check{c}, w.Snapshot)[0]
			if res.Crash != "" {
				t.Fatal(res.Crash)
			}
			got := []string{}
			hit := false
			for _, o := range res.Outcomes {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s", o.Status, o.Verdict, o.Subject)))
				if o.Status != diag.Fail {
					continue
				}
				hit = true
				for _, tpl := range []string{page.Summary} { // a command may lack an argument: it is not shown then
					for _, arg := range pages.Placeholders(tpl) {
						if arg != "subject" && o.Args[arg] == "" {
							t.Errorf("the page speaks of {%s}, the finding does not say it", arg)
						}
					}
				}
				if o.Verdict == diag.NotChecked {
					t.Errorf("a finding says what is wrong, not that it was not checked: %+v", o)
				}
				if o.Severity == "" || len(o.Evidence) == 0 {
					t.Errorf("a finding without severity or evidence: %+v", o)
				}
			}
			if k.want == nil {
				k.want = []string{}
			}
			if !slices.Equal(got, k.want) {
				t.Errorf("got  %q\nwant %q", got, k.want)
			}
			neverPassOnDoubt(t, c, k.facts)
			both := told[c.Code]
			if hit {
				both[0] = true
			} else {
				both[1] = true
			}
			told[c.Code] = both
		})
	}
	for kind := range read {
		if !slices.Contains(c.Needs, kind) {
			t.Errorf("%s reads %s and does not declare it", c.Code, kind)
		}
	}
}

// TestMain also makes sure, when all tests ran, that every check has a case that
// finds something and one that does not, and reads all that it declares.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if f := flag.Lookup("test.run"); code == 0 && f.Value.String() == "" && flag.Lookup("test.fuzz").Value.String() == "" {
		for _, c := range All() {
			if told[c.Code] != [2]bool{true, true} {
				fmt.Printf("%s lacks a case that finds something or one that finds nothing: %v\n", c.Code, told[c.Code])
				code = 1
			}
			for _, kind := range c.Needs {
				if !readBy[c.Code][kind] {
					fmt.Printf("%s declares %s and never reads it\n", c.Code, kind)
					code = 1
				}
			}
		}
	}
	os.Exit(code)
}
