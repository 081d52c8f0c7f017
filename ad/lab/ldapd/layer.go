package ldapd

import (
	"encoding/binary"
	"io"
	"net"
)

// maxToken bounds a wrap token from the wire; it is the size that is offered.
const maxToken = 65536

// layer is a connection whose bytes travel in wrap tokens, each behind its
// length (RFC 4752 3.3, RFC 4422 3.7).
type layer struct {
	net.Conn
	w       *wrapper
	seal    bool
	largest int // message bytes that fit the client's buffer
	rest    []byte
}

func (l *layer) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		var head [4]byte
		if _, err := io.ReadFull(l.Conn, head[:]); err != nil {
			return 0, err
		}
		n := binary.BigEndian.Uint32(head[:])
		if n == 0 || n > maxToken {
			return 0, errWrap
		}
		token := make([]byte, n)
		if _, err := io.ReadFull(l.Conn, token); err != nil {
			return 0, err
		}
		message, sealed, err := l.w.unwrap(token)
		if err != nil || sealed != l.seal {
			return 0, errWrap
		}
		l.rest = message
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func (l *layer) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		part := p[done:min(len(p), done+l.largest)]
		token, err := l.w.wrap(part, l.seal)
		if err != nil {
			return done, err
		}
		if _, err := l.Conn.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(token))), token...)); err != nil {
			return done, err
		}
		done += len(part)
	}
	return done, nil
}
