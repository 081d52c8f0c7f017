package session

import (
	"context"
	"maps"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/krb"
)

// Epoch is one login: its tickets, its connections, its look at every domain
// controller. It ends when another login takes its place.
type Epoch struct {
	Number int // 1 for the first login of a session

	session  *Session
	identity Identity
	realm    string // that a bare name is taken into

	life   context.Context // ends when the connections close
	cut    context.CancelCauseFunc
	tasks  sync.WaitGroup
	secret shared[[]byte]
	trying turn // a password is tried by one at a time
	moving turn // to another domain controller, see through

	directory shared[*directory.Conn]
	tickets   shared[*krb.Client]
	named     shared[named]

	mu       sync.Mutex
	others   map[string]*shared[*directory.Conn] // by host name in lower case
	refused  *ad.Problem                         // why the password must not be tried again
	signed   bool                                // the password is gone, the ticket speaks
	users    int
	ended    *ad.Problem // nil while it is current
	over     chan struct{}
	shut     bool
	deadline *time.Timer
	dialled  map[string]string    // address of each server that was named, by how it was
	gone     map[string]time.Time // addresses that stopped answering, and when
	retired  []*directory.Conn    // to them
	lists    map[*directory.Conn]*list
}

func (s *Session) epoch(id Identity, realm string) *Epoch {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	e := &Epoch{Number: s.count, session: s, identity: id, realm: realm, others: map[string]*shared[*directory.Conn]{}, dialled: map[string]string{}, gone: map[string]time.Time{}, lists: map[*directory.Conn]*list{}, over: make(chan struct{})}
	e.life, e.cut = context.WithCancelCause(context.Background())
	if id.Password != nil {
		e.secret.put(id.Password)
	}
	return e
}

func (e *Epoch) crew() crew { return crew{e.life, e.run} }

// run starts a goroutine of this Epoch. It says no when the Epoch is closed.
func (e *Epoch) run(f func()) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.shut {
		return false
	}
	e.tasks.Go(f)
	return true
}

// Done is closed when another login has taken this one's place.
func (e *Epoch) Done() <-chan struct{} { return e.over }

// Ended says why the Epoch ended; nil while it is current.
func (e *Epoch) Ended() *ad.Problem {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ended
}

// Enter begins work on the connections of the Epoch: until leave is called they are
// not closed under it, for the longest time that one exchange may take. It is
// refused with the reason after the Epoch has ended. leave may be called again.
func (e *Epoch) Enter() (leave func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended != nil {
		return nil, e.ended
	}
	e.users++
	return sync.OnceFunc(e.leave), nil
}

func (e *Epoch) leave() {
	e.mu.Lock()
	e.users--
	last := e.users == 0 && e.ended != nil
	e.mu.Unlock()
	if last {
		e.close()
	}
}

// end refuses new exchanges and closes the connections when the last exchange
// under way is over, or after the longest time that one may take.
func (e *Epoch) end(why *ad.Problem) {
	if why == nil {
		why = &ad.Problem{Kind: ad.ProblemCancelled, What: "logging in", Why: "the login failed"}
	}
	e.mu.Lock()
	if e.ended != nil {
		e.mu.Unlock()
		return
	}
	e.ended = why
	close(e.over)
	idle := e.users == 0
	if !idle {
		e.deadline = time.AfterFunc(max(e.session.cfg.Timeout, time.Second), e.close)
	}
	e.mu.Unlock()
	if idle {
		e.close()
	}
}

// close ends the connections and wipes the password.
func (e *Epoch) close() {
	e.mu.Lock()
	if e.shut {
		e.mu.Unlock()
		return
	}
	e.shut = true
	if e.deadline != nil {
		e.deadline.Stop()
	}
	others, retired := maps.Clone(e.others), e.retired
	e.mu.Unlock()
	e.cut(e.Ended())
	conns := []*shared[*directory.Conn]{&e.directory}
	for _, c := range others {
		conns = append(conns, c)
	}
	for _, c := range conns {
		if conn, ok := c.have(); ok {
			closeConn(conn)
		}
	}
	for _, c := range retired {
		closeConn(c)
	}
	if n, ok := e.named.have(); ok {
		n.close()
	}
	if client, ok := e.tickets.have(); ok {
		client.Close()
	}
	if secret, ok := e.secret.have(); ok {
		clear(secret)
	}
}

func closeConn(c *directory.Conn) { _ = c.Close() }

// retry forgets what failed, so that it is tried again; a refused password is
// not.
func (e *Epoch) retry() {
	e.mu.Lock()
	refused := e.refused != nil
	e.mu.Unlock()
	if refused {
		return
	}
	if e.directory.failed() {
		e.directory.forget()
	}
	if e.tickets.failed() {
		e.tickets.forget()
	}
}
