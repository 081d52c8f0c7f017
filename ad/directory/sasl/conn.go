package sasl

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
)

// TokenError says that a protected message was not what the server sent: it
// was altered, repeated, left out, or made with another key. The connection is
// over.
type TokenError struct{ Err error }

// Error says so.
func (e *TokenError) Error() string {
	return "the protected connection cannot be trusted any more: " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *TokenError) Unwrap() error { return e.Err }

// Conn is a connection whose bytes travel in tokens, each behind its length in
// four bytes (RFC 4422 3.7). Writes are split to the size that the server
// takes. Once a token is wrong, every read fails.
type Conn struct {
	net.Conn
	context Context
	seal    bool
	chunk   int // bytes of a message in one token

	write sync.Mutex

	read    sync.Mutex
	waiting []byte
	broken  error
}

// Protect puts a negotiated layer under a connection. maxSend is the largest
// token that the server takes.
func Protect(raw net.Conn, c Context, layer Layer, maxSend int) (net.Conn, error) {
	if layer == LayerNone {
		return raw, nil
	}
	seal := layer == LayerSeal
	chunk := min(maxSend, 1<<20) - c.Overhead(seal)
	if chunk < 64 {
		return nil, fmt.Errorf("%w: tokens of %d bytes are too small", errProtocol, maxSend)
	}
	return &Conn{Conn: raw, context: c, seal: seal, chunk: chunk}, nil
}

// Write wraps and sends everything, or fails.
func (c *Conn) Write(b []byte) (int, error) {
	c.write.Lock()
	defer c.write.Unlock()
	sent := 0
	for len(b) > 0 {
		n := min(len(b), c.chunk)
		token, err := c.context.Wrap(b[:n], c.seal)
		if err != nil {
			return sent, err
		}
		frame := make([]byte, 4, 4+len(token))
		binary.BigEndian.PutUint32(frame, uint32(len(token)))
		if _, err := c.Conn.Write(append(frame, token...)); err != nil {
			return sent, err
		}
		sent, b = sent+n, b[n:]
	}
	return sent, nil
}

// Read returns bytes that were checked.
func (c *Conn) Read(p []byte) (int, error) {
	c.read.Lock()
	defer c.read.Unlock()
	for len(c.waiting) == 0 {
		if c.broken != nil {
			return 0, c.broken
		}
		if c.waiting, c.broken = c.next(); c.broken != nil {
			c.waiting = nil
		}
	}
	n := copy(p, c.waiting)
	c.waiting = c.waiting[n:]
	return n, nil
}

// next reads one token and opens it.
func (c *Conn) next() ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(c.Conn, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n == 0 || n > maxReceive {
		return nil, &TokenError{fmt.Errorf("a token of %d bytes is announced", n)}
	}
	token, err := readToken(c.Conn, int64(n))
	if err != nil {
		return nil, err
	}
	message, sealed, err := c.context.Unwrap(token)
	if err != nil {
		return nil, &TokenError{err}
	}
	if c.seal && !sealed {
		return nil, &TokenError{fmt.Errorf("a message came unsealed")}
	}
	return message, nil
}

// readToken reads n bytes; memory grows with what arrives.
func readToken(r io.Reader, n int64) ([]byte, error) {
	if n <= 256<<10 {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return b, cut(err)
	}
	var b bytes.Buffer
	_, err := io.CopyN(&b, r, n)
	return b.Bytes(), cut(err)
}

// cut names a connection that ended inside a token.
func cut(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
