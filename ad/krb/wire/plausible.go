package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
)

// The application tags of the answers a KDC gives (RFC 4120 5.10).
const (
	tagASRep  = 0x6b
	tagTGSRep = 0x6d
	tagError  = 0x7e
)

// plausible checks an answer's outermost tag and length.
func plausible(b []byte) error {
	if len(b) < 4 {
		return &Nonsense{fmt.Sprintf("its answer of %d bytes is no Kerberos message", len(b))}
	}
	if b[0] != tagASRep && b[0] != tagTGSRep && b[0] != tagError {
		return &Nonsense{fmt.Sprintf("its answer begins with 0x%02x: that is no Kerberos message", b[0])}
	}
	n, head := int(b[1]), 2
	if n >= 0x80 {
		k := n & 0x7f
		if k == 0 || k > 4 || len(b) < 2+k {
			return &Nonsense{"its answer has no sensible length"}
		}
		n, head = 0, 2+k
		for _, c := range b[2:head] {
			n = n<<8 | int(c)
		}
	}
	if n != len(b)-head {
		return &Nonsense{fmt.Sprintf("its answer says that it has %d bytes and has %d", n, len(b)-head)}
	}
	return nil
}

// tooBig recognises KRB_ERR_RESPONSE_TOO_BIG (52) without decoding all of it:
// the error-code field is context tag 6 holding the integer 52.
func tooBig(b []byte) bool {
	if len(b) == 0 || b[0] != tagError {
		return false
	}
	for i := 0; i+5 <= len(b); i++ {
		if b[i] == 0xa6 && b[i+1] == 3 && b[i+2] == 2 && b[i+3] == 1 {
			return b[i+4] == 52
		}
	}
	return false
}

// Reason says in plain words why a KDC did not answer.
func Reason(err error) string {
	var dns *net.DNSError
	var nonsense *Nonsense
	switch {
	case err == nil:
		return "no reason known"
	case errors.As(err, &nonsense):
		return nonsense.Why
	case errors.Is(err, context.DeadlineExceeded), timedOut(err):
		return "no answer in time"
	case errors.Is(err, context.Canceled):
		return "stopped"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused: nothing listens there"
	case errors.Is(err, syscall.ECONNRESET):
		return "it reset the connection"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "no route to it"
	case errors.As(err, &dns):
		if dns.IsNotFound {
			return "the name " + dns.Name + " does not resolve"
		}
		return "resolving " + dns.Name + " failed: " + dns.Err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "it closed the connection without an answer"
	}
	return err.Error()
}
