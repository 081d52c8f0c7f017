package wire

import (
	"context"
	"time"
)

// nextAfter is when a silent KDC gets company.
const nextAfter = time.Second

// round is one request on its way to several KDCs; the first answer wins.
type round struct {
	s       *Sender
	order   []KDC
	msg     []byte
	next    int // index of the KDC to ask next
	running int
	results chan outcome
	failed  map[string]bool
	no      NoAnswer
}

type outcome struct {
	kdc KDC
	a   Answer
	err error
}

func (r *round) launch(ctx context.Context) {
	k := r.order[r.next]
	r.next, r.running = r.next+1, r.running+1
	go func() {
		a, err := r.s.ask(ctx, k, r.msg)
		r.results <- outcome{k, a, err}
	}()
}

func (r *round) fail(k KDC, err error) {
	r.s.mark(k.Addr, false)
	if !r.failed[k.Addr] {
		r.failed[k.Addr] = true
		r.no.Failures = append(r.no.Failures, Failure{k.Addr, err})
	}
}

func (r *round) run(outer context.Context) (Answer, error) {
	patience := r.s.patience(r.order)
	ctx, cancel := context.WithTimeout(outer, patience)
	defer cancel() // ends the ones that lost
	if len(r.order) == 0 {
		return Answer{}, &r.no
	}
	wait := min(nextAfter, patience/time.Duration(len(r.order)+1))
	r.launch(ctx)
	company := time.NewTimer(wait)
	defer company.Stop()
	for {
		select {
		case o := <-r.results:
			r.running--
			if o.err == nil {
				r.s.mark(o.kdc.Addr, true)
				return o.a, nil
			}
			if outer.Err() != nil {
				return Answer{}, outer.Err()
			}
			r.fail(o.kdc, o.err)
			if r.next < len(r.order) && ctx.Err() == nil {
				r.launch(ctx)
				company.Reset(wait)
			} else if r.running == 0 {
				return Answer{}, &r.no
			}
		case <-company.C:
			if r.next < len(r.order) {
				r.s.mark(r.order[r.next-1].Addr, false) // slow: asked later next time, unless it wins now
				r.launch(ctx)
				company.Reset(wait)
			}
		case <-ctx.Done():
			if outer.Err() != nil {
				return Answer{}, outer.Err()
			}
			for _, k := range r.order[:r.next] {
				r.fail(k, ctx.Err())
			}
			return Answer{}, &r.no
		}
	}
}
