package wire

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// overhead is what a message takes beside its body, in bytes: a server may send millions
// that are next to nothing.
const overhead = 160

// enoughQueued is how many bytes may wait for a slow consumer before the reading
// pauses; maxQueued is where the connection is given up. Between them the reading
// goes on only while nobody takes anything: whoever should take it may be waiting
// for another answer on the same connection.
const (
	enoughQueued = 4 << 20
	maxQueued    = 32 << 20
	pause        = 200 * time.Millisecond
)

// writeTimeout bounds the sending of one request, partingTimeout that of what
// nobody waits for: an abandon, an unbind.
const (
	writeTimeout   = 30 * time.Second
	partingTimeout = time.Second
)

// ErrIdle is returned when the server sends nothing for too long.
var ErrIdle error = idleError{}

type idleError struct{}

func (idleError) Error() string { return "no answer in time" }

// Timeout says what kind of error it is, as those of package net do.
func (idleError) Timeout() bool { return true }

// Client multiplexes requests on one connection. It is safe for concurrent
// use: a slow reader of one answer does not hold up the others.
type Client struct {
	conn net.Conn

	write sync.Mutex // held while a request is on its way out

	mu     sync.Mutex
	calls  map[int32]*Call
	last   int32
	queued int
	taken  chan struct{} // signalled when something was taken out of a queue
	err    error
	done   chan struct{}
}

// NewClient starts reading from a connection that is ready for LDAP messages.
// The caller gives the connection away; Close closes it.
func NewClient(conn net.Conn) *Client {
	c := &Client{conn: conn, calls: map[int32]*Call{}, taken: make(chan struct{}, 1), done: make(chan struct{})}
	go c.read()
	return c
}

// Done is closed when the connection has ended; Err then says why.
func (c *Client) Done() <-chan struct{} { return c.done }

// Err returns why the connection ended, nil while it lives.
func (c *Client) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Close says goodbye (an unbind request) and closes the connection. Waiting
// calls end with net.ErrClosed.
func (c *Client) Close() error {
	_ = c.conn.SetWriteDeadline(time.Now().Add(partingTimeout)) // also for a write that is stuck
	c.mu.Lock()
	c.last++
	id := c.last
	c.mu.Unlock()
	_ = c.send(context.Background(), AppendMessage(nil, id, []byte{OpUnbindRequest, 0}, nil), partingTimeout)
	c.fail(net.ErrClosed)
	return nil
}

// fail ends the connection once; the first reason stays.
func (c *Client) fail(err error) {
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err = err
	calls := c.calls
	c.calls = map[int32]*Call{}
	close(c.done)
	c.mu.Unlock()
	_ = c.conn.Close()
	for _, call := range calls {
		call.end(err)
	}
}

func (c *Client) read() {
	r := bufio.NewReaderSize(c.conn, 64<<10)
	patient := true // whoever takes messages is not waiting for another answer
	for {
		m, err := ReadMessage(r)
		if err != nil {
			c.fail(fmt.Errorf("connection lost: %w", err))
			return
		}
		if m.ID == 0 {
			c.fail(notice(m))
			return
		}
		c.mu.Lock()
		call := c.calls[m.ID]
		if call != nil {
			c.queued += len(m.Body) + overhead
			if m.Op != OpSearchEntry && m.Op != OpSearchReference {
				delete(c.calls, m.ID)
			}
		}
		queued := c.queued
		c.mu.Unlock()
		if queued > maxQueued {
			c.fail(fmt.Errorf("more than %d MB wait to be read", maxQueued>>20))
			return
		}
		if call != nil { // otherwise an answer to a request that was abandoned
			call.put(m)
		}
		switch {
		case queued <= enoughQueued:
			patient = true
		case patient:
			patient = c.drain()
		}
	}
}

// drain waits until the queues are short enough. It returns false when nobody
// takes anything.
func (c *Client) drain() bool {
	idle := time.NewTimer(pause)
	defer idle.Stop()
	for {
		select {
		case <-c.taken:
			c.mu.Lock()
			short := c.queued <= enoughQueued
			c.mu.Unlock()
			if short {
				return true
			}
			idle.Reset(pause)
		case <-idle.C:
			return false
		case <-c.done:
			return true
		}
	}
}

// release gives back what some messages in a queue held, with the bytes of their bodies.
func (c *Client) release(messages, n int) {
	c.mu.Lock()
	c.queued -= n + messages*overhead
	c.mu.Unlock()
	select {
	case c.taken <- struct{}{}:
	default:
	}
}

// ErrNotice is the error of every request that was under way when the server sent
// a notice of disconnection: it is no answer to any of them.
var ErrNotice = errors.New("the server ended the connection")

// notice turns an unsolicited notification (RFC 4511 4.4) into an error.
func notice(m Message) error {
	if res, err := ParseResult(m); err == nil {
		return fmt.Errorf("%w: %w", ErrNotice, &ResultError{Result: res})
	}
	return ErrNotice
}

// Start sends a request: op is the encoded protocol operation, controls the
// concatenated Control elements or nil.
func (c *Client) Start(ctx context.Context, op, controls []byte) (*Call, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	call := &Call{client: c, wake: make(chan struct{}, 1)}
	c.mu.Lock()
	if c.err != nil {
		defer c.mu.Unlock()
		return nil, c.err
	}
	if c.last >= 1<<31-2 {
		c.last = 0
	}
	c.last++
	call.id = c.last
	c.calls[call.id] = call
	c.mu.Unlock()
	if err := c.send(ctx, AppendMessage(make([]byte, 0, len(op)+len(controls)+32), call.id, op, controls), writeTimeout); err != nil {
		c.fail(fmt.Errorf("connection lost: %w", err)) // half a request may be on its way
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, c.Err()
	}
	return call, nil
}

// send writes a whole message or fails; a context that ends cuts it short.
func (c *Client) send(ctx context.Context, b []byte, limit time.Duration) error {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.conn.SetWriteDeadline(time.Now().Add(limit))
	cut := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = c.conn.SetWriteDeadline(time.Unix(1, 0))
		close(cut)
	})
	_, err := c.conn.Write(b)
	if !stop() {
		<-cut // or it would cut the next request short
	}
	return err
}

// forget drops a request and tells the server to stop working on it.
func (c *Client) forget(id int32, tell bool) {
	c.mu.Lock()
	_, open := c.calls[id]
	delete(c.calls, id)
	c.last++
	abandon := c.last
	alive := c.err == nil
	c.mu.Unlock()
	if open && alive && tell {
		if err := c.send(context.Background(), AppendMessage(nil, abandon, AppendInt(nil, OpAbandonRequest, int64(id)), nil), partingTimeout); err != nil {
			c.fail(fmt.Errorf("connection lost: %w", err))
		}
	}
}

// Do sends a request and waits for its single answer.
func (c *Client) Do(ctx context.Context, op, controls []byte, idle time.Duration) (Message, error) {
	call, err := c.Start(ctx, op, controls)
	if err != nil {
		return Message{}, err
	}
	defer call.Close()
	return call.Next(ctx, idle)
}
