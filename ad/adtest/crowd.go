package adtest

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Crowd is a directory of any size that exists only while it is being read: a
// computer is written to the connection when its turn comes.
type Crowd struct {
	Computers int
	SPNs      int // of each computer, at most len(crowdClasses)
	// Delegating is how many of the computers have a delegation list of two.
	Delegating int
	// Another makes it a directory that is not Active Directory: its RootDSE names a
	// naming context and nothing else.
	Another bool
	// Names are the SPNs of a computer, nil for those that Windows registers.
	Names func(computer int) []string
	// Deaf answers every search, but the ones about the directory itself, with all
	// computers.
	Deaf bool
}

const crowdBase = "DC=crowd,DC=test"

var crowdClasses = []string{"HOST", "TERMSRV", "WSMAN", "RestrictedKrbHost", "http", "cifs"}

// Serve starts the directory's LDAP server and global catalogue, over TLS. It takes
// any login. It returns its address and a file with the CA of its certificate. The
// ports need root.
func (c Crowd) Serve(t testing.TB) (address, caFile string) {
	t.Helper()
	NeedRoot(t)
	p, err := claim(636, 3269)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.release)
	authority, err := ca()
	if err == nil {
		err = authority.issue(p.dir, p.addr, "dc1.crowd.test")
	}
	if err != nil {
		t.Fatal(err)
	}
	cert, err := tls.LoadX509KeyPair(p.path("cert.pem"), p.path("key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	for _, port := range []string{"636", "3269"} {
		Accepting(t, "tcp", net.JoinHostPort(p.addr, port), func(conn net.Conn) {
			c.talk(tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}}))
		})
	}
	return p.addr, p.path("ca.pem")
}

func (c Crowd) talk(conn net.Conn) {
	out := bufio.NewWriterSize(conn, 64<<10)
	in := bufio.NewReader(conn)
	var scratch []byte
	for {
		p, err := ber.ReadPacket(in)
		if err != nil || len(p.Children) < 2 {
			return
		}
		id, _ := p.Children[0].Value.(int64)
		switch p.Children[1].Tag {
		case ldap.ApplicationBindRequest:
			out.Write(message(nil, id, 0x61, []byte{0x0a, 1, 0, 4, 0, 4, 0}, nil))
		case ldap.ApplicationSearchRequest:
			scratch = c.search(out, id, p, scratch)
		case ldap.ApplicationUnbindRequest:
			return
		}
		if out.Flush() != nil {
			return
		}
	}
}

func (c Crowd) search(out *bufio.Writer, id int64, p *ber.Packet, scratch []byte) []byte {
	op := p.Children[1].Children
	base, _ := op[0].Value.(string)
	scope, _ := op[1].Value.(int64)
	filter, _ := ldap.DecompileFilter(op[6])
	want := map[string]bool{}
	for _, a := range op[7].Children {
		name, _ := a.Value.(string)
		want[strings.ToLower(name)] = true
	}
	from, size, paged := 0, c.Computers, false
	if len(p.Children) > 2 {
		from, size, paged = page(p.Children[2], c.Computers)
	}
	var cookie []byte
	send := func(i int, delegates bool) {
		scratch = c.computer(scratch[:0], i, want, delegates)
		out.Write(message(nil, id, 0x64, scratch, nil))
	}
	switch {
	case scope == 0 && base == "" && c.Another:
		out.Write(message(nil, id, 0x64, entry("", map[string]string{"namingContexts": "o=crowd"}), nil))
	case scope == 0 && base == "":
		out.Write(message(nil, id, 0x64, entry("", map[string]string{"defaultNamingContext": crowdBase, "rootDomainNamingContext": crowdBase,
			"configurationNamingContext": "CN=Configuration," + crowdBase, "schemaNamingContext": "CN=Schema,CN=Configuration," + crowdBase,
			"dnsHostName": "dc1.crowd.test", "isGlobalCatalogReady": "TRUE", "ldapServiceName": "crowd.test:dc1$@CROWD.TEST"}), nil))
	case scope == 0 && strings.HasPrefix(base, "CN=Directory Service,"):
		out.Write(message(nil, id, 0x64, entry(base, map[string]string{"objectClass": "nTDSService", "sPNMappings": "host=cifs,http,spooler"}), nil))
	case c.Deaf, filter == "(servicePrincipalName=*)", strings.HasPrefix(filter, "(|(servicePrincipalName=*)"), strings.HasSuffix(filter, "/*)"):
		end := min(from+size, c.Computers)
		for i := from; i < end; i++ {
			send(i, i < c.Delegating)
		}
		if paged && end < c.Computers {
			cookie = []byte(strconv.Itoa(end))
		}
	case strings.Contains(filter, "msDS-AllowedToActOnBehalf"):
		for i := range c.Delegating {
			send(i, true)
		}
	case strings.HasPrefix(filter, "(servicePrincipalName="):
		if at := strings.Index(filter, "/pc"); at > 0 && len(filter) >= at+10 {
			if i, err := strconv.Atoi(filter[at+3 : at+10]); err == nil && i < c.Computers {
				send(i, i < c.Delegating)
			}
		}
	}
	var controls []byte
	if paged {
		value := tlv(nil, 0x30, append([]byte{2, 1, 0}, tlv(nil, 4, cookie)...))
		controls = tlv(nil, 0xa0, tlv(nil, 0x30, append(tlv(nil, 4, []byte("1.2.840.113556.1.4.319")), tlv(nil, 4, value)...)))
	}
	out.Write(message(nil, id, 0x65, []byte{0x0a, 1, 0, 4, 0, 4, 0}, controls))
	return scratch
}

// page reads the paging control.
func page(controls *ber.Packet, all int) (from, size int, paged bool) {
	for _, k := range controls.Children {
		if oid, _ := k.Children[0].Value.(string); oid != "1.2.840.113556.1.4.319" {
			continue
		}
		value := ber.DecodePacket(k.Children[len(k.Children)-1].Data.Bytes())
		if value == nil || len(value.Children) != 2 {
			continue
		}
		n, _ := value.Children[0].Value.(int64)
		from, _ = strconv.Atoi(value.Children[1].Data.String())
		return from, int(n), true
	}
	return 0, all, false
}

// computer appends one object with the attributes that were asked for.
func (c Crowd) computer(b []byte, i int, want map[string]bool, delegates bool) []byte {
	name := fmt.Sprintf("pc%07d", i)
	var list []byte
	put := func(attribute string, values ...string) {
		if !want[strings.ToLower(attribute)] {
			return
		}
		var set []byte
		for _, v := range values {
			set = tlv(set, 4, []byte(v))
		}
		list = tlv(list, 0x30, append(tlv(nil, 4, []byte(attribute)), tlv(nil, 0x31, set)...))
	}
	guid := binary.LittleEndian.AppendUint64(make([]byte, 8, 16), uint64(i)+1)
	sid := append([]byte{1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0}, binary.LittleEndian.AppendUint32(nil, uint32(i)+1000)...)
	put("objectGUID", string(guid))
	put("objectSid", string(sid))
	put("sAMAccountName", name+"$")
	put("dNSHostName", name+".crowd.test")
	put("objectClass", "top", "person", "organizationalPerson", "user", "computer")
	put("userAccountControl", "4096")
	put("pwdLastSet", "133800000000000000")
	put("accountExpires", "9223372036854775807")
	put("msDS-SupportedEncryptionTypes", "28")
	put("msDS-KeyVersionNumber", "2")
	var spns []string
	if c.Names != nil {
		spns = c.Names(i)
	} else {
		spns = c.usual(name)
	}
	put("servicePrincipalName", spns...)
	if delegates {
		next := fmt.Sprintf("pc%07d.crowd.test", (i+1)%c.Computers)
		put("msDS-AllowedToDelegateTo", "HOST/"+next, "WSMAN/"+next)
	}
	b = tlv(b, 4, []byte("CN="+name+",OU=Computers,"+crowdBase))
	return tlv(b, 0x30, list)
}

func (c Crowd) usual(name string) (spns []string) {
	for _, class := range crowdClasses[:min(c.SPNs, len(crowdClasses))] {
		spns = append(spns, class+"/"+name+".crowd.test")
	}
	return spns
}

func entry(dn string, attributes map[string]string) []byte {
	var list []byte
	for name, v := range attributes {
		list = tlv(list, 0x30, append(tlv(nil, 4, []byte(name)), tlv(nil, 0x31, tlv(nil, 4, []byte(v)))...))
	}
	return tlv(tlv(nil, 4, []byte(dn)), 0x30, list)
}

// message is an LDAPMessage (RFC 4511 4.1.1).
func message(b []byte, id int64, op byte, body, controls []byte) []byte {
	inner := append(tlv(nil, 2, binary.BigEndian.AppendUint32(nil, uint32(id))), tlv(nil, op, body)...)
	return tlv(b, 0x30, append(inner, controls...))
}

// tlv appends an element of BER.
func tlv(b []byte, tag byte, content []byte) []byte {
	b = append(b, tag)
	switch n := len(content); {
	case n < 0x80:
		b = append(b, byte(n))
	case n < 0x10000:
		b = append(b, 0x82, byte(n>>8), byte(n))
	default:
		b = append(b, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(b, content...)
}
