package ccache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// errShort is what every read past the end gives.
var errShort = errors.New("it ends too early")

// reader walks over bytes that nobody vouches for. The first failure sticks,
// and every later read gives zero.
type reader struct {
	b     []byte
	pos   int
	order binary.ByteOrder
	err   error
}

func (r *reader) left() int { return len(r.b) - r.pos }

func (r *reader) take(n int) []byte {
	if r.err != nil {
		return nil
	}
	if n < 0 || n > r.left() {
		r.err = fmt.Errorf("%w: %d bytes wanted at byte %d, %d left", errShort, n, r.pos, r.left())
		return nil
	}
	b := r.b[r.pos : r.pos+n : r.pos+n]
	r.pos += n
	return b
}

func (r *reader) u8() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return r.order.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return r.order.Uint32(b)
	}
	return 0
}

// data reads a 32-bit length and as many bytes.
func (r *reader) data() []byte {
	n := r.u32()
	if r.err == nil && uint64(n) > uint64(r.left()) {
		r.err = fmt.Errorf("%w: a field of %d bytes at byte %d, %d left", errShort, n, r.pos, r.left())
		return nil
	}
	return r.take(int(n))
}

// count reads how many entries follow, each of at least size bytes.
func (r *reader) count(size int) int {
	n := r.u32()
	if r.err == nil && uint64(n) > uint64(r.left()/size) {
		r.err = fmt.Errorf("%w: %d entries announced at byte %d, room for %d", errShort, n, r.pos, r.left()/size)
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

// stamp turns seconds since 1970 into a time. They are unsigned here, so that
// tickets may end after 2038; zero means "not set".
func stamp(v uint32) time.Time {
	if v == 0 {
		return time.Time{}
	}
	return time.Unix(int64(v), 0).UTC()
}
