package directory

import (
	"context"
	"fmt"
	"net"
	"time"

	"adwalk/ad/directory/wire"
)

// roundTrip sends one request on a connection that nobody else reads yet and
// waits for its answer, byte by byte so that nothing of what follows the
// answer (a TLS record, a wrapped token) is swallowed.
func roundTrip(ctx context.Context, conn net.Conn, timeout time.Duration, id int32, op []byte) (wire.Result, error) {
	if err := ctx.Err(); err != nil {
		return wire.Result{}, err
	}
	_ = conn.SetDeadline(time.Now().Add(timeout))
	if ctx.Err() != nil { // it ended between the check and the new deadline
		return wire.Result{}, ctx.Err()
	}
	defer conn.SetDeadline(time.Time{}) //nolint:errcheck // a broken connection shows on the next use
	if _, err := conn.Write(wire.AppendMessage(nil, id, op, nil)); err != nil {
		return wire.Result{}, err
	}
	m, err := wire.ReadExact(conn)
	if err != nil {
		return wire.Result{}, err
	}
	if m.ID != id {
		return wire.Result{}, fmt.Errorf("%w: an answer to another request", wire.ErrBER)
	}
	return wire.ParseResult(m)
}
