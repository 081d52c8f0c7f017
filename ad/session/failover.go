package session

import (
	"context"
	"errors"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
)

// Move says that a domain controller went away while it was in use, and which one
// is asked from then on.
type Move struct {
	From, To string
	Why      *ad.Problem
}

// String is the move as a sentence.
func (m Move) String() string {
	why := m.Why.Why
	if why == "" || strings.Contains(why, m.From) {
		return m.From + " stopped answering; continuing with " + m.To
	}
	return m.From + " stopped answering (" + why + "); continuing with " + m.To
}

// maxMoves is how many further domain controllers one question may go to;
// goneFor, how long one that stopped answering is not asked again.
const (
	maxMoves = 4
	goneFor  = 2 * time.Minute
)

// through asks on the connection in use. When its domain controller has gone, the
// question goes to the next one, and so do all that follow: to another of those
// that were named, or of those in DNS where none was named. The error
// of the last stands. ask must take no answer twice.
func (e *Epoch) through(ctx context.Context, ask func(*directory.Conn) error) error {
	leave, err := e.Enter()
	if err != nil {
		return err
	}
	defer leave()
	conn, err := e.Conn(ctx)
	if err != nil {
		return err
	}
	for tries := 0; ; tries++ {
		err := ask(conn)
		why := vanished(ctx, err)
		if why == nil || tries == maxMoves {
			return err
		}
		next, ok := e.moveOn(ctx, conn, why)
		if !ok {
			return err
		}
		conn = next
	}
}

// vanished is why a domain controller did not answer; nil when it did, or when
// nobody waits any more.
func vanished(ctx context.Context, err error) *ad.Problem {
	var p *ad.Problem
	if ctx.Err() != nil || !errors.As(err, &p) || p.Kind != ad.ProblemUnreachable {
		return nil
	}
	return p
}

// moveOn takes the next domain controller that answers in place of one that has
// gone. Several users of the same connection move once. ok is false where there is
// no other.
func (e *Epoch) moveOn(ctx context.Context, from *directory.Conn, why *ad.Problem) (next *directory.Conn, ok bool) {
	if e.moving.take(ctx) != nil {
		return nil, false
	}
	defer e.moving.give()
	if now, have := e.directory.have(); have && now != from {
		return now, true
	}
	servers, avoid := e.elsewhere(from)
	if len(servers) == 0 {
		return nil, false
	}
	next, err := e.dialFirst(ctx, servers, avoid)
	if err != nil {
		if ctx.Err() == nil {
			e.silent(servers)
		}
		return nil, false
	}
	if !e.adopt(from, next) {
		return nil, false
	}
	if heard := e.session.cfg.Moved; heard != nil {
		heard(Move{From: nameOf(from), To: nameOf(next), Why: why})
	}
	return next, true
}

// elsewhere marks a server as gone and returns those that did not stop answering
// lately. avoid are addresses that DNS may name again.
func (e *Epoch) elsewhere(from *directory.Conn) (servers, avoid []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended != nil || e.shut {
		return nil, nil
	}
	e.gone[from.Server()] = time.Now()
	maps.DeleteFunc(e.gone, func(_ string, at time.Time) bool { return time.Since(at) > goneFor })
	for _, s := range e.session.servers() {
		_, gone := e.gone[e.dialled[s]]
		_, silent := e.gone["as "+s]
		if !gone && !silent {
			servers = append(servers, s)
		}
	}
	return servers, slices.Collect(maps.Keys(e.gone))
}

// silent notes that none of the servers answered: the next question does not wait
// for them again.
func (e *Epoch) silent(servers []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range servers {
		e.gone["as "+s] = time.Now()
	}
}

// adopt puts a connection in the place of another, which is closed with the Epoch:
// others may still wait for its answers.
func (e *Epoch) adopt(from, next *directory.Conn) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended != nil || e.shut {
		closeConn(next)
		return false
	}
	e.retired = append(e.retired, from)
	e.directory.put(next)
	return true
}

// nameOf is a domain controller's own name where it is known.
func nameOf(conn *directory.Conn) string {
	if info, ok := conn.Known(); ok {
		return info.Server
	}
	return conn.Server()
}

// answered remembers which objects of a search were handed on, so that another
// domain controller's answer to the same search adds only the rest.
type answered struct {
	seed  maphash.Seed
	limit int  // of the search, 0 for none
	over  bool // more than that came
	count int
	dns   [][]uint64      // in pieces: a list that grows is copied into a larger one
	had   map[uint64]bool // after a move
}

// dnsEach is how many objects a piece of the list has.
const dnsEach = 4096

// once hands an object on unless it was handed on before.
func (a *answered) once(e ad.Entry, yield func(ad.Entry) error) error {
	sum := maphash.String(a.seed, strings.ToLower(e.DN))
	if a.had[sum] {
		return nil
	}
	if a.limit > 0 && a.count == a.limit {
		a.over = true
		return nil
	}
	if a.count%dnsEach == 0 {
		a.dns = append(a.dns, make([]uint64, 0, dnsEach))
	}
	last := &a.dns[len(a.dns)-1]
	*last = append(*last, sum)
	a.count++
	return yield(e)
}

// again prepares for the same search elsewhere.
func (a *answered) again() {
	a.had = make(map[uint64]bool, a.count)
	for _, part := range a.dns {
		for _, sum := range part {
			a.had[sum] = true
		}
	}
}
