package directory

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
)

// ahead is how many undecoded objects a scan keeps: the page being decoded and
// the one that is arriving.
const ahead = 2000

// sizeLimitExceeded is a result code of RFC 4511.
const sizeLimitExceeded = 4

// scan is one search from its first page to its last.
type scan struct {
	conn    *Conn
	session *session
	query   ad.Query
	page    int // objects a page, 0 without paging
	yield   func(ad.Entry) error

	seen      int         // objects handed on
	truncated bool        // a limit cut it short
	stopped   bool        // yield returned an error
	limited   atomic.Bool // the server stopped at the limit
}

// run reads pages in the background and decodes here, beside the reading.
func (s *scan) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
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
		m, err := call.Next(ctx, s.conn.opt.Timeout)
		if err != nil {
			return nil, err
		}
		switch m.Op {
		case wire.OpSearchEntry:
			select {
			case out <- m:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		case wire.OpSearchReference: // other naming contexts; the global catalogue is asked for those
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
		if err != nil {
			return err
		}
		if err := s.completeRanges(ctx, &e); err != nil {
			return err
		}
		s.seen++
		if err := s.yield(e); err != nil {
			s.stopped = true
			return err
		}
	}
	return nil
}
