package gss

import "errors"

// cipher is the format of protected messages for one kind of key.
type cipher interface {
	wrap(message []byte, seal bool, sequence uint64) ([]byte, error)
	unwrap(token []byte) (message []byte, sealed bool, sequence uint64, err error)
	overhead(seal bool) int
	sequence(n uint64) uint64 // as the format counts: in 64 or in 32 bits
}

// What can be wrong with a token. None of them says which byte it was.
var (
	errToken    = errors.New("the protected message is malformed")
	errChecksum = errors.New("the protected message was altered in transit, or made with a different key")
	errSequence = errors.New("a protected message is missing, repeated or out of order")
	errNotOpen  = errors.New("the security context is not open")
	errNoProof  = errors.New("the service's answer holds no proof of its identity")
	errRejected = errors.New("the service rejected the login")
)
