package wire

import (
	"context"
	"errors"
	"net"
	"os"
	"time"
)

// udp sends a datagram and sends it again each second. Where TCP is still to
// be tried it gives up after three seconds.
func (s *Sender) udp(ctx context.Context, addr string, msg []byte, more bool) (Answer, error) {
	if more {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 3*udpAgain)
		defer cancel()
	}
	return s.datagrams(ctx, addr, msg, true)
}

// udpOnce sends a single datagram.
func (s *Sender) udpOnce(ctx context.Context, addr string, msg []byte) (Answer, error) {
	return s.datagrams(ctx, addr, msg, false)
}

func (s *Sender) datagrams(ctx context.Context, addr string, msg []byte, again bool) (Answer, error) {
	conn, err := s.dial(ctx, "udp", addr)
	if err != nil {
		return Answer{}, err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	a := Answer{KDC: addr, Proto: "udp", Sent: time.Now()}
	buf := make([]byte, 64<<10)
	for {
		if _, err := conn.Write(msg); err != nil {
			return a, withContext(ctx, err)
		}
		if again {
			conn.SetReadDeadline(time.Now().Add(udpAgain))
			if ctx.Err() != nil { // the deadline of the context may just have been overwritten
				return a, context.Cause(ctx)
			}
		}
		n, err := conn.Read(buf)
		a.Received = time.Now()
		if err == nil {
			a.Bytes = append([]byte(nil), buf[:n]...)
			return a, plausible(a.Bytes)
		}
		if ctx.Err() != nil || !again || !timedOut(err) {
			return a, withContext(ctx, err)
		}
	}
}

func timedOut(err error) bool {
	var ne net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || (errors.As(err, &ne) && ne.Timeout())
}

// withContext prefers the context's reason over the error that it caused.
func withContext(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
