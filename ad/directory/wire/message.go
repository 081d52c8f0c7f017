package wire

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// The protocol operations of RFC 4511 section 4.2 and following, as identifier
// octets.
const (
	OpBindRequest      = 0x60
	OpBindResponse     = 0x61
	OpUnbindRequest    = 0x42
	OpSearchRequest    = 0x63
	OpSearchEntry      = 0x64
	OpSearchDone       = 0x65
	OpAbandonRequest   = 0x50
	OpSearchReference  = 0x73
	OpExtendedRequest  = 0x77
	OpExtendedResponse = 0x78
)

// MaxMessage is the largest LDAP message that is accepted, in bytes. A page of
// a thousand objects comes as a thousand messages, so one message is one
// object; Active Directory's own limit for a request is 10 MB
// (MaxReceiveBuffer, MS-ADTS 3.1.1.3.4.6).
const MaxMessage = 16 << 20

// Message is one LDAPMessage (RFC 4511 4.1.1). Body and Controls share one
// buffer that belongs to the message.
type Message struct {
	ID       int32
	Op       byte
	Body     []byte
	Controls []byte // content of the controls element, nil when absent
}

// ParseMessage decodes the content of the outer SEQUENCE.
func ParseMessage(b []byte) (Message, error) {
	r := Reader(b)
	id, err := r.Int(TagInteger)
	if err != nil || id < 0 || id > 1<<31-1 {
		return Message{}, ErrBER
	}
	m := Message{ID: int32(id)}
	if m.Op, m.Body, err = r.Next(); err != nil {
		return Message{}, err
	}
	if len(r) > 0 {
		tag, c, err := r.Next()
		if err != nil {
			return Message{}, err
		}
		if tag == 0xa0 {
			m.Controls = c
		}
	}
	return m, nil
}

// ReadMessage reads one message from a stream. A message larger than
// MaxMessage, or anything that is not an LDAP message, is an error; memory
// grows with what really arrives, not with what the length promises.
func ReadMessage(r *bufio.Reader) (Message, error) {
	head, err := r.Peek(2)
	if err != nil {
		return Message{}, err
	}
	if head[0] != TagSequence {
		return Message{}, fmt.Errorf("%w: the server does not speak LDAP (first byte 0x%02x)", ErrBER, head[0])
	}
	n, octets := int64(head[1]), 0
	if head[1] >= 0x80 {
		octets = int(head[1] & 0x7f)
		if octets == 0 || octets > 4 {
			return Message{}, fmt.Errorf("%w: message length in %d bytes", ErrBER, octets)
		}
		if head, err = r.Peek(2 + octets); err != nil {
			return Message{}, noEOF(err)
		}
		n = 0
		for _, c := range head[2:] {
			n = n<<8 | int64(c)
		}
	}
	if n > MaxMessage {
		return Message{}, fmt.Errorf("%w: a message of %d bytes is announced", ErrBER, n)
	}
	if _, err := r.Discard(2 + octets); err != nil {
		return Message{}, noEOF(err)
	}
	var body []byte
	if n <= 1<<20 {
		body = make([]byte, n)
		_, err = io.ReadFull(r, body)
	} else {
		// The rest is made room for once a megabyte came: a buffer that doubles would
		// hold three times what arrives.
		first := make([]byte, 1<<20)
		if _, err = io.ReadFull(r, first); err == nil {
			body = make([]byte, n)
			_, err = io.ReadFull(r, body[copy(body, first):])
		}
	}
	if err != nil {
		return Message{}, noEOF(err)
	}
	return ParseMessage(body)
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// AppendMessage frames a request. op is the whole protocol operation.
func AppendMessage(b []byte, id int32, op, controls []byte) []byte {
	idLen := len(AppendInt(nil, TagInteger, int64(id)))
	n := idLen + len(op)
	if controls != nil {
		n += len(appendHeader(nil, 0xa0, len(controls))) + len(controls)
	}
	b = appendHeader(b, TagSequence, n)
	b = AppendInt(b, TagInteger, int64(id))
	b = append(b, op...)
	if controls != nil {
		b = AppendTLV(b, 0xa0, controls)
	}
	return b
}

// ReadExact is ReadMessage on a bare connection: it reads not one byte more
// than the message has.
func ReadExact(r io.Reader) (Message, error) {
	head := make([]byte, 2, 6)
	if _, err := io.ReadFull(r, head); err != nil {
		return Message{}, err
	}
	if head[1] > 0x80 && head[1] <= 0x84 {
		head = head[:2+int(head[1]&0x7f)]
		if _, err := io.ReadFull(r, head[2:]); err != nil {
			return Message{}, noEOF(err)
		}
	}
	// The header was taken off; the rest is bounded by what it announces.
	return ReadMessage(bufio.NewReaderSize(io.MultiReader(bytes.NewReader(head), &exact{r: r, head: head}), 16))
}

// exact hands out no more bytes than the announced length of one message.
type exact struct {
	r    io.Reader
	head []byte
	left int
}

func (e *exact) Read(p []byte) (int, error) {
	if e.head != nil {
		e.left = int(e.head[1])
		if e.left >= 0x80 {
			e.left = 0
			for _, c := range e.head[2:] {
				e.left = e.left<<8 | int(c)
			}
		}
		e.head = nil
	}
	if e.left <= 0 {
		return 0, io.EOF
	}
	if len(p) > e.left {
		p = p[:e.left]
	}
	n, err := e.r.Read(p)
	e.left -= n
	return n, err
}
