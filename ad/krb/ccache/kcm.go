package ccache

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"time"

	"adwalk/ad"
)

// KCMSocket is where the daemon listens, unless krb5.conf's kcm_socket says
// otherwise.
const KCMSocket = "/var/run/.heim_org.h5l.kcm-socket"

// The operations that reading needs.
const (
	kcmGetPrincipal   = 8
	kcmGetCredUUIDs   = 9
	kcmGetCredByUUID  = 10
	kcmGetCacheUUIDs  = 18
	kcmGetCacheByUUID = 19
	kcmGetDefault     = 20
	kcmGetKDCOffset   = 22
	kcmGetCredList    = 13001
)

// kcmTimeout bounds a conversation with the daemon.
const kcmTimeout = 5 * time.Second

// kcm talks to one daemon; a daemon that closes the connection on a question
// it does not know is dialled again.
type kcm struct {
	ctx  context.Context
	path string
	conn net.Conn
}

// kcmStatus is an error code of the daemon.
type kcmStatus int32

func (s kcmStatus) Error() string { return fmt.Sprintf("the daemon answered %d", int32(s)) }

func (k *kcm) close() {
	if k.conn != nil {
		k.conn.Close()
		k.conn = nil
	}
}

// call sends an operation with its payload and returns the payload of the
// answer. Frames: a length, then 2 0, the operation in 16 bits and the
// payload; back come a length, a transport code outside it, a status, and the
// payload.
func (k *kcm) call(op uint16, payload []byte) ([]byte, error) {
	if k.conn == nil {
		var d net.Dialer
		c, err := d.DialContext(k.ctx, "unix", k.path)
		if err != nil {
			return nil, err
		}
		k.conn = c
		if t, ok := k.ctx.Deadline(); ok {
			c.SetDeadline(t)
		}
		context.AfterFunc(k.ctx, func() { c.SetDeadline(time.Unix(1, 0)) })
	}
	frame := binary.BigEndian.AppendUint32(nil, uint32(len(payload)+4))
	frame = append(frame, 2, 0, byte(op>>8), byte(op))
	if _, err := k.conn.Write(append(frame, payload...)); err != nil {
		k.close()
		return nil, err
	}
	var head [8]byte
	if _, err := io.ReadFull(k.conn, head[:]); err != nil {
		k.close()
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if code := int32(binary.BigEndian.Uint32(head[4:])); code != 0 {
		k.close()
		return nil, kcmStatus(code)
	}
	if n < 4 || n > MaxSize {
		k.close()
		return nil, fmt.Errorf("the daemon announces an answer of %d bytes", n)
	}
	b, err := io.ReadAll(io.LimitReader(k.conn, int64(n)))
	if err == nil && len(b) < int(n) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		k.close()
		return nil, err
	}
	if status := int32(binary.BigEndian.Uint32(b)); status != 0 {
		return nil, kcmStatus(status)
	}
	return b[4:], nil
}

func dialKCM(ctx context.Context, socket string) (*kcm, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(ctx, kcmTimeout)
	if socket == "" {
		socket = KCMSocket
	}
	k := &kcm{ctx: ctx, path: socket}
	return k, func() { k.close(); cancel() }
}

func openKCM(ctx context.Context, socket, residual string) (*Cache, error) {
	k, done := dialKCM(ctx, socket)
	defer done()
	if residual == "" {
		b, err := k.call(kcmGetDefault, nil)
		if err != nil {
			return nil, kcmProblem("KCM:", err)
		}
		residual = cString(b)
	}
	c, err := k.cache(residual)
	if err != nil {
		return c, kcmProblem("KCM:"+residual, err)
	}
	return c, nil
}

func kcmProblem(name string, err error) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemUnreachable, What: "reading the cache " + name, Why: "the credential daemon: " + err.Error(),
		Do: "check that the daemon runs (sssd-kcm or kcm), or use kinit -c FILE:/tmp/krb5cc_adwalk", Err: err}
	var status kcmStatus
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		p.Why = "the credential daemon gave no answer in time"
	case errors.Is(err, fs.ErrNotExist):
		p.Why = "no credential daemon is running: its socket is not there"
	case errors.As(err, &status):
		p.Kind, p.Why, p.Do = ad.ProblemNotFound, "the credential daemon has no such cache, or nothing in it", "run kinit, or log in with --user"
	}
	return p
}
