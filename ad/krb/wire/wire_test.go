package wire

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/krb/krb5conf"
)

// reply is the shortest thing that looks like an AS-REP.
var reply = []byte{0x6b, 0x02, 0x30, 0x00}

// refusal is a KRB-ERROR with error code 52 where the real one has it.
var refusal = []byte{0x7e, 0x05, 0xa6, 0x03, 0x02, 0x01, 52}

// tcpServer answers each request with what handle says; nil keeps silent and
// a closed connection follows every answer that is not a whole frame.
func tcpServer(t *testing.T, addr string, handle func(c net.Conn, req []byte)) string {
	t.Helper()
	return adtest.Accepting(t, "tcp", addr, func(c net.Conn) {
		adtest.EachFrame(c, func(req []byte) bool {
			handle(c, req)
			return true
		})
	})
}

func answering(b []byte) func(net.Conn, []byte) {
	return func(c net.Conn, _ []byte) { c.Write(b) }
}

func silent(net.Conn, []byte) {}

// What a KDC can do instead of answering: each is named in words, none takes
// longer than the timeout.
func TestBadKDCs(t *testing.T) {
	closing := func(b []byte) func(net.Conn, []byte) {
		return func(c net.Conn, _ []byte) { c.Write(b); c.Close() }
	}
	for name, tc := range map[string]struct {
		handle func(net.Conn, []byte)
		want   string
	}{
		"4 GB":       {answering([]byte{0xff, 0xff, 0xff, 0xff, 1}), "4294967295 bytes"},
		"zero":       {answering([]byte{0, 0, 0, 0}), "0 bytes"},
		"garbage":    {answering(adtest.Frame([]byte("HTTP/1.1 400 Bad Request"))), "begins with 0x48"},
		"short":      {answering(adtest.Frame([]byte{0x6b})), "of 1 bytes"},
		"inner":      {answering(adtest.Frame([]byte{0x6b, 0x84, 0xff, 0xff, 0xff, 0xff, 1, 2})), "says that it has"},
		"cut":        {closing([]byte{0, 0, 0, 9, 0x6b, 7}), "after 2 of 9 bytes"},
		"close":      {closing(nil), "closed the connection without an answer"},
		"half head":  {closing([]byte{0, 0}), "in the middle"},
		"silent":     {silent, "no answer in time"},
		"drip of 99": {answering([]byte{0, 0, 0, 99, 0x6b, 0x62}), "no answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &Sender{Timeout: time.Second}
			defer s.Close()
			addr := tcpServer(t, "127.0.21.1:0", tc.handle)
			start := time.Now()
			_, err := s.Send(t.Context(), []KDC{{Addr: addr, Proto: "tcp"}}, []byte("request"), Mode{})
			var no *NoAnswer
			if !errors.As(err, &no) || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), addr) {
				t.Errorf("got %v, want %q and the KDC's name", err, tc.want)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %s", d)
			}
		})
	}
}

// A KDC that is down is passed over at once, one that is silent after a
// moment, and both are asked last the next time.
func TestPassesOverAndRemembers(t *testing.T) {
	dead, err := net.Listen("tcp", "127.0.21.2:0")
	if err != nil {
		t.Fatal(err)
	}
	refused := dead.Addr().String()
	dead.Close()
	var asked atomic.Int32
	quiet := tcpServer(t, "127.0.21.2:0", func(net.Conn, []byte) { asked.Add(1) })
	good := tcpServer(t, "127.0.21.2:0", answering(adtest.Frame(reply)))
	s := &Sender{Timeout: 2 * time.Second}
	defer s.Close()
	kdcs := []KDC{{Addr: refused}, {Addr: quiet}, {Addr: good}}
	a, err := s.Send(t.Context(), kdcs, []byte("x"), Mode{})
	if err != nil || a.KDC != good {
		t.Fatalf("%v, %v", a, err)
	}
	start := time.Now()
	if a, err = s.Send(t.Context(), kdcs, []byte("x"), Mode{}); err != nil || a.KDC != good {
		t.Errorf("second time: %v, %v after %s", a, err, time.Since(start))
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the silent one was asked %d times", n)
	}
}

// Where every KDC is silent the requests after the first wait less.
func TestSilenceIsNotWaitedForAgainAndAgain(t *testing.T) {
	s := &Sender{Timeout: 10 * time.Second}
	both := []KDC{{Addr: "a:88"}, {Addr: "b:88"}}
	s.mark("a:88", false)
	if got := s.patience(both); got != s.Timeout {
		t.Errorf("one of two is down: %s", got)
	}
	s.mark("b:88", false)
	if got := s.patience(both); got != 2*time.Second {
		t.Errorf("both are down: %s", got)
	}
	s.mark("a:88", true)
	if got := s.patience(both); got != s.Timeout {
		t.Errorf("one is back: %s", got)
	}
	quick := &Sender{Timeout: 200 * time.Millisecond}
	quick.mark("a:88", false)
	if got := quick.patience(both[:1]); got != quick.Timeout {
		t.Errorf("no longer than was asked for: %s", got)
	}
}

// What proves a password goes to one KDC once, whatever happens.
func TestOnce(t *testing.T) {
	var seen atomic.Int32
	count := func(c net.Conn, _ []byte) { seen.Add(1); c.Close() }
	one, two := tcpServer(t, "127.0.21.3:0", count), tcpServer(t, "127.0.21.3:0", count)
	s := &Sender{Timeout: time.Second}
	if _, err := s.Send(t.Context(), []KDC{{Addr: one}, {Addr: two}}, []byte("x"), Mode{Once: true}); err == nil {
		t.Error("no error")
	}
	if n := seen.Load(); n != 1 {
		t.Errorf("the request was seen %d times", n)
	}
}

// Connections are used again; one that the KDC closed meanwhile is replaced.
func TestReuse(t *testing.T) {
	var conns atomic.Int32
	var closing atomic.Bool
	addr := tcpServer(t, "127.0.21.4:0", func(c net.Conn, _ []byte) {
		c.Write(adtest.Frame(reply))
		if closing.Load() {
			c.Close()
		}
	})
	s := &Sender{Timeout: time.Second, Dial: func(ctx context.Context, network, a string) (net.Conn, error) {
		conns.Add(1)
		return new(net.Dialer).DialContext(ctx, network, a)
	}}
	defer s.Close()
	for i := range 6 {
		closing.Store(i >= 3)
		if _, err := s.Send(t.Context(), []KDC{{Addr: addr}}, []byte("x"), Mode{}); err != nil {
			t.Fatal(err)
		}
	}
	if n := conns.Load(); n != 3 { // one for the first four, one each for the last two
		t.Errorf("%d connections", n)
	}
}

// Cancelling ends a wait at once, over both transports.
func TestCancel(t *testing.T) {
	udp, err := net.ListenPacket("udp", "127.0.21.5:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	for _, k := range []KDC{{Addr: tcpServer(t, "127.0.21.5:0", silent), Proto: "tcp"}, {Addr: udp.LocalAddr().String(), Proto: "udp"}} {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		start := time.Now()
		_, err := (&Sender{Timeout: 30 * time.Second}).Send(ctx, []KDC{k}, []byte("x"), Mode{})
		if !errors.Is(err, context.Canceled) || time.Since(start) > time.Second {
			t.Errorf("%s: %v after %s", k.Proto, err, time.Since(start))
		}
	}
}

// UDP first where it is preferred, and TCP when the reply is too big for it.
func TestUDPThenTCP(t *testing.T) {
	udp, err := net.ListenPacket("udp", "127.0.21.6:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	answer := atomic.Pointer[[]byte]{}
	answer.Store(&reply)
	go func() {
		buf := make([]byte, 2048)
		for {
			_, from, err := udp.ReadFrom(buf)
			if err != nil {
				return
			}
			udp.WriteTo(*answer.Load(), from)
		}
	}()
	addr := tcpServer(t, udp.LocalAddr().String(), answering(adtest.Frame(reply)))
	s := &Sender{Timeout: time.Second, UDPLimit: 100}
	defer s.Close()
	for _, step := range []struct {
		answer []byte
		size   int
		proto  string
	}{{reply, 10, "udp"}, {refusal, 10, "tcp"}, {reply, 101, "tcp"}} {
		answer.Store(&step.answer)
		a, err := s.Send(t.Context(), []KDC{{Addr: addr}}, make([]byte, step.size), Mode{})
		if err != nil || a.Proto != step.proto {
			t.Errorf("%d bytes: %s, %v; want %s", step.size, a.Proto, err, step.proto)
		}
	}
}

func TestParseKDC(t *testing.T) {
	for in, want := range map[string]KDC{
		"dc1": {"dc1:88", ""}, "dc1:750": {"dc1:750", ""}, "tcp/dc1": {"dc1:88", "tcp"}, "udp/dc1:89": {"dc1:89", "udp"},
		"::1": {"[::1]:88", ""}, "[::1]:89": {"[::1]:89", ""}, "[fe80::1]": {"[fe80::1]:88", ""},
	} {
		if got, err := ParseKDC(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "https://x/KdcProxy", "dc1:0", "dc1:99999", "dc1:x", ":88", "a b"} {
		if got, err := ParseKDC(in); err == nil {
			t.Errorf("%q was taken as %v", in, got)
		}
	}
}

// With nothing configured the error lists the names that were asked for.
func TestNoKDCNamesWhatWasAsked(t *testing.T) {
	dead := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no DNS here") }}
	l := &Locator{Resolver: dead, Timeout: time.Second}
	_, err := l.KDCs(t.Context(), "NOWHERE.TEST")
	var no *NoKDC
	if !errors.As(err, &no) || !strings.Contains(err.Error(), "_kerberos._tcp.NOWHERE.TEST") || !strings.Contains(err.Error(), "_kerberos._udp.NOWHERE.TEST") {
		t.Errorf("%v", err)
	}
	off := krb5conf.Default()
	off.DNSLookupKDC = false
	if _, err := (&Locator{Config: off}).KDCs(t.Context(), "X"); err == nil || !strings.Contains(err.Error(), "dns_lookup_kdc") {
		t.Errorf("%v", err)
	}
}

// A domain controller that somebody named is asked when nobody knows a KDC, of
// its own realm only.
func TestGuessesComeLast(t *testing.T) {
	none := krb5conf.Parse("[libdefaults]\n dns_lookup_kdc = false\n")
	l := &Locator{Config: none, Guessed: map[string][]string{"A.TEST": {"dc1.a.test"}}}
	if got, err := l.KDCs(t.Context(), "a.test"); err != nil || len(got) != 1 || got[0].Addr != "dc1.a.test:88" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := l.KDCs(t.Context(), "B.TEST"); err == nil {
		t.Errorf("another realm's: %v", got)
	}
	l.Config = krb5conf.Parse("[libdefaults]\n dns_lookup_kdc = false\n[realms]\n A.TEST = {\n  kdc = real.a.test\n }\n")
	if got, err := l.KDCs(t.Context(), "A.TEST"); err != nil || got[0].Addr != "real.a.test:88" {
		t.Errorf("%v, %v", got, err)
	}
}

// A name server that keeps silent costs a moment once, not in each exchange.
func TestSilentNameServerIsWaitedForOnce(t *testing.T) {
	hole, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer hole.Close()
	dns := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", hole.LocalAddr().String())
	}}
	l := &Locator{Config: krb5conf.Parse(""), Resolver: dns, Timeout: time.Minute, Guessed: map[string][]string{"A.TEST": {"dc1.a.test"}}}
	ask := func() time.Duration {
		start := time.Now()
		if got, err := l.KDCs(t.Context(), "A.TEST"); err != nil || got[0].Addr != "dc1.a.test:88" {
			t.Fatalf("%v, %v", got, err)
		}
		return time.Since(start)
	}
	if first := ask(); first > 10*time.Second {
		t.Errorf("the first took %v", first)
	}
	if second := ask(); second > time.Second {
		t.Errorf("the second took %v", second)
	}
}

func FuzzPlausible(f *testing.F) {
	f.Add(reply)
	f.Add(refusal)
	f.Fuzz(func(_ *testing.T, b []byte) { _ = plausible(b); tooBig(b) })
}
