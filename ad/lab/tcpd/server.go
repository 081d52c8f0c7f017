package tcpd

import (
	"context"
	"errors"
	"net"
	"sync"
)

// Server serves connections. The zero value is ready.
type Server struct{ wg sync.WaitGroup }

// Serve hands every connection to talk until the context ends. A connection is closed
// when talk returns, and under it when the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener, talk func(net.Conn)) {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	s.wg.Go(func() {
		defer stop()
		for {
			c, err := l.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			s.wg.Go(func() {
				defer c.Close()
				defer context.AfterFunc(ctx, func() { _ = c.Close() })()
				talk(c)
			})
		}
	})
}

// Go runs something else that Wait waits for.
func (s *Server) Go(f func()) { s.wg.Go(f) }

// Wait returns when nothing is served any more.
func (s *Server) Wait() { s.wg.Wait() }
