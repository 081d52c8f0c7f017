package wire

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"time"

	"adwalk/ad/trace"
)

// Sender sends requests to KDCs. It is safe for concurrent use; Close ends
// the connections that it keeps for reuse.
type Sender struct {
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error) // nil: a net.Dialer
	Timeout  time.Duration                                                     // of one exchange with one KDC; 0: ten seconds
	Resolver *net.Resolver                                                     // for KDCs given by name; nil: the system's
	UDPLimit int                                                               // requests up to this size try UDP first; 0 or less: TCP first
	Trace    *trace.Log                                                        // records the DNS questions for KDCs given by name

	mu   sync.Mutex
	idle map[string][]*idleConn
	down map[string]time.Time // until when a KDC is asked last
}

// The waits that are not the caller's.
const (
	downFor  = 2 * time.Minute  // how long a failure is remembered
	udpAgain = time.Second      // between two copies of a datagram
	idleFor  = 10 * time.Second // how long a connection is kept
	onceFor  = 3                // how many timeouts the search for a KDC that takes a request once may take
	maxIdle  = 8                // connections kept for one KDC
)

// Answer is one reply and how it came about.
type Answer struct {
	Bytes    []byte
	KDC      string // host:port
	Proto    string // tcp or udp
	Sent     time.Time
	Received time.Time
}

// Failure is what one KDC did instead of answering.
type Failure struct {
	KDC string
	Err error
}

// NoAnswer says that none of the KDCs answered with a Kerberos message.
type NoAnswer struct{ Failures []Failure }

// Error names every KDC and what it did.
func (e *NoAnswer) Error() string {
	var parts []string
	for _, f := range e.Failures {
		parts = append(parts, f.KDC+": "+Reason(f.Err))
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns the causes.
func (e *NoAnswer) Unwrap() []error {
	var out []error
	for _, f := range e.Failures {
		out = append(out, f.Err)
	}
	return out
}

// Mode says how careful a request must be.
type Mode struct {
	// Once forbids that the request reaches more than one KDC or the same one
	// twice: it carries proof of a password, and a wrong one counts towards
	// lock-out each time it is seen.
	Once bool
}

func (s *Sender) timeout() time.Duration {
	if s.Timeout > 0 {
		return s.Timeout
	}
	return 10 * time.Second
}

// Send asks the KDCs in turn until one answers: those remembered as down come
// last, and a silent one gets company after a second. The whole of it takes
// no longer than the Timeout, and only a part of it while every KDC is
// remembered as down: many requests shall not each wait for the same silence.
// The error is a *NoAnswer, or the context's.
func (s *Sender) Send(ctx context.Context, kdcs []KDC, msg []byte, mode Mode) (Answer, error) {
	order := s.order(kdcs)
	if mode.Once {
		return s.sendOnce(ctx, order, msg)
	}
	if len(order) == 1 { // nobody to keep it company: no need for a goroutine of its own
		return s.sendAlone(ctx, order[0], msg)
	}
	r := &round{s: s, order: order, msg: msg, results: make(chan outcome, len(order)), failed: map[string]bool{}}
	return r.run(ctx)
}

// sendAlone asks the only KDC there is.
func (s *Sender) sendAlone(ctx context.Context, k KDC, msg []byte) (Answer, error) {
	bounded, cancel := context.WithTimeout(ctx, s.patience([]KDC{k}))
	defer cancel()
	a, err := s.ask(bounded, k, msg)
	if err == nil {
		s.mark(k.Addr, true)
		return a, nil
	}
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	s.mark(k.Addr, false)
	return Answer{}, &NoAnswer{Failures: []Failure{{k.Addr, err}}}
}

// sendOnce goes on to the next KDC only while nothing has been sent.
func (s *Sender) sendOnce(ctx context.Context, order []KDC, msg []byte) (Answer, error) {
	no := &NoAnswer{}
	outer := ctx
	ctx, cancel := context.WithTimeout(outer, onceFor*s.timeout()) // DNS may name a thousand
	defer cancel()
	for _, k := range order {
		a, sent, err := s.askOnce(ctx, k, msg)
		if err == nil {
			s.mark(k.Addr, true)
			return a, nil
		}
		if outer.Err() != nil {
			return Answer{}, outer.Err()
		}
		s.mark(k.Addr, false)
		no.Failures = append(no.Failures, Failure{k.Addr, err})
		if sent || ctx.Err() != nil {
			break
		}
	}
	return Answer{}, no
}

// ask gives one KDC its chance, over both transports where both will do.
func (s *Sender) ask(ctx context.Context, k KDC, msg []byte) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout())
	defer cancel()
	protos := []string{"tcp", "udp"}
	switch {
	case k.Proto != "":
		protos = []string{k.Proto}
	case len(msg) <= s.UDPLimit:
		protos = []string{"udp", "tcp"}
	}
	var errs []error
	for i, p := range protos {
		var a Answer
		var err error
		if p == "udp" {
			a, err = s.udp(ctx, k.Addr, msg, i+1 < len(protos))
			if err == nil && tooBig(a.Bytes) {
				if len(protos) == 1 || i > 0 {
					a, err = s.tcp(ctx, k.Addr, msg)
				} else {
					continue
				}
			}
		} else {
			a, err = s.tcp(ctx, k.Addr, msg)
		}
		if err == nil {
			return a, nil
		}
		errs = append(errs, err)
		var nonsense *Nonsense
		if ctx.Err() != nil || errors.As(err, &nonsense) {
			break
		}
	}
	return Answer{}, errs[0]
}

// askOnce sends over the first transport that can be reached, and says
// whether anything was sent.
func (s *Sender) askOnce(ctx context.Context, k KDC, msg []byte) (a Answer, sent bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout())
	defer cancel()
	if k.Proto != "udp" {
		conn, err := s.dial(ctx, "tcp", k.Addr)
		if err == nil {
			a, err = s.tcpOn(ctx, conn, k.Addr, msg)
			return a, true, err
		}
		if k.Proto == "tcp" || ctx.Err() != nil {
			return a, false, err
		}
	}
	a, err = s.udpOnce(ctx, k.Addr, msg)
	if err == nil && tooBig(a.Bytes) { // the proof was accepted; only the reply did not fit
		a, err = s.tcp(ctx, k.Addr, msg)
	}
	return a, true, err
}

// patience is how long one request may take: the Timeout, or a fifth of it and
// at least a second while none of the KDCs was seen alive lately.
func (s *Sender) patience(kdcs []KDC) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for _, k := range kdcs {
		if until, ok := s.down[k.Addr]; !ok || !now.Before(until) {
			return s.timeout()
		}
	}
	return min(s.timeout(), max(time.Second, s.timeout()/5))
}

// order puts the KDCs that failed lately behind the others.
func (s *Sender) order(kdcs []KDC) []KDC {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	var good, bad []KDC
	for _, k := range kdcs {
		if until, ok := s.down[k.Addr]; ok && now.Before(until) {
			bad = append(bad, k)
		} else {
			good = append(good, k)
		}
	}
	return append(good, bad...)
}

// mark remembers how a KDC did.
func (s *Sender) mark(addr string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok {
		delete(s.down, addr)
		return
	}
	if s.down == nil {
		s.down = map[string]time.Time{}
	}
	s.down[addr] = time.Now().Add(downFor)
}

func (s *Sender) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if s.Dial != nil {
		return s.Dial(ctx, network, addr)
	}
	d := net.Dialer{Resolver: s.Resolver}
	return d.DialContext(s.Trace.WithDNS(ctx, "resolver"), network, addr)
}
