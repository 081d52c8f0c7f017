package kdc

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"adwalk/ad/lab/store"
	"adwalk/ad/lab/tcpd"
)

// Config is what a KDC needs to know.
type Config struct {
	Tree    *store.Tree
	Realm   string
	Default func() int                                    // encryption types of an account that names none
	Trust   func(realm string) (password string, ok bool) // what is shared with another realm
	Foreign func(host string) (realm string, ok bool)     // which trusted realm a host belongs to
	Admits  func(account, realm string) bool              // whether another realm's users get a ticket for an account; nil admits all
	Log     func(Event)                                   // called for every answer, from many goroutines; may be nil
}

// Event is one answer.
type Event struct {
	Kind   string // AS or TGS
	Client string
	Server string // the name asked for
	Code   int    // 0 for a ticket
}

// Server answers on the sockets it is given.
type Server struct {
	cfg     Config
	serving tcpd.Server
	mu      sync.Mutex
	seen    map[string]time.Time // authenticators, against replay
}

// New makes a server.
func New(cfg Config) *Server { return &Server{cfg: cfg, seen: map[string]time.Time{}} }

// Bounds on the transport.
const (
	maxRequest  = 64 << 10
	maxDatagram = 1465 // MaxDatagramReplySize
	patience    = 10 * time.Second
)

// ServeUDP answers datagrams until the context ends; a nil socket serves nothing.
func (s *Server) ServeUDP(ctx context.Context, pc net.PacketConn) {
	if pc == nil {
		return
	}
	stop := context.AfterFunc(ctx, func() { pc.Close() })
	s.serving.Go(func() {
		defer stop()
		buf := make([]byte, maxRequest)
		for {
			n, from, err := pc.ReadFrom(buf)
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			req := append([]byte(nil), buf[:n]...)
			s.serving.Go(func() {
				reply := s.Answer(req)
				if len(reply) > maxDatagram {
					reply = s.tooBig()
				}
				if reply != nil {
					_, _ = pc.WriteTo(reply, from)
				}
			})
		}
	})
}

// ServeTCP answers connections until the context ends (RFC 4120 7.2.2).
func (s *Server) ServeTCP(ctx context.Context, l net.Listener) { s.serving.Serve(ctx, l, s.talk) }

func (s *Server) talk(c net.Conn) {
	for {
		if c.SetDeadline(time.Now().Add(patience)) != nil {
			return
		}
		var head [4]byte
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return
		}
		n := binary.BigEndian.Uint32(head[:])
		if n == 0 || n > maxRequest {
			return
		}
		req := make([]byte, n)
		if _, err := io.ReadFull(c, req); err != nil {
			return
		}
		reply := s.Answer(req)
		if reply == nil {
			return
		}
		if _, err := c.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(reply))), reply...)); err != nil {
			return
		}
	}
}

// Wait returns when nothing is being answered any more.
func (s *Server) Wait() { s.serving.Wait() }

func (s *Server) now() time.Time { return s.cfg.Tree.Now().UTC() }

func (s *Server) log(e Event) {
	if s.cfg.Log != nil {
		s.cfg.Log(e)
	}
}
