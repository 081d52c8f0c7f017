package tickets_test

import (
	"context"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/uitest"
)

func console(t *testing.T, change func(*uitest.Backend)) *uitest.Driver {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	if change != nil {
		change(b)
	}
	return uitest.New(t, b, clock, 110, 30)
}

// lister is a machine with these caches, or one whose caches cannot be read.
type lister struct {
	caches []ad.CredCache
	err    error
}

func (l lister) Caches(context.Context) ([]ad.CredCache, error) { return l.caches, l.err }

// The list is sorted and filtered, copied as it is shown, and asked again.
func TestTheCacheAsAList(t *testing.T) {
	d := console(t, nil)
	d.Press("t")
	d.Sees("▸  0  krbtgt/CONTOSO.LAB", "http/mail.contoso.lab", "http/old.contoso.lab", "0h03")
	d.Press("/")
	d.Type("RC4")
	d.Sees("http/old.contoso.lab")
	d.Lacks("krbtgt/")
	d.Press("esc")
	d.Sees("krbtgt/")
	d.Press("y", "esc")
	if len(d.Copied) != 1 || !strings.Contains(d.Copied[0], "http/old.contoso.lab") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("up", "enter")
	d.Sees("http/mail.contoso.lab  ticket issued")
	d.Press("esc", "esc")
	d.Sees("Walk me through")
}

// What this console cannot do is said by its key, and nothing happens.
func TestLoginsThatThisConsoleDoesNotMake(t *testing.T) {
	for _, key := range []string{"u", "L", "R"} {
		d := console(t, nil)
		d.Press("t", key)
		d.Sees("this console cannot change its login", "krbtgt/CONTOSO.LAB")
	}
}

// No cache, an empty one, a damaged one and a machine that cannot tell are four things.
func TestCachesThatHoldNothing(t *testing.T) {
	for name, c := range map[string]struct {
		lister
		says, lacks string
	}{
		"no cache":      {lister{}, "There is no ticket in a cache here; a asks the KDC for one.", "krbtgt"},
		"an empty one":  {lister{caches: []ad.CredCache{{Name: "FILE:/tmp/empty", Principal: "alice@CONTOSO.LAB"}}}, "FILE:/tmp/empty", "krbtgt"},
		"a damaged one": {lister{caches: []ad.CredCache{{Name: "FILE:/tmp/bad", Problem: &ad.Problem{Kind: ad.ProblemProtocol, What: "reading the cache", Why: "it ends within a ticket"}}}}, "it ends within a ticket", "krbtgt"},
		"none can tell": {lister{err: &ad.Problem{Kind: ad.ProblemNoRight, What: "listing the caches", Why: "permission denied"}}, "permission denied", "krbtgt"},
	} {
		t.Run(name, func(t *testing.T) {
			d := console(t, func(b *uitest.Backend) { b.Caches = c.lister })
			d.Press("t")
			d.Sees(c.says)
			d.Lacks(c.lacks)
		})
	}
}

// A question that waits is stopped by ctrl+x, and its late answer is not shown.
func TestAWaitingQuestionIsStopped(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	f.Gate = make(chan struct{})
	d := uitest.New(t, uitest.Console(f), clock, 110, 30)
	d.Press("t", "a")
	d.Type("http/mail.contoso.lab")
	d.Key("enter")
	d.Key("ctrl+x")
	d.Settle() // without an answer: the question ends by itself
	d.Lacks("✓ http/mail", "✗ http/mail")
	close(f.Gate)
	d.Press("a")
	d.Type("http/mail.contoso.lab")
	d.Press("enter")
	d.Sees("http/mail.contoso.lab  ticket issued")
}

// Without anybody to ask, asking says why.
func TestNobodyToAsk(t *testing.T) {
	d := console(t, func(b *uitest.Backend) { b.Tickets = nil })
	d.Press("t", "a")
	d.Type("http/mail.contoso.lab")
	d.Press("enter")
	d.Lacks("ticket issued")
}
