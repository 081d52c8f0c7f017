package trace_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"

	"adwalk/ad"
	"adwalk/ad/trace"
)

// An outcome is the name that an operator can look up, not a sentence around it.
func TestOutcomesAreNames(t *testing.T) {
	for want, err := range map[string]error{
		"ok":                            nil,
		"noSuchObject":                  &ad.Problem{Why: "it is not there", Err: &ad.DirectoryError{Code: 32, Name: "noSuchObject"}},
		"7 KDC_ERR_S_PRINCIPAL_UNKNOWN": fmt.Errorf("asking: %w", &ad.KDCError{Code: 7, Text: "a text of the KDC's own"}),
		"cancelled":                     &ad.Problem{Kind: ad.ProblemCancelled, What: "searching dc1 was stopped", Err: context.Canceled},
		"timed out":                     &ad.Problem{Kind: ad.ProblemUnreachable, Why: "dc1 did not answer in time", Err: os.ErrDeadlineExceeded},
		"connection refused":            &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED},
		"no such name":                  &net.DNSError{Name: "nowhere.test", IsNotFound: true},
		"its certificate has expired":   &ad.Problem{Kind: ad.ProblemProtocol, Why: "its certificate has\nexpired"},
	} {
		if got := trace.Outcome(err); got != want {
			t.Errorf("%v is %q, not %q", err, got, want)
		}
	}
	if got := trace.Outcome(errors.New(strings.Repeat("x", 5000))); len(got) > 200 {
		t.Errorf("%d bytes", len(got))
	}
}

// Whoever hears exchanges gets each once as done, whoever reads the log sees how
// far each is, and a nil log takes everything and does nothing.
func TestEveryExchangeEndsOnce(t *testing.T) {
	var l trace.Log
	var mu sync.Mutex
	ended := map[int]trace.Event{}
	l.Hear(func(e trace.Event) {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := ended[e.Number]; twice {
			t.Errorf("%+v came after its end", e)
		}
		if e.Phase == trace.Done {
			ended[e.Number] = e
		}
	})
	open := l.Begin(trace.Event{Kind: trace.Search, Server: "dc1:389"})
	open.Progress(1000, true)
	if all := l.Events(); len(all) != 1 || all[0].Phase != trace.Waiting || all[0].Objects != 1000 || all[0].Failed() {
		t.Errorf("%+v", all)
	}
	var users sync.WaitGroup
	for range 8 {
		users.Go(func() {
			for range 500 {
				x := l.Begin(trace.Event{Kind: trace.Ticket})
				x.At("dc1:88", "tcp")
				x.EndAs("7 KDC_ERR_S_PRINCIPAL_UNKNOWN")
				x.End(nil)
				x.Progress(1, false)
			}
		})
	}
	users.Wait()
	if len(ended) != 4000 || len(l.Events()) > 2000 {
		t.Errorf("%d ended, %d kept", len(ended), len(l.Events()))
	}
	for _, e := range ended {
		if e.Outcome != "7 KDC_ERR_S_PRINCIPAL_UNKNOWN" || !e.Failed() || e.Server != "dc1:88" || e.Protection != "tcp" {
			t.Fatalf("%+v", e)
		}
	}
	l.KeepAll()
	for range 3000 {
		l.Begin(trace.Event{}).End(nil)
	}
	if len(l.Events()) < 3000 {
		t.Errorf("a report would miss exchanges: %d", len(l.Events()))
	}
	var none *trace.Log
	x := none.Begin(trace.Event{})
	x.At("", "")
	x.Received(1)
	x.Progress(1, true)
	x.End(nil)
	none.Named("resolver", "x.test", "A").EndAs("no such name")
	if none.Events() != nil || none.WithDNS(t.Context(), "") == nil {
		t.Error("a nil log")
	}
}

// A name that a dialer looks up by itself is recorded like any other question.
func TestNamesThatADialerLooksUp(t *testing.T) {
	var l trace.Log
	r := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, syscall.ECONNREFUSED }}
	if _, err := (&net.Dialer{Resolver: r}).DialContext(l.WithDNS(t.Context(), "resolver"), "tcp", "dc1.contoso.invalid:88"); err == nil {
		t.Fatal("a name server that is not there answered")
	}
	all := l.Events()
	if len(all) != 1 || all[0].Protocol != trace.DNS || !strings.Contains(all[0].Command, "dig dc1.contoso.invalid") || !all[0].Failed() {
		t.Errorf("%+v", all)
	}
}
