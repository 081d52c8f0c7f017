package spnscan

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
)

// maxShared bounds how many texts are kept once for all accounts. A forest has some
// thousands of containers, domains and classes; what comes after that is kept with
// its account.
const maxShared = 1 << 15

// shared keeps texts, and lists of texts, that many accounts have in common. The
// number of a text is its place, counted from 1.
type shared struct {
	numbers map[string]uint64
	texts   []string
	lists   map[string]uint64
	kept    [][]string
	size    int
}

// number is the number of a text, 0 where it has none.
func (s *shared) number(text string) uint64 {
	if text == "" {
		return 0
	}
	if n, ok := s.numbers[text]; ok {
		return n
	}
	if len(s.texts) == maxShared || len(text) > 1024 {
		return 0
	}
	if s.numbers == nil {
		s.numbers = map[string]uint64{}
	}
	text = strings.Clone(text)
	s.texts = append(s.texts, text)
	s.numbers[text] = uint64(len(s.texts))
	s.size += len(text) + 96
	return uint64(len(s.texts))
}

// appendTail writes a text whose tail from a place on others have too: a DN, the name
// of a host.
func (s *shared) appendTail(b []byte, text string, from int) []byte {
	if from > 0 {
		if n := s.number(text[from:]); n > 0 {
			return appendText(binary.AppendUvarint(b, n), text[:from])
		}
	}
	return appendText(append(b, 0), text)
}

// appendHead writes a text whose beginning, up to a place, others have too: a SID.
func (s *shared) appendHead(b []byte, text string, to int) []byte {
	if to > 0 {
		if n := s.number(text[:to]); n > 0 {
			return appendText(binary.AppendUvarint(b, n), text[to:])
		}
	}
	return appendText(append(b, 0), text)
}

func (r *unpacker) common() string {
	if n := r.number(); n > 0 {
		return r.shared.texts[n-1]
	}
	return ""
}

// tailed reads what appendTail wrote, headed what appendHead wrote.
func (r *unpacker) tailed() string {
	tail := r.common()
	return string(r.text()) + tail
}

func (r *unpacker) headed() string {
	begin := r.common()
	return begin + string(r.text())
}

// A list is written as 0 where it is empty, as 1 and its texts, or as its number from
// 2 on.
func (s *shared) appendList(b []byte, list []string) []byte {
	if len(list) == 0 {
		return append(b, 0)
	}
	var key strings.Builder
	for _, text := range list {
		key.Write(appendText(nil, text))
	}
	n, ok := s.lists[key.String()]
	if !ok {
		if len(s.kept) == maxShared || key.Len() > 4096 {
			b = binary.AppendUvarint(append(b, 1), uint64(len(list)))
			for _, text := range list {
				b = appendText(b, text)
			}
			return b
		}
		if s.lists == nil {
			s.lists = map[string]uint64{}
		}
		n = uint64(len(s.kept)) + 2
		s.lists[key.String()], s.kept = n, append(s.kept, slices.Clone(list))
		s.size += 2*key.Len() + 24*len(list) + 128
	}
	return binary.AppendUvarint(b, n)
}

func (r *unpacker) list() []string {
	switch n := r.number(); n {
	case 0:
		return nil
	case 1:
		list := make([]string, r.number())
		for i := range list {
			list[i] = string(r.text())
		}
		return list
	default:
		return r.shared.kept[n-2]
	}
}

func (r *unpacker) passList() {
	if r.number() == 1 {
		for range int(r.number()) {
			r.text()
		}
	}
}

// ownHosts are the names of an account's own host as its SPNs write them.
func ownHosts(name, dns string) [3]string {
	label, _, _ := strings.Cut(dns, ".")
	return [3]string{dns, strings.TrimSuffix(name, "$"), label}
}

// The ways in which an SPN is written after the number of its class, "" where that is
// 0: 0 and a text, or which of the account's own hosts follows, from 1 on, with
// flagRest where a text follows after that.
const flagRest = 4

func (s *shared) appendSPN(b []byte, spn string, hosts [3]string) []byte {
	class, rest, ok := strings.Cut(spn, "/")
	if !ok || len(class) > 64 {
		return appendText(append(b, 0, 0), spn)
	}
	n := s.number(class + "/")
	if n == 0 {
		return appendText(append(b, 0, 0), spn)
	}
	b = binary.AppendUvarint(b, n)
	for i, host := range hosts {
		after, own := strings.CutPrefix(rest, host)
		switch {
		case host == "" || !own:
			continue
		case after == "":
			return append(b, byte(i+1))
		case after[0] == ':' || after[0] == '/':
			return appendText(append(b, byte(i+1)|flagRest), after)
		}
	}
	return appendText(append(b, 0), rest)
}

// spn appends the next SPN to b.
func (r *unpacker) spn(b []byte, hosts [3]string) []byte {
	b = append(b, r.common()...)
	how := r.number()
	if i := how &^ flagRest; i > 0 {
		b = append(b, hosts[i-1]...)
	}
	if how == 0 || how&flagRest != 0 {
		b = append(b, r.text()...)
	}
	return b
}

// packGUID packs a GUID that is written in the usual way.
func packGUID(text string) (g [16]byte, ok bool) {
	if len(text) != 36 {
		return g, false
	}
	var plain [32]byte
	if n := copy(plain[:], strings.ReplaceAll(text, "-", "")); n != 32 {
		return g, false
	}
	if _, err := hex.Decode(g[:], plain[:]); err != nil {
		return g, false
	}
	return g, guidText(g[:]) == text
}

func guidText(g []byte) string {
	var b [36]byte
	at := 0
	for i, c := range g {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b[at] = '-'
			at++
		}
		hex.Encode(b[at:], []byte{c})
		at += 2
	}
	return string(b[:])
}
