package wire

import "adwalk/ad"

// maxAttributes and maxValues bound one object as one message brings it: 16 MB could
// hold eight million empty values, which take many times that in memory. A domain
// controller sends 1,500 values of an attribute at once (MaxValRange, MS-ADTS
// 3.1.1.3.4.6), the rest in further messages.
const (
	maxAttributes = 10_000
	maxValues     = 100_000
)

// EntryDecoder turns search result entries into objects. It remembers
// attribute names, so that a scan does not allocate them anew for every
// object; it is not safe for concurrent use.
type EntryDecoder struct{ names map[string]string }

// Decode reads one SearchResultEntry (RFC 4511 4.5.2). Values share memory
// with the message.
func (d *EntryDecoder) Decode(m Message) (ad.Entry, error) {
	r := Reader(m.Body)
	dn, err := r.Expect(TagOctetString)
	if err != nil {
		return ad.Entry{}, err
	}
	list, err := r.Expect(TagSequence)
	if err != nil {
		return ad.Entry{}, err
	}
	e := ad.Entry{DN: string(dn)}
	n, err := count(list, maxAttributes)
	if err != nil {
		return ad.Entry{}, err
	}
	if n > 0 {
		e.Attributes = make([]ad.Attribute, 0, n)
	}
	left := maxValues
	for in := Reader(list); len(in) > 0; {
		pair, err := in.Expect(TagSequence)
		if err != nil {
			return ad.Entry{}, err
		}
		p := Reader(pair)
		name, err := p.Expect(TagOctetString)
		if err != nil {
			return ad.Entry{}, err
		}
		set, err := p.Expect(TagSet)
		if err != nil {
			return ad.Entry{}, err
		}
		values, err := decodeValues(set, left)
		if err != nil {
			return ad.Entry{}, err
		}
		left -= len(values)
		e.Attributes = append(e.Attributes, ad.Attribute{Name: d.name(name), Values: values})
	}
	return e, nil
}

// decodeValues decodes the values of one attribute, at most limit.
func decodeValues(set []byte, limit int) ([]ad.Value, error) {
	n, err := count(set, limit)
	if err != nil || n == 0 {
		return nil, err
	}
	values := make([]ad.Value, 0, n)
	for r := Reader(set); len(r) > 0; {
		v, err := r.Expect(TagOctetString)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

// count counts the elements of an encoding, at most limit.
func count(b []byte, limit int) (int, error) {
	n := 0
	for r := Reader(b); len(r) > 0; n++ {
		if _, _, err := r.Next(); err != nil || n >= limit {
			return 0, ErrBER
		}
	}
	return n, nil
}

func (d *EntryDecoder) name(b []byte) string {
	if s, ok := d.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if d.names == nil {
		d.names = map[string]string{}
	}
	if len(d.names) < maxAttributes {
		d.names[s] = s
	}
	return s
}
