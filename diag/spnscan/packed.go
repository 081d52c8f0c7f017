package spnscan

import (
	"encoding/binary"
	"strings"
	"time"

	"adwalk/ad"
)

// chunk is how much memory is taken at once. Accounts of a forest are kept packed:
// a hundred thousand of them as values of ad.Account, with their strings, would
// take ten times the memory and keep the garbage collector busy.
const chunk = 1 << 20

// head is what is looked at of every account without unpacking it.
type head struct {
	chunk, offset uint32
	uac           ad.UAC
	strength      int8
	set, expires  int64 // Unix seconds; 0 is not set
}

// store keeps accounts, packed.
type store struct {
	chunks [][]byte
	heads  []head
	marks  map[int][]uint32  // of accounts with many SPNs: where each markEach-th lies behind the account's beginning
	lists  map[string]uint64 // lists that many accounts share, such as their classes
	shared [][]string
	size   int
	next   []byte // the account that is being packed
}

// markEach is how many SPNs lie between two marks: one value of an account with a
// million is found without reading all of them.
const markEach = 64

// The flags of a packed account.
const (
	flagETypesSet = 1 << iota
	flagPasswordNever
)

func (s *store) add(a ad.Account) {
	b := s.next[:0]
	for _, text := range []string{a.DN, a.GUID, a.SID, a.Name, a.UPN, a.DNSHostName, a.UnreadWhy} {
		b = appendText(b, text)
	}
	for _, list := range [][]string{a.Classes, a.Unread, a.Garbled} {
		b = binary.AppendUvarint(b, s.share(list))
	}
	flags := uint64(0)
	if a.ETypesSet {
		flags |= flagETypesSet
	}
	if a.PasswordNever {
		flags |= flagPasswordNever
	}
	for _, n := range []uint64{uint64(a.UAC), uint64(a.ETypes), flags} {
		b = binary.AppendUvarint(b, n)
	}
	b = appendTime(appendTime(b, a.PasswordSet), a.Expires)
	b = binary.AppendUvarint(b, uint64(len(a.SPNs)))
	var marks []uint32
	for i, spn := range a.SPNs {
		if i%markEach == 0 && i > 0 {
			marks = append(marks, uint32(len(b)))
		}
		b = appendText(b, spn)
	}
	if marks != nil {
		if s.marks == nil {
			s.marks = map[int][]uint32{}
		}
		s.marks[len(s.heads)] = marks
		s.size += 4 * len(marks)
	}
	last := len(s.chunks) - 1
	if last < 0 || len(s.chunks[last])+len(b) > cap(s.chunks[last]) {
		s.chunks = append(s.chunks, make([]byte, 0, max(chunk, len(b))))
		last++
	}
	s.heads = append(s.heads, head{uint32(last), uint32(len(s.chunks[last])), a.UAC, int8(strength(a)), seconds(a.PasswordSet), seconds(a.Expires)})
	s.chunks[last] = append(s.chunks[last], b...)
	s.size += len(b)
	s.next = b
}

// share gives a list a number that all equal lists have.
func (s *store) share(list []string) uint64 {
	if len(list) == 0 {
		return 0
	}
	key := strings.Join(list, "\x00")
	n, ok := s.lists[key]
	if !ok {
		if s.lists == nil {
			s.lists, s.shared = map[string]uint64{}, [][]string{nil}
		}
		n = uint64(len(s.shared))
		s.lists[key], s.shared = n, append(s.shared, list)
		s.size += len(key)
	}
	return n
}

// account unpacks one account.
func (s *store) account(i int) ad.Account {
	r := s.reader(i)
	var a ad.Account
	for _, text := range []*string{&a.DN, &a.GUID, &a.SID, &a.Name, &a.UPN, &a.DNSHostName, &a.UnreadWhy} {
		*text = string(r.text())
	}
	for _, list := range []*[]string{&a.Classes, &a.Unread, &a.Garbled} {
		if n := r.number(); n > 0 {
			*list = s.shared[n]
		}
	}
	a.UAC, a.ETypes = ad.UAC(r.number()), ad.SupportedETypes(r.number())
	flags := r.number()
	a.ETypesSet, a.PasswordNever = flags&flagETypesSet != 0, flags&flagPasswordNever != 0
	a.PasswordSet, a.Expires = r.time(), r.time()
	a.SPNs = make([]string, r.number())
	for k := range a.SPNs {
		a.SPNs[k] = string(r.text())
	}
	return a
}

// spns hands the values of one account to a function, without copying them.
func (s *store) spns(i int, visit func(n int, value []byte)) {
	r := s.reader(i)
	for range 7 {
		r.text()
	}
	for range 6 {
		r.number()
	}
	r.time()
	r.time()
	for n := range int(r.number()) {
		visit(n, r.text())
	}
}

// spn is one value of an account.
func (s *store) spn(i, n int) string {
	r := s.reader(i)
	if marks := s.marks[i]; n >= markEach && n/markEach <= len(marks) {
		r.b = r.b[marks[n/markEach-1]:]
		n %= markEach
	} else {
		for range 7 {
			r.text()
		}
		for range 6 {
			r.number()
		}
		r.time()
		r.time()
		r.number()
	}
	for range n {
		r.text()
	}
	return string(r.text())
}

func (s *store) reader(i int) *unpacker {
	h := s.heads[i]
	return &unpacker{s.chunks[h.chunk][h.offset:]}
}

// unpacker reads what add wrote.
type unpacker struct{ b []byte }

func (r *unpacker) number() uint64 {
	n, size := binary.Uvarint(r.b)
	r.b = r.b[size:]
	return n
}

func (r *unpacker) text() []byte {
	n := r.number()
	text := r.b[:n]
	r.b = r.b[n:]
	return text
}

func (r *unpacker) time() time.Time {
	sec, nano := r.number(), r.number()
	if sec == 0 && nano == 0 {
		return time.Time{}
	}
	return time.Unix(int64(sec), int64(nano)).UTC()
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0, 0)
	}
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(t.Unix())), uint64(t.Nanosecond()))
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
