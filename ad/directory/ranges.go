package directory

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory/wire"
)

// maxRanged bounds the values of one attribute that is fetched in pieces.
const maxRanged = 1_000_000

// splitRange reads an attribute name with a range option
// (MS-ADTS 3.1.1.3.1.3.3): "member;range=0-1499", or "…-*" for the last piece.
func splitRange(name string) (attribute string, next int, last, ok bool) {
	attribute, option, found := strings.Cut(name, ";")
	if !found || len(option) < 6 || !strings.EqualFold(option[:6], "range=") {
		return name, 0, false, false
	}
	low, high, dash := strings.Cut(option[6:], "-")
	from, err := strconv.Atoi(low)
	if !dash || err != nil || from < 0 {
		return name, 0, false, false
	}
	if high == "*" {
		return attribute, 0, true, true
	}
	to, err := strconv.Atoi(high)
	if err != nil || to < from || to > maxRanged {
		return name, 0, false, false
	}
	return attribute, to + 1, false, true
}

// completeRanges fetches the rest of every attribute that the server gave only
// a piece of, and puts the pieces together under the attribute's plain name.
func (s *scan) completeRanges(ctx context.Context, e *ad.Entry) error {
	for i := range e.Attributes {
		if strings.IndexByte(e.Attributes[i].Name, ';') < 0 {
			continue
		}
		name, next, last, ok := splitRange(e.Attributes[i].Name)
		if !ok {
			continue
		}
		values := e.Attributes[i].Values
		for !last {
			piece, after, end, err := s.fetchRange(ctx, e.DN, name, next)
			if err != nil {
				return err
			}
			if len(piece) == 0 || !end && after <= next || len(values)+len(piece) > maxRanged {
				return fmt.Errorf("%w: the pieces of %s do not follow each other", wire.ErrBER, name)
			}
			values, next, last = append(values, piece...), after, end
		}
		e.Attributes[i] = ad.Attribute{Name: name, Values: values}
	}
	// Active Directory sends an empty attribute beside the piece.
	kept := e.Attributes[:0]
	for _, a := range e.Attributes {
		if len(a.Values) > 0 {
			kept = append(kept, a)
		}
	}
	e.Attributes = kept
	return nil
}

func (s *scan) fetchRange(ctx context.Context, dn, name string, from int) (values []ad.Value, next int, last bool, err error) {
	q := ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{fmt.Sprintf("%s;range=%d-*", name, from)}}
	x := s.conn.searched(s.session, q, 0)
	defer func() {
		x.Received(len(values))
		x.End(Explain(ctx, "search", s.session.address.String(), s.session.as, err))
	}()
	op, err := wire.Search{Base: dn, Scope: q.Scope, Attributes: q.Attributes}.Append(nil)
	if err != nil {
		return nil, 0, false, err
	}
	// More than one object is no answer to this question.
	piece := scan{conn: s.conn, session: s.session, query: q, started: time.Now(), trace: x, limits: Limits{Objects: 3, Bytes: s.limits.Bytes, Time: s.limits.Time}}
	out := make(chan wire.Message, 4)
	if _, err := piece.fetchPage(ctx, op, nil, out); err != nil {
		return nil, 0, false, err
	}
	close(out)
	var d wire.EntryDecoder
	for m := range out {
		e, err := d.Decode(m)
		if err != nil {
			return nil, 0, false, err
		}
		for _, a := range e.Attributes {
			if got, next, last, ok := splitRange(a.Name); ok && strings.EqualFold(got, name) && len(a.Values) > 0 {
				return a.Values, next, last, nil
			}
			if strings.EqualFold(a.Name, name) && len(a.Values) > 0 {
				return a.Values, 0, true, nil
			}
		}
	}
	return nil, 0, true, nil
}
