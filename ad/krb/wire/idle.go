package wire

import (
	"net"
	"time"
)

// idleConn is a connection between two requests.
type idleConn struct {
	conn  net.Conn
	timer *time.Timer
}

// take returns a kept connection to a KDC, the youngest first, or nil.
func (s *Sender) take(addr string) net.Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.idle[addr]
	if len(list) == 0 {
		return nil
	}
	c := list[len(list)-1]
	s.idle[addr] = list[:len(list)-1]
	c.timer.Stop()
	return c.conn
}

// keep puts a connection aside for the next request, for a few seconds.
func (s *Sender) keep(addr string, conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.idle[addr]) >= maxIdle {
		conn.Close()
		return
	}
	if s.idle == nil {
		s.idle = map[string][]*idleConn{}
	}
	c := &idleConn{conn: conn}
	c.timer = time.AfterFunc(idleFor, func() { s.drop(addr, c) })
	s.idle[addr] = append(s.idle[addr], c)
}

// drop closes a connection that nobody wanted.
func (s *Sender) drop(addr string, c *idleConn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, have := range s.idle[addr] {
		if have == c {
			s.idle[addr] = append(s.idle[addr][:i], s.idle[addr][i+1:]...)
			c.conn.Close()
			return
		}
	}
}

// Close ends all kept connections. The Sender stays usable.
func (s *Sender) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, list := range s.idle {
		for _, c := range list {
			c.timer.Stop()
			c.conn.Close()
		}
	}
	s.idle = nil
}
