package directory

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
	"adwalk/ad/trace"
)

// ahead is how many undecoded objects a scan keeps: the page being decoded and
// the one that is arriving; aheadBytes is how large they may be together.
const (
	ahead      = 2000
	aheadBytes = 4 << 20
)

// sizeLimitExceeded is a result code of RFC 4511.
const sizeLimitExceeded = 4

// scan is one search from its first page to its last.
type scan struct {
	conn    *Conn
	session *session
	query   ad.Query
	page    int // objects a page, 0 without paging
	yield   func(ad.Entry) error
	limits  Limits
	trace   *trace.Exchange

	seen      int         // objects handed on
	truncated bool        // a limit cut it short
	stopped   bool        // yield returned an error
	limited   atomic.Bool // the server stopped at the limit

	started  time.Time
	objects  int           // received
	bytes    int64         // received
	held     atomic.Int64  // bytes of what waits to be decoded
	consumed chan struct{} // signalled when one was decoded
}

// run reads pages in the background and decodes here, beside the reading.
func (s *scan) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	s.started, s.consumed = time.Now(), make(chan struct{}, 1)
	arrived := make(chan wire.Message, ahead)
	var fetchErr error
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		defer close(arrived)
		fetchErr = s.fetch(ctx, arrived)
	}()
	err := s.consume(ctx, arrived)
	cancel()
	<-finished
	if err == nil && !s.truncated {
		err = fetchErr
	}
	s.truncated = s.truncated || s.limited.Load()
	return err
}

// fetch asks for page after page and passes on the objects as they come. The
// request for the next page leaves as soon as this page's end is seen.
func (s *scan) fetch(ctx context.Context, out chan<- wire.Message) error {
	search := wire.Search{Base: s.query.Base, Scope: s.query.Scope, Filter: s.query.Filter, Attributes: s.query.Attributes}
	if s.page == 0 {
		search.Limit = s.query.Limit
	}
	op, err := search.Append(nil)
	if err != nil {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "the filter cannot be read", Why: clean(err.Error()), Do: "write it as (attribute=value)", Err: err}
	}
	var flags []byte
	if slices.ContainsFunc(s.query.Attributes, func(a string) bool { return strings.EqualFold(a, "nTSecurityDescriptor") }) {
		flags = wire.AppendSDFlags(nil)
	}
	if s.query.Deleted {
		flags = wire.AppendControl(flags, wire.OIDShowDeleted, true, nil)
	}
	var cookie []byte
	for {
		controls := slices.Clone(flags)
		if s.page > 0 {
			size := s.page
			if s.query.Limit > 0 && s.query.Limit < size {
				size = s.query.Limit + 1 // one more shows whether something was cut off
			}
			controls = wire.AppendPaged(controls, size, cookie)
		}
		if cookie, err = s.fetchPage(ctx, op, controls, out); err != nil || len(cookie) == 0 {
			return err
		}
	}
}

// fetchPage runs one request and returns the cookie for the next.
func (s *scan) fetchPage(ctx context.Context, op, controls []byte, out chan<- wire.Message) ([]byte, error) {
	call, err := s.session.client.Start(ctx, op, controls)
	if err != nil {
		return nil, err
	}
	defer call.Close()
	for {
		m, err := s.next(ctx, call)
		if err != nil {
			return nil, err
		}
		s.bytes += int64(len(m.Body))
		if err := s.check(); err != nil {
			return nil, err
		}
		switch m.Op {
		case wire.OpSearchEntry:
			s.objects++
			if err := s.pass(ctx, m, out); err != nil {
				return nil, err
			}
		case wire.OpSearchReference: // other naming contexts; the global catalogue is asked for those
			s.objects++ // they count: a server may send nothing else
		case wire.OpSearchDone:
			res, err := wire.ParseResult(m)
			if err != nil {
				return nil, err
			}
			if res.Code == sizeLimitExceeded && s.query.Limit > 0 {
				s.limited.Store(true)
				return nil, nil
			}
			if res.Code != 0 {
				return nil, &wire.ResultError{Result: res}
			}
			return wire.Cookie(m.Controls)
		default:
			return nil, wire.ErrBER
		}
	}
}

// next waits for the next answer. A server that is silent for long is asked
// something small; as long as it answers that, it is at work, and the search goes
// on until its limit.
func (s *scan) next(ctx context.Context, call *wire.Call) (wire.Message, error) {
	for {
		m, err := call.Next(ctx, s.conn.opt.Timeout)
		if !errors.Is(err, wire.ErrIdle) || s.session.dead() || !s.conn.alive(ctx, s.session.address) {
			return m, err
		}
		if err := s.check(); err != nil {
			return m, err
		}
		s.trace.Progress(s.objects, true)
	}
}

// check ends the search, and the connection with it, at a limit: a server that does
// not stop by itself would go on sending.
func (s *scan) check() error {
	err := s.limits.check(s.session.address.String(), s.objects, s.bytes, time.Since(s.started))
	if err != nil {
		_ = s.session.client.Close()
	}
	return err
}

// pass hands an object to the decoder, and waits where too much waits there.
func (s *scan) pass(ctx context.Context, m wire.Message, out chan<- wire.Message) error {
	size := int64(len(m.Body))
	for s.consumed != nil && s.held.Load() > 0 && s.held.Load()+size > aheadBytes {
		select {
		case <-s.consumed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	s.held.Add(size)
	select {
	case out <- m:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// decoded notes that an object no longer waits.
func (s *scan) decoded(m wire.Message) {
	s.held.Add(-int64(len(m.Body)))
	select {
	case s.consumed <- struct{}{}:
	default:
	}
}

// consume decodes what arrived and hands it on.
func (s *scan) consume(ctx context.Context, in <-chan wire.Message) error {
	var d wire.EntryDecoder
	for m := range in {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.query.Limit > 0 && s.seen == s.query.Limit {
			s.truncated = true
			return nil
		}
		e, err := d.Decode(m)
		s.decoded(m)
		if err != nil {
			return err
		}
		if err := s.completeRanges(ctx, &e); err != nil {
			return err
		}
		if s.seen++; s.seen%progressEach == 0 {
			s.trace.Progress(s.seen, false)
		}
		if err := s.yield(e); err != nil {
			s.stopped = true
			return err
		}
	}
	return nil
}
