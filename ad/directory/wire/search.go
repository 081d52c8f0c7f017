package wire

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"adwalk/ad"
)

// The controls that a search carries.
const (
	OIDPaged       = "1.2.840.113556.1.4.319"  // RFC 2696
	OIDShowDeleted = "1.2.840.113556.1.4.417"  // MS-ADTS 3.1.1.3.4.1.14
	OIDSDFlags     = "1.2.840.113556.1.4.801"  // MS-ADTS 3.1.1.3.4.1.11
	OIDDomainOnly  = "1.2.840.113556.1.4.1339" // MS-ADTS 3.1.1.3.4.1.4, no referrals
)

// Search is a search request (RFC 4511 4.5.1) before it is encoded.
type Search struct {
	Base       string
	Scope      ad.Scope
	Limit      int // sizeLimit, 0 for none
	Filter     string
	Attributes []string
}

// Append encodes the request. It returns an error for a filter that does not
// follow RFC 4515.
func (s Search) Append(b []byte) ([]byte, error) {
	filter, err := compile(s.Filter)
	if err != nil {
		return nil, err
	}
	body := AppendString(nil, TagOctetString, s.Base)
	body = AppendInt(body, TagEnumerated, int64(s.Scope))
	body = AppendInt(body, TagEnumerated, 0) // never dereference aliases
	body = AppendInt(body, TagInteger, int64(s.Limit))
	body = AppendInt(body, TagInteger, 0)
	body = AppendBool(body, false)
	body = append(body, filter...)
	var names []byte
	for _, a := range s.Attributes {
		names = AppendString(names, TagOctetString, a)
	}
	body = AppendTLV(body, TagSequence, names)
	return AppendTLV(b, OpSearchRequest, body), nil
}

// compile encodes a filter; "" means every object.
func compile(filter string) (b []byte, err error) {
	if filter == "" {
		filter = "(objectClass=*)"
	}
	if err := bound(filter); err != nil {
		return nil, err
	}
	defer func() { // foreign text reaches this parser through command lines and pastes
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("filter cannot be read: %v", r)
		}
	}()
	p, err := ldap.CompileFilter(filter)
	var parser *ldap.Error
	if errors.As(err, &parser) && parser.Err != nil { // it would read like a server's answer
		err = errors.New(strings.TrimPrefix(parser.Err.Error(), "ldap: "))
	}
	if err != nil {
		return nil, err
	}
	return p.Bytes(), nil
}

// maxFilter and maxDepth bound a filter; the parser recurses.
const (
	maxFilter = 256 << 10
	maxDepth  = 100
)

func bound(filter string) error {
	depth := 0
	for _, c := range []byte(filter) {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth > maxDepth {
			return fmt.Errorf("filter is nested more than %d deep", maxDepth)
		}
	}
	if len(filter) > maxFilter {
		return fmt.Errorf("filter is longer than %d bytes", maxFilter)
	}
	return nil
}

// AppendControl appends one Control element (RFC 4511 4.1.11).
func AppendControl(b []byte, oid string, critical bool, value []byte) []byte {
	body := AppendString(nil, TagOctetString, oid)
	if critical {
		body = AppendBool(body, true)
	}
	if value != nil {
		body = AppendTLV(body, TagOctetString, value)
	}
	return AppendTLV(b, TagSequence, body)
}

// AppendPaged appends the control that asks for one page of results
// (RFC 2696); the cookie is that of the page before, empty for the first.
func AppendPaged(b []byte, size int, cookie []byte) []byte {
	v := AppendInt(nil, TagInteger, int64(size))
	v = AppendTLV(v, TagOctetString, cookie)
	return AppendControl(b, OIDPaged, false, AppendTLV(nil, TagSequence, v))
}

// AppendSDFlags appends the control that asks for owner, group and DACL of
// security descriptors and leaves out the SACL, which only a few may read.
func AppendSDFlags(b []byte) []byte {
	return AppendControl(b, OIDSDFlags, false, AppendTLV(nil, TagSequence, AppendInt(nil, TagInteger, 7)))
}

// Cookie finds the paging cookie in a response's controls; empty when this was
// the last page or the server does not page.
func Cookie(controls []byte) ([]byte, error) {
	r := Reader(controls)
	for len(r) > 0 {
		c, err := r.Expect(TagSequence)
		if err != nil {
			return nil, err
		}
		in := Reader(c)
		oid, err := in.Expect(TagOctetString)
		if err != nil {
			return nil, err
		}
		if string(oid) != OIDPaged {
			continue
		}
		for len(in) > 0 {
			tag, v, err := in.Next()
			if err != nil {
				return nil, err
			}
			if tag != TagOctetString {
				continue
			}
			seq := Reader(v)
			inner, err := seq.Expect(TagSequence)
			if err != nil {
				return nil, err
			}
			page := Reader(inner)
			if _, err := page.Int(TagInteger); err != nil {
				return nil, err
			}
			return page.Expect(TagOctetString)
		}
	}
	return nil, nil
}
