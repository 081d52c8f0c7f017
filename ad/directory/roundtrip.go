package directory

import (
	"context"
	"fmt"
	"net"
	"time"

	"adwalk/ad/directory/wire"
)

// maxBefore bounds the messages that answer one request before the login.
const maxBefore = 16

// exchange sends one request on a connection that nobody else reads yet and
// hands its answers to each until that is done. It reads not one byte more, so
// that nothing of what follows (a TLS record, a wrapped token) is swallowed.
func exchange(ctx context.Context, conn net.Conn, timeout time.Duration, id int32, op []byte, each func(wire.Message) (done bool, err error)) error {
	_ = conn.SetDeadline(time.Now().Add(timeout))
	if err := ctx.Err(); err != nil { // looked at after the deadline was moved: a context that ends sets it into the past
		return err
	}
	if _, err := conn.Write(wire.AppendMessage(nil, id, op, nil)); err != nil {
		return err
	}
	for range maxBefore {
		m, err := wire.ReadExact(conn)
		if err != nil {
			return err
		}
		if m.ID != id {
			return fmt.Errorf("%w: an answer to another request", wire.ErrBER)
		}
		done, err := each(m)
		if err != nil || done {
			if ctx.Err() == nil {
				_ = conn.SetDeadline(time.Time{})
			}
			return err
		}
	}
	return fmt.Errorf("%w: too many answers", wire.ErrBER)
}

// roundTrip is exchange for a request with one answer.
func roundTrip(ctx context.Context, conn net.Conn, timeout time.Duration, id int32, op []byte) (res wire.Result, err error) {
	err = exchange(ctx, conn, timeout, id, op, func(m wire.Message) (bool, error) {
		var err error
		res, err = wire.ParseResult(m)
		return true, err
	})
	return res, err
}
