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
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
	"adwalk/ad/directory/wire"
)

// serve starts a server whose behaviour a test writes itself, and returns how
// to dial it.
func serve(t *testing.T, each func(n int, c net.Conn)) directory.Options {
	t.Helper()
	var dialled atomic.Int32
	address := adtest.Accepting(t, "tcp", "127.0.23.2:0", func(c net.Conn) { each(int(dialled.Add(1)), c) })
	return directory.Options{Server: "ldap://" + address, Timeout: 300 * time.Millisecond}
}

// answer reads requests and answers every search with one object.
func answer(c net.Conn, requests int) {
	for range requests {
		m, err := wire.ReadExact(c)
		if err != nil || m.Op != wire.OpSearchRequest {
			return
		}
		body := wire.AppendString(nil, wire.TagOctetString, "")
		attr := wire.AppendTLV(wire.AppendString(nil, wire.TagOctetString, "defaultNamingContext"), wire.TagSet, wire.AppendString(nil, wire.TagOctetString, "DC=corp,DC=test"))
		body = wire.AppendTLV(body, wire.TagSequence, wire.AppendTLV(nil, wire.TagSequence, attr))
		out := wire.AppendMessage(nil, m.ID, wire.AppendTLV(nil, wire.OpSearchEntry, body), nil)
		_, _ = c.Write(append(out, done(m.ID, 0, "")...))
	}
}

func done(id int32, code int64, text string) []byte {
	body := wire.AppendInt(nil, wire.TagEnumerated, code)
	body = wire.AppendString(body, wire.TagOctetString, "")
	body = wire.AppendString(body, wire.TagOctetString, text)
	return wire.AppendMessage(nil, id, wire.AppendTLV(nil, wire.OpSearchDone, body), nil)
}

// However a server misbehaves, the operator gets one sentence about it, soon.
func TestServersThatMisbehave(t *testing.T) {
	for _, tc := range []struct {
		name string
		each func(int, net.Conn)
		kind ad.ProblemKind
		why  string
	}{
		{"never answers", func(_ int, c net.Conn) { _, _ = io.Copy(io.Discard, c) }, ad.ProblemUnreachable, "in time"},
		{"hangs up", func(_ int, c net.Conn) {}, ad.ProblemUnreachable, "closed the connection"},
		{"garbage", func(_ int, c net.Conn) { _, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")) }, ad.ProblemProtocol, "not LDAP"},
		{"four gigabytes", func(_ int, c net.Conn) { _, _ = c.Write([]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff}) }, ad.ProblemProtocol, "not LDAP"},
		{"cut in the middle", func(_ int, c net.Conn) { _, _ = c.Write([]byte{0x30, 0x20, 2, 1, 1}) }, ad.ProblemUnreachable, "closed the connection"},
		{"an answer to another request", func(_ int, c net.Conn) { _, _ = c.Write(done(99, 0, "")); _, _ = io.Copy(io.Discard, c) }, ad.ProblemUnreachable, "in time"},
		{"restore mode", func(_ int, c net.Conn) {
			m, _ := wire.ReadExact(c)
			_, _ = c.Write(done(m.ID, 52, "00002024: unavailable"))
			_, _ = io.Copy(io.Discard, c)
		}, ad.ProblemUnreachable, "restore mode"},
		{"notice of disconnection", func(_ int, c net.Conn) {
			body := wire.AppendInt(nil, wire.TagEnumerated, 52)
			body = wire.AppendString(body, wire.TagOctetString, "")
			body = wire.AppendString(body, wire.TagOctetString, "shutting down")
			_, _ = c.Write(wire.AppendMessage(nil, 0, wire.AppendTLV(nil, wire.OpExtendedResponse, body), nil))
			_, _ = io.Copy(io.Discard, c)
		}, ad.ProblemUnreachable, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			start := time.Now()
			_, err := directory.Dial(t.Context(), serve(t, tc.each))
			var p *ad.Problem
			if !errors.As(err, &p) || p.Kind != tc.kind || !strings.Contains(p.Why, tc.why) {
				t.Errorf("got %v (%+v)", err, p)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			t.Log(err)
		})
	}
}

// A connection that dropped between two questions is made again, once.
func TestDroppedConnectionIsDialledAgain(t *testing.T) {
	var connections atomic.Int32
	o := serve(t, func(_ int, c net.Conn) {
		connections.Add(1)
		answer(c, 2) // the RootDSE and one more, then it hangs up
	})
	o.Timeout = 3 * time.Second
	c := dial(t, o)
	for i := range 4 {
		if got, _, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeBase}); err != nil || len(got) != 1 {
			t.Fatalf("question %d: %d objects, %v", i, len(got), err)
		}
	}
	if n := connections.Load(); n < 2 || n > 4 {
		t.Errorf("%d connections", n)
	}
}

// The same, where nothing works any more: no endless trying.
func TestServerThatAlwaysDrops(t *testing.T) {
	var connections atomic.Int32
	o := serve(t, func(n int, c net.Conn) {
		connections.Add(1)
		answer(c, 2-n) // only the first connection answers, once
	})
	c := dial(t, o)
	if _, _, err := ad.SearchAll(t.Context(), c, ad.Query{Scope: ad.ScopeBase}); err == nil {
		t.Error("no error")
	}
	if n := connections.Load(); n > 3 {
		t.Errorf("%d connections", n)
	}
}

// Closing does not wait for a server that takes its time.
func TestCloseStopsADialUnderWay(t *testing.T) {
	waiting := make(chan struct{}, 4)
	o := serve(t, func(n int, c net.Conn) {
		if n == 1 {
			answer(c, 1)
			return
		}
		waiting <- struct{}{}
		_, _ = io.Copy(io.Discard, c)
	})
	o.Timeout = time.Minute
	c := dial(t, o)
	result := make(chan error, 1)
	go func() {
		_, err := c.Search(t.Context(), ad.Query{Scope: ad.ScopeBase}, func(ad.Entry) error { return nil })
		result <- err
	}()
	<-waiting
	start := time.Now()
	c.Close()
	if err := <-result; err == nil || time.Since(start) > 10*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}
