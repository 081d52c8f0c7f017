package wire

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"
)

// maxReply bounds a reply, in bytes. The largest tickets that Windows makes
// are 64 kB.
const maxReply = 1 << 20

// Nonsense is an answer that is no Kerberos message.
type Nonsense struct{ Why string }

// Error says what is wrong with it.
func (e *Nonsense) Error() string { return e.Why }

// tcp sends over a kept connection where there is one. The KDC may have
// closed it meanwhile: then a fresh one is used, since nothing was answered.
func (s *Sender) tcp(ctx context.Context, addr string, msg []byte) (Answer, error) {
	if conn := s.take(addr); conn != nil {
		a, err := s.tcpOn(ctx, conn, addr, msg)
		if err == nil || ctx.Err() != nil {
			return a, err
		}
	}
	conn, err := s.dial(ctx, "tcp", addr)
	if err != nil {
		return Answer{}, err
	}
	return s.tcpOn(ctx, conn, addr, msg)
}

// tcpOn does one exchange on a connection and keeps or closes it.
func (s *Sender) tcpOn(ctx context.Context, conn net.Conn, addr string, msg []byte) (Answer, error) {
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	a := Answer{KDC: addr, Proto: "tcp", Sent: time.Now()}
	b, err := roundTrip(conn, msg)
	a.Received = time.Now()
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		conn.Close()
		if ctx.Err() != nil {
			return a, context.Cause(ctx)
		}
		return a, err
	}
	a.Bytes = b
	s.keep(addr, conn)
	return a, nil
}

func roundTrip(conn net.Conn, msg []byte) ([]byte, error) {
	frame := make([]byte, 4+len(msg))
	binary.BigEndian.PutUint32(frame, uint32(len(msg)))
	copy(frame[4:], msg)
	if _, err := conn.Write(frame); err != nil {
		return nil, err
	}
	var head [4]byte
	if n, err := io.ReadFull(conn, head[:]); err != nil {
		if n == 0 && err == io.EOF {
			return nil, fmt.Errorf("it closed the connection without an answer: %w", err)
		}
		if err == io.ErrUnexpectedEOF {
			return nil, &Nonsense{"it closed the connection in the middle of its answer"}
		}
		return nil, err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size == 0 || size > maxReply {
		return nil, &Nonsense{fmt.Sprintf("it announces an answer of %d bytes, which no KDC sends", size)}
	}
	b, err := readReply(conn, int(size))
	if err != nil {
		return nil, err
	}
	if err := plausible(b); err != nil {
		return nil, err
	}
	return b, nil
}

// readReply reads what was announced. The buffer grows with what arrives: a
// length alone makes nobody allocate a megabyte.
func readReply(conn net.Conn, size int) ([]byte, error) {
	const step = 64 << 10
	b := make([]byte, 0, min(size, step))
	for len(b) < size {
		have := len(b)
		b = append(b, make([]byte, min(size-have, step))...)
		n, err := io.ReadFull(conn, b[have:])
		switch {
		case err == io.EOF, err == io.ErrUnexpectedEOF:
			return nil, &Nonsense{fmt.Sprintf("it closed the connection after %d of %d bytes", have+n, size)}
		case err != nil:
			return nil, fmt.Errorf("after %d of %d bytes: %w", have+n, size, err)
		}
	}
	return b, nil
}
