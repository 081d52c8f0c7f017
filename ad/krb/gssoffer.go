package krb

import "adwalk/ad/mech"

// maxOffers bounds how many mechanisms are read from one offer.
const maxOffers = 32

// ParseOffer lists the mechanisms that an acceptor offers before a client has said
// anything: a NegTokenInit, as file servers send it (RFC 4178 4.2.1, MS-SPNG 2.2.1).
// A token of another kind offers none.
func ParseOffer(b []byte) []mech.OID {
	frame, err := inside(b, 0x60)
	if err != nil {
		return nil
	}
	tag, oid, rest, err := readTLV(frame)
	if err != nil || tag != 0x06 || !mech.SPNEGO.Is(oid) {
		return nil
	}
	list, err := inside(rest, 0xa0, 0x30, 0xa0, 0x30)
	if err != nil {
		return nil
	}
	var out []mech.OID
	for len(list) > 0 && len(out) < maxOffers {
		tag, oid, rest, err := readTLV(list)
		if err != nil {
			return out
		}
		if tag == 0x06 {
			out = append(out, oid)
		}
		list = rest
	}
	return out
}

// inside opens elements that stand one in the other, each the first of its parent.
func inside(b []byte, tags ...byte) ([]byte, error) {
	for _, want := range tags {
		tag, in, _, err := readTLV(b)
		if err != nil || tag != want {
			return nil, errDER
		}
		b = in
	}
	return b, nil
}
