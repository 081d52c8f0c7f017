package collect

import (
	"context"
	"fmt"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
)

// Resolver answers what a host name is. net.Resolver's methods are wrapped by
// the caller, who also knows which servers it asks.
type Resolver interface {
	// Lookup returns the canonical name and the addresses. A name that nobody
	// knows is an answer without addresses, not an error.
	Lookup(ctx context.Context, name string) (canonical string, addresses, asked []string, err error)
}

// Collector fetches facts. Nil parts give facts that are not known, with the
// reason, never a wrong answer.
type Collector struct {
	Directory   ad.Directory
	NoDirectory *ad.Problem // why Directory is nil
	Tickets     ad.TicketAsker
	NoTickets   *ad.Problem // why Tickets is nil
	Names       Resolver
	KDCs        KDCs                       // nil: Kerberos servers' clocks are not known
	Services    ad.Prober                  // shows tickets to services
	Web         ad.Prober                  // asks what is offered and shows nothing
	NoProbes    *ad.Problem                // why Services, Web and Reach are nil
	Reach       Reacher                    // opens TCP connections
	Delegation  Prover                     // nil: no front end's key is known
	Replicas    ReplicaReader              // asks every domain controller
	Caches      ad.CacheLister             // the operator's credential caches
	Krb5Conf    func() facts.Krb5ConfValue // the client's own krb5.conf; nil: not read
	ClientNames Namer                      // what clients of a service ask for; nil: not known
	Keytabs     KeytabReader               // reads keytabs of this machine; nil: not read
	Parallel    int                        // requests under way at once; 0 is 4
	Clock       func() time.Time

	aliases aliases
}

// source fetches the fact for one request and puts it into the snapshot.
type source func(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error

// Collect implements guide.Collector.
func (c *Collector) Collect(ctx context.Context, reqs []diag.Request, s *diag.Snapshot, progress guide.Progress) {
	parallel := c.Parallel
	if parallel <= 0 {
		parallel = 4
	}
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
		gate = make(chan struct{}, parallel)
	)
	for _, r := range reqs {
		select {
		case gate <- struct{}{}:
		case <-ctx.Done():
			wg.Wait()
			return
		}
		wg.Go(func() {
			defer func() { <-gate }()
			c.one(ctx, r, s)
			mu.Lock()
			done++
			n := done
			mu.Unlock()
			if progress != nil {
				progress(n, len(reqs), r.Kind+" "+r.Subject)
			}
		})
	}
	wg.Wait()
}

// one fetches one fact; a failure, and even a panic in a decoder, becomes the
// fact's problem.
func (c *Collector) one(ctx context.Context, r diag.Request, s *diag.Snapshot) {
	src := ad.Source{Kind: "collector", Name: r.Kind, At: c.now()}
	defer func() {
		if p := recover(); p != nil {
			s.PutProblem(r, src, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + r.Kind, Why: fmt.Sprint(p), Do: "please report this"})
		}
	}()
	fetch, ok := sources[r.Kind]
	if !ok {
		s.PutProblem(r, src, &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading " + r.Kind, Why: "nothing here can fetch it", Do: "give it by hand"})
		return
	}
	err := fetch(ctx, c, r.Subject, s)
	if ctx.Err() != nil && err != nil {
		return // stopped: the request stays open, so asking again asks again
	}
	if err != nil {
		s.PutProblem(r, src, ad.AsProblem(err, ad.ProblemUnreachable, "reading "+r.Kind+" "+r.Subject))
	}
}

func (c *Collector) now() time.Time {
	if c.Clock != nil {
		return c.Clock().UTC()
	}
	return time.Now().UTC()
}

// directory returns the directory, or why there is none.
func (c *Collector) directory() (ad.Directory, error) {
	if c.Directory == nil {
		if c.NoDirectory != nil {
			return nil, c.NoDirectory
		}
		return nil, &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading the directory", Why: "no domain controller is connected", Do: "name one with --server"}
	}
	return c.Directory, nil
}
