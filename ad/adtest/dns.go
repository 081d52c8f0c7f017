package adtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// A dnsRecord value (MS-DNSP 2.3.2.2): a header of twenty-four bytes with the
// data's length, the type and version 5, then the data; four bytes for an
// address.
const (
	dnsHeader = 24
	dnsTypeA  = 1
)

func addressRecord(addr string) []byte {
	b := make([]byte, dnsHeader, dnsHeader+4)
	binary.LittleEndian.PutUint16(b[0:], 4)
	binary.LittleEndian.PutUint16(b[2:], dnsTypeA)
	b[4], b[5] = 5, 0xf0                    // version, rank of an authoritative zone
	binary.BigEndian.PutUint32(b[12:], 900) // time to live
	return append(b, net.ParseIP(addr).To4()...)
}

// moveDNS changes every address record for one address to another.
func (d *DC) moveDNS(from, to string) error {
	conn, err := d.adminConn()
	if err != nil {
		return err
	}
	old := net.ParseIP(from).To4()
	for _, zone := range []string{"DC=DomainDnsZones,", "DC=ForestDnsZones,"} {
		res, err := conn.Search(ldap.NewSearchRequest(zone+d.BaseDN, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false,
			"(dnsRecord=*)", []string{"dnsRecord"}, nil))
		if err != nil {
			return err
		}
		for _, e := range res.Entries {
			req, moved := ldap.NewModifyRequest(e.DN, nil), false
			var values []string
			for _, v := range e.GetRawAttributeValues("dnsRecord") {
				if len(v) == dnsHeader+4 && v[2] == dnsTypeA && bytes.Equal(v[dnsHeader:], old) {
					v, moved = addressRecord(to), true
				}
				values = append(values, string(v))
			}
			if !moved {
				continue
			}
			req.Replace("dnsRecord", values)
			if err := conn.Modify(req); err != nil {
				return err
			}
		}
	}
	return nil
}

// AddDNS gives a host of the domain ("web", without the domain) addresses in
// the domain's own DNS and in the hosts file of Command.
func (d *DC) AddDNS(host string, addrs ...string) {
	d.t.Helper()
	zone := strings.ToLower(d.Realm)
	var records []string
	for _, a := range addrs {
		records = append(records, string(addressRecord(a)))
	}
	d.AddObject("DC="+host+",DC="+zone+",CN=MicrosoftDNS,DC=DomainDnsZones,"+d.BaseDN,
		map[string][]string{"objectClass": {"dnsNode"}, "dnsRecord": records})
}

// Resolver asks the domain's own DNS.
func (d *DC) Resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, d.Addr+":53")
	}}
}

// AddCNAME gives the domain's own DNS an alias and, for its target, an address.
// Both names are full names within the domain.
func (d *DC) AddCNAME(alias, target, addr string) {
	d.t.Helper()
	zone := "." + strings.ToLower(d.Realm)
	d.AddDNS(strings.TrimSuffix(target, zone), addr)
	d.AddObject("DC="+strings.TrimSuffix(alias, zone)+",DC="+zone[1:]+",CN=MicrosoftDNS,DC=DomainDnsZones,"+d.BaseDN,
		map[string][]string{"objectClass": {"dnsNode"}, "dnsRecord": {string(nameRecord(5, target))}})
}

// nameRecord is the dnsRecord of a record whose data is a name (MS-DNSP 2.3.2.2,
// DNS_COUNT_NAME 2.2.2.2.2); type 5 is CNAME.
func nameRecord(kind byte, name string) []byte {
	labels := strings.Split(name, ".")
	var data []byte
	for _, l := range labels {
		data = append(append(data, byte(len(l))), l...)
	}
	data = append([]byte{byte(len(data) + 1), byte(len(labels))}, append(data, 0)...)
	head := []byte{byte(len(data)), byte(len(data) >> 8), kind, 0, 5, 0xf0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0}
	return append(head, data...)
}
