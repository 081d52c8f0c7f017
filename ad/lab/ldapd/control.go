package ldapd

import (
	"slices"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Controls that the lab honours, or may ignore although critical.
const (
	controlPaged = "1.2.840.113556.1.4.319"
)

var controls = []string{
	controlPaged,
	"1.2.840.113556.1.4.801",  // security descriptor flags
	"1.2.840.113556.1.4.1339", // domain scope
	"1.2.840.113556.1.4.1340", // search options
	"1.2.840.113556.1.4.1413", // permissive modify
	"1.2.840.113556.1.4.417",  // show deleted
}

type control struct {
	oid      string
	critical bool
	value    []byte
}

func parseControls(p *ber.Packet) []control {
	var out []control
	for _, c := range p.Children {
		if len(c.Children) == 0 || len(out) > 20 {
			continue
		}
		k := control{oid: string(bytesOf(c.Children[0]))}
		for _, f := range c.Children[1:] {
			switch f.Tag {
			case ber.TagBoolean:
				k.critical, _ = f.Value.(bool)
			case ber.TagOctetString:
				k.value = bytesOf(f)
			}
		}
		out = append(out, k)
	}
	return out
}

func unknownCritical(list []control) string {
	for _, k := range list {
		if k.critical && !slices.Contains(controls, k.oid) {
			return k.oid
		}
	}
	return ""
}

// paged reads the paging control (RFC 2696).
func paged(list []control) (size int, cookie string, ok bool) {
	for _, k := range list {
		if k.oid != controlPaged {
			continue
		}
		if !nestingOK(k.value) {
			return 0, "", false
		}
		p, err := ber.DecodePacketErr(k.value)
		if err != nil || len(p.Children) != 2 {
			return 0, "", false
		}
		n, _ := intOf(p.Children[0])
		return int(min(max(n, 0), 1<<20)), string(bytesOf(p.Children[1])), true
	}
	return 0, "", false
}

func pagedReply(cookie string) *ber.Packet {
	value := sequence(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, 0, ""), octets([]byte(cookie)))
	return sequence(octets([]byte(controlPaged)), octets(value.Bytes()))
}
