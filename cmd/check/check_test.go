package check

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/walks"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// A name that only the operator's cache speaks of is asked for to compare the
// tickets; the checks of services must not see the answer.
func TestCachedTicketsAreNotServicesToJudge(t *testing.T) {
	s := diag.NewSnapshot()
	facts.Caches.Put(s, diag.Fact[[]ad.CredCache]{Value: []ad.CredCache{{Tickets: []ad.CachedTicket{
		{Server: "krbtgt/X@X"}, {Server: "http/mail@X"}, {Server: "cifs/gone@X", Removed: true}}}}})
	got := cachedTickets(s.Reader())
	if len(got) != 1 || got[0] != facts.RenewedTicket.For("http/mail") {
		t.Errorf("%v", got)
	}
}

// In a large forest an operator sees what is wrong, not ten thousand lines: what is
// fine is counted, of many findings of one kind the first few are shown, and --all
// prints everything.
func TestChecksOfALargeForestFitAScreen(t *testing.T) {
	a := Answer{Checks: []Status{{Code: "etype-unset", Status: diag.Fail, Looked: 900, Passed: 400, Failed: 500}, {Code: "spn-duplicate", Status: diag.Pass, Looked: 2,
		fine: []diag.Outcome{{Subject: "http/web1", Status: diag.Pass}, {Subject: "http/web2", Status: diag.Pass}}}}}
	for i := range 500 {
		a.Findings = append(a.Findings, walks.FindingAnswer{Finding: diag.Finding{Code: "etype-unset", Subject: fmt.Sprintf("pc%03d$", i), Verdict: diag.NoCommonEType}})
	}
	out := func(all bool) string {
		var b bytes.Buffer
		printChecks(&app.Session{Streams: app.Streams{Out: &b}}, a, all)
		return b.String()
	}
	short := out(false)
	if n := strings.Count(short, "\n"); n > 40 {
		t.Errorf("%d lines", n)
	}
	for _, want := range []string{"500 wrong, 400 fine", "1 check found nothing wrong (2 subjects checked", "500 problems found, 5 shown", "pc000$", "and 495 more of etype-unset: adwalk check etype-unset --all"} {
		if !strings.Contains(short, want) {
			t.Errorf("%q is missing in\n%s", want, short)
		}
	}
	if long := out(true); !strings.Contains(long, "pc499$") || !strings.Contains(long, "http/web2") || strings.Contains(long, "more of") {
		t.Errorf("--all left something out")
	}
}
