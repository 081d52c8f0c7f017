package directory_test

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/directory/wire"
	"adwalk/ad/trace"
)

// object is a search result entry with one name and nothing else.
func object(id int32, dn string, values int) []byte {
	set := []byte{}
	for range values {
		set = wire.AppendString(set, wire.TagOctetString, "http/web1.corp.test")
	}
	attr := wire.AppendTLV(wire.AppendString(nil, wire.TagOctetString, "servicePrincipalName"), wire.TagSet, set)
	body := wire.AppendString(nil, wire.TagOctetString, dn)
	body = wire.AppendTLV(body, wire.TagSequence, wire.AppendTLV(nil, wire.TagSequence, attr))
	return wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchEntry, body), nil)
}

// A server that is at work on a search answers other questions: the search goes on,
// for as long as it takes. One that answers nothing any more is given up.
func TestBusyServerIsNotASilentOne(t *testing.T) {
	for _, busy := range []bool{true, false} {
		var asked atomic.Int32
		release := make(chan struct{})
		o := serve(t, func(n int, c net.Conn) {
			if n > 1 { // the question on the side
				asked.Add(1)
				if busy {
					answer(c, 1)
				}
				_, _ = io.Copy(io.Discard, c)
				return
			}
			answer(c, 1)
			m, err := wire.ReadExact(c)
			if err != nil {
				return
			}
			<-release
			_, _ = c.Write(append(object(m.ID, "CN=late", 1), done(m.ID, 0, "")...))
			_, _ = io.Copy(io.Discard, c)
		})
		o.Timeout = 100 * time.Millisecond
		var waits []trace.Event
		var ended trace.Event
		o.Trace = &trace.Log{}
		o.Trace.Hear(func(e trace.Event) {
			switch {
			case e.Phase == trace.Waiting:
				if waits = append(waits, e); len(waits) == 3 {
					close(release)
				}
			case e.Phase == trace.Done && e.Asked == "(cn=*) -b DC=corp,DC=test -s sub":
				ended = e
			}
		})
		c := dial(t, o)
		got, _, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeSub, Base: "DC=corp,DC=test", Filter: "(cn=*)"})
		switch {
		case busy && (err != nil || len(got) != 1 || len(waits) != 3 || waits[2].Elapsed < waits[0].Elapsed || ended.Outcome != trace.OK || ended.Objects != 1):
			t.Errorf("busy: %d objects after %d waits, %v, %+v", len(got), len(waits), err, ended)
		case !busy && (err == nil || !strings.Contains(err.Error(), "in time") || asked.Load() != 1 || ended.Outcome != "timed out"):
			t.Errorf("silent: %v, asked %d times on the side, %+v", err, asked.Load(), ended)
		}
		if !busy {
			close(release)
		}
	}
}

// Whatever a server sends without end, the search ends at a limit and says so.
func TestSearchesThatNeverEnd(t *testing.T) {
	for name, tc := range map[string]struct {
		limits directory.Limits
		next   func(id int32, i int) []byte
		why    string
	}{
		"objects":             {directory.Limits{Objects: 1000}, func(id int32, _ int) []byte { return object(id, "CN=again", 1) }, "more than 1000 objects"},
		"bytes":               {directory.Limits{Bytes: 1 << 20}, func(id int32, _ int) []byte { return object(id, "CN=large", 1000) }, "more than 1 MB"},
		"a drop now and then": {directory.Limits{Time: 150 * time.Millisecond}, func(id int32, i int) []byte { time.Sleep(30 * time.Millisecond); return object(id, "CN=slow", 1) }, "did not end within"},
		"referrals": {directory.Limits{Objects: 1000}, func(id int32, _ int) []byte {
			return wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchReference, wire.AppendString(nil, wire.TagOctetString, "ldap://dc1.corp.test/DC=corp,DC=test")), nil)
		}, "more than 1000 objects"},
	} {
		t.Run(name, func(t *testing.T) {
			gone := make(chan struct{}, 4)
			o := serve(t, func(_ int, c net.Conn) {
				answer(c, 1)
				m, err := wire.ReadExact(c)
				if err != nil {
					return
				}
				for i := 0; ; i++ {
					if _, err := c.Write(tc.next(m.ID, i)); err != nil {
						gone <- struct{}{}
						return
					}
				}
			})
			o.Limits, o.Timeout = tc.limits, 5*time.Second
			c := dial(t, o)
			_, err := c.Search(t.Context(), ad.Query{Scope: ad.ScopeSub, Base: "DC=corp,DC=test"}, func(ad.Entry) error { return nil })
			var p *ad.Problem
			if !errors.As(err, &p) || !strings.Contains(p.Why, "cut short") || !strings.Contains(p.Why, tc.why) {
				t.Fatal(err)
			}
			<-gone // the connection was closed: nobody goes on reading
		})
	}
}
