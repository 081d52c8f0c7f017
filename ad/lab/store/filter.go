package store

import (
	"errors"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Filter is a search filter as RFC 4511 4.5.1.7 carries it.
type Filter struct {
	op    filterOp
	sub   []Filter
	attr  string
	value []byte
	parts [][]byte // substrings: initial, any…, final
	first bool     // parts[0] is an initial substring
	last  bool     // the last part is a final substring
	rule  string
}

type filterOp int

const (
	opAnd filterOp = iota
	opOr
	opNot
	opEqual
	opSubstring
	opGreater
	opLess
	opPresent
	opExtensible
	opNever // a choice that no object satisfies
)

// Bounds on a filter from the wire.
const (
	maxFilterDepth    = 32
	maxFilterOperands = 5000
)

// The matching rules of MS-ADTS 3.1.1.3.4.4.
const (
	ruleBitAnd  = "1.2.840.113556.1.4.803"
	ruleBitOr   = "1.2.840.113556.1.4.804"
	ruleInChain = "1.2.840.113556.1.4.1941"
)

var errFilter = errors.New("the filter cannot be decoded")

// ParseFilter decodes a filter packet. The error says that it is malformed or
// too large.
func ParseFilter(p *ber.Packet) (Filter, error) {
	budget := maxFilterOperands
	return parseFilter(p, 0, &budget)
}

func parseFilter(p *ber.Packet, depth int, budget *int) (Filter, error) {
	*budget--
	if p == nil || p.ClassType != ber.ClassContext || depth > maxFilterDepth || *budget < 0 {
		return Filter{}, errFilter
	}
	switch p.Tag {
	case 0, 1:
		f := Filter{op: opAnd}
		if p.Tag == 1 {
			f.op = opOr
		}
		for _, c := range p.Children {
			sub, err := parseFilter(c, depth+1, budget)
			if err != nil {
				return f, err
			}
			f.sub = append(f.sub, sub)
		}
		return f, nil
	case 2:
		if len(p.Children) != 1 {
			return Filter{}, errFilter
		}
		sub, err := parseFilter(p.Children[0], depth+1, budget)
		return Filter{op: opNot, sub: []Filter{sub}}, err
	case 3, 5, 6, 8:
		if len(p.Children) != 2 {
			return Filter{}, errFilter
		}
		op := map[ber.Tag]filterOp{3: opEqual, 5: opGreater, 6: opLess, 8: opEqual}[p.Tag]
		return Filter{op: op, attr: string(content(p.Children[0])), value: content(p.Children[1])}, nil
	case 4:
		return parseSubstrings(p)
	case 7:
		return Filter{op: opPresent, attr: string(content(p))}, nil
	case 9:
		return parseExtensible(p)
	}
	return Filter{}, errFilter
}

func parseSubstrings(p *ber.Packet) (Filter, error) {
	if len(p.Children) != 2 || len(p.Children[1].Children) == 0 {
		return Filter{}, errFilter
	}
	f := Filter{op: opSubstring, attr: string(content(p.Children[0]))}
	parts := p.Children[1].Children
	for i, c := range parts {
		switch {
		case c.Tag == 0 && i == 0:
			f.first = true
		case c.Tag == 2 && i == len(parts)-1:
			f.last = true
		case c.Tag != 1:
			return f, errFilter
		}
		f.parts = append(f.parts, content(c))
	}
	return f, nil
}

func parseExtensible(p *ber.Packet) (Filter, error) {
	f := Filter{op: opExtensible}
	for _, c := range p.Children {
		switch c.Tag {
		case 1:
			f.rule = string(content(c))
		case 2:
			f.attr = string(content(c))
		case 3:
			f.value = content(c)
		}
	}
	if f.attr == "" {
		f.op = opNever // a rule without an attribute matches nothing in AD
	}
	return f, nil
}

// content returns the bytes of a primitive packet.
func content(p *ber.Packet) []byte {
	if p.Data != nil && p.Data.Len() > 0 {
		return p.Data.Bytes()
	}
	if len(p.ByteValue) > 0 {
		return p.ByteValue
	}
	return nil
}

// Equal makes a filter (attribute=value) for use inside the program.
func Equal(attribute, value string) Filter {
	return Filter{op: opEqual, attr: attribute, value: []byte(value)}
}

// Present makes a filter (attribute=*).
func Present(attribute string) Filter { return Filter{op: opPresent, attr: attribute} }
