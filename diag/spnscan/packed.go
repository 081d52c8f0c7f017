package spnscan

import (
	"encoding/binary"
	"strings"
	"time"

	"adwalk/ad"
)

// chunk is how much memory is taken at once. Accounts of a forest are kept packed:
// a hundred thousand of them as values of ad.Account, with their strings, would
// take twenty times the memory and keep the garbage collector busy. What accounts
// have in common is kept once (shared), and an SPN for the account's own host as
// one byte for the host.
const chunk = 1 << 20

// head is what is looked at of every account without unpacking it.
type head struct {
	chunk, offset uint32
	first         uint32 // how many values the accounts before have
	uac           ad.UAC
	strength      int8
	set, expires  int64 // Unix seconds; 0 is not set
}

const (
	headSize  = 40
	headsEach = 4096 // heads taken at once, so that no list is ever copied into a larger one
)

// store keeps accounts, packed.
type store struct {
	chunks [][]byte
	heads  [][]head
	count  int              // of accounts
	values int              // of SPNs
	marks  map[int][]uint32 // of accounts with many SPNs: where each markEach-th lies behind the account's beginning
	shared shared
	size   int
	b      []byte // what add packs into
}

// markEach is how many SPNs lie between two marks: one value of an account with a
// million is found without reading all of them.
const markEach = 64

// The flags of a packed account.
const (
	flagETypesSet = 1 << iota
	flagPasswordNever
	flagGUID // the GUID is packed, not written
)

func (s *store) head(i int) *head { return &s.heads[i/headsEach][i%headsEach] }

func (s *store) add(a ad.Account) {
	b := s.b[:0]
	flags := uint64(0)
	if a.ETypesSet {
		flags |= flagETypesSet
	}
	if a.PasswordNever {
		flags |= flagPasswordNever
	}
	guid, packed := packGUID(a.GUID)
	if packed {
		flags |= flagGUID
	}
	for _, n := range []uint64{uint64(a.UAC), uint64(a.ETypes), flags} {
		b = binary.AppendUvarint(b, n)
	}
	b = appendTime(appendTime(b, a.PasswordSet), a.Expires)
	if packed {
		b = append(b, guid[:]...)
	} else {
		b = appendText(b, a.GUID)
	}
	for _, list := range [][]string{a.Classes, a.Unread, a.Garbled} {
		b = s.shared.appendList(b, list)
	}
	b = s.shared.appendTail(b, a.DN, strings.IndexByte(a.DN, ','))
	b = s.shared.appendHead(b, a.SID, strings.LastIndexByte(a.SID, '-'))
	b = appendText(appendText(b, a.UPN), a.UnreadWhy)
	b = appendText(b, a.Name)
	b = s.shared.appendTail(b, a.DNSHostName, strings.IndexByte(a.DNSHostName, '.'))
	b = binary.AppendUvarint(b, uint64(len(a.SPNs)))
	var marks []uint32
	hosts := ownHosts(a.Name, a.DNSHostName)
	for i, spn := range a.SPNs {
		if i%markEach == 0 && i > 0 {
			marks = append(marks, uint32(len(b)))
		}
		b = s.shared.appendSPN(b, spn, hosts)
	}
	if marks != nil {
		if s.marks == nil {
			s.marks = map[int][]uint32{}
		}
		s.marks[s.count] = marks
		s.size += 8*len(marks) + 64
	}
	last := len(s.chunks) - 1
	if last < 0 || len(s.chunks[last])+len(b) > cap(s.chunks[last]) {
		s.chunks = append(s.chunks, make([]byte, 0, max(chunk, len(b))))
		last++
	}
	if s.count%headsEach == 0 {
		s.heads = append(s.heads, make([]head, 0, headsEach))
	}
	to := &s.heads[len(s.heads)-1]
	*to = append(*to, head{uint32(last), uint32(len(s.chunks[last])), uint32(s.values), a.UAC, int8(strength(a)), seconds(a.PasswordSet), seconds(a.Expires)})
	s.chunks[last] = append(s.chunks[last], b...)
	s.count++
	s.values += len(a.SPNs)
	s.size += len(b) + headSize
	if s.b = b; cap(b) > chunk {
		s.b = nil
	}
}

// account unpacks one account.
func (s *store) account(i int) ad.Account {
	var a ad.Account
	r := s.begin(i, &a)
	n := int(r.number())
	a.SPNs = make([]string, n)
	hosts := ownHosts(a.Name, a.DNSHostName)
	var all []byte // the values share one piece of memory
	ends := make([]int, n)
	for k := range n {
		all = r.spn(all, hosts)
		ends[k] = len(all)
	}
	text, from := string(all), 0
	for k, end := range ends {
		a.SPNs[k], from = text[from:end], end
	}
	return a
}

// spns hands the values of one account to a function, which must not keep them.
func (s *store) spns(i int, visit func(value []byte)) {
	r := s.reader(i)
	hosts := r.skip()
	var value []byte
	for range int(r.number()) {
		value = r.spn(value[:0], hosts)
		visit(value)
	}
}

// spn is one value of an account.
func (s *store) spn(i, n int) string {
	r := s.reader(i)
	whole := r.b
	hosts := r.skip()
	r.number()
	if marks := s.marks[i]; n >= markEach && n/markEach <= len(marks) {
		r.b = whole[marks[n/markEach-1]:]
		n %= markEach
	}
	var value []byte
	for range n + 1 {
		value = r.spn(value[:0], hosts)
	}
	return string(value)
}

func (s *store) reader(i int) *unpacker {
	h := s.head(i)
	return &unpacker{b: s.chunks[h.chunk][h.offset:], shared: &s.shared}
}

// begin unpacks all but the SPNs, whose number is read next.
func (s *store) begin(i int, a *ad.Account) *unpacker {
	r := s.reader(i)
	a.UAC, a.ETypes = ad.UAC(r.number()), ad.SupportedETypes(r.number())
	flags := r.number()
	a.ETypesSet, a.PasswordNever = flags&flagETypesSet != 0, flags&flagPasswordNever != 0
	a.PasswordSet, a.Expires = r.time(), r.time()
	if flags&flagGUID != 0 {
		a.GUID = guidText(r.take(16))
	} else {
		a.GUID = string(r.text())
	}
	for _, list := range []*[]string{&a.Classes, &a.Unread, &a.Garbled} {
		*list = r.list()
	}
	a.DN, a.SID = r.tailed(), r.headed()
	a.UPN, a.UnreadWhy = string(r.text()), string(r.text())
	a.Name = string(r.text())
	a.DNSHostName = r.tailed()
	return r
}

// skip passes over what begin unpacks and returns the account's own hosts.
func (r *unpacker) skip() [3]string {
	r.number()
	r.number()
	flags := r.number()
	r.time()
	r.time()
	if flags&flagGUID != 0 {
		r.take(16)
	} else {
		r.text()
	}
	for range 3 {
		r.passList()
	}
	for range 2 { // DN and SID
		r.number()
		r.text()
	}
	r.text()
	r.text()
	name := string(r.text())
	return ownHosts(name, r.tailed())
}

// unpacker reads what add wrote.
type unpacker struct {
	b      []byte
	shared *shared
}

func (r *unpacker) number() uint64 {
	n, size := binary.Uvarint(r.b)
	r.b = r.b[size:]
	return n
}

func (r *unpacker) take(n int) []byte {
	part := r.b[:n]
	r.b = r.b[n:]
	return part
}

func (r *unpacker) text() []byte { return r.take(int(r.number())) }

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
