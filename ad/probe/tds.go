package probe

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
	"unicode/utf16"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// Packets of TDS (MS-TDS 2.2.3.1): their types, the size of their header, and the
// largest message that is read, in bytes.
const (
	tdsAnswer   = 0x04
	tdsLogin    = 0x10
	tdsSSPI     = 0x11
	tdsPreLogin = 0x12

	tdsHeader = 8
	tdsPacket = 4096
	maxTDS    = 256 << 10
)

// What a server says about encryption (MS-TDS 2.2.6.5).
const (
	tdsEncryptLogin = 0 // the login only
	tdsEncryptAll   = 1
	tdsEncryptNone  = 2
	tdsEncryptMust  = 3
)

// Tokens of an answer (MS-TDS 2.2.7).
const (
	tokenError    = 0xaa
	tokenInfo     = 0xab
	tokenLoginAck = 0xad
	tokenEnvChg   = 0xe3
	tokenSSPI     = 0xed
	tokenDone     = 0xfd
)

// sqlRefusals are errors of SQL Server behind a ticket that it has read: the key
// fits, and the login is refused for another reason. The others come from the
// negotiation itself (18452, 17806, 17807).
var sqlRefusals = map[int32]bool{
	18456: true,              // login failed for the user
	18401: true, 18451: true, // starting, or an administrator's connection only
	18461: true, // single user
	18470: true, // the login is disabled
	4060:  true, // the database cannot be opened
	916:   true,
}

var errTDS = errors.New("not an answer of SQL Server")

// tds greets the server with PRELOGIN and sends a LOGIN7 with the ticket as SSPI data
// (MS-TDS 3.2.5). No statement is sent; the connection ends when the ticket is judged.
func (a *attempt) tds(ctx context.Context) {
	host, port, _ := net.SplitHostPort(a.result.Address)
	x := a.begin(trace.TDS, "PRELOGIN, LOGIN7 with a ticket for "+a.result.SPN, "sqlcmd -E -S "+ad.ShellQuote("tcp:"+host+","+port))
	defer func() { a.end(x) }()
	conn, err := a.dial(ctx)
	if err != nil {
		a.broken(err)
		return
	}
	defer conn.Close()
	defer closeWith(ctx, conn)()
	if err := a.sqlLogin(ctx, conn); err != nil {
		a.broken(late(ctx, err))
	}
}

func (a *attempt) sqlLogin(ctx context.Context, conn net.Conn) error {
	if err := writeTDS(conn, tdsPreLogin, preLogin()); err != nil {
		return err
	}
	answer, err := readTDS(conn)
	if err != nil {
		return err
	}
	encryption, err := encryptionOf(answer)
	if err != nil {
		return err
	}
	login, answers := io.Writer(conn), io.Reader(conn)
	if encryption != tdsEncryptNone {
		secure, err := a.protectTDS(ctx, conn)
		if err != nil {
			return err
		}
		login = secure
		if encryption != tdsEncryptLogin {
			answers = secure
		}
	}
	// The token goes without channel bindings: where TLS ends with the login it is
	// not the channel, and a server that demands them says so (17806, 18452).
	x := a.apReq(ctx, krb.GSSMutual|krb.GSSReplay|krb.GSSSequence|krb.GSSIntegrity, nil)
	if x == nil {
		return nil
	}
	if err := writeTDS(login, tdsLogin, login7(a.target.host, x.SPNEGO())); err != nil {
		return err
	}
	if answer, err = readTDS(answers); err != nil {
		return err
	}
	said, err := parseTokens(answer)
	if err != nil {
		return err
	}
	a.result.Status, a.result.Text = int(said.number), clip(said.text)
	switch {
	case said.number != 0 && len(said.sspi) == 0 && sqlRefusals[said.number]:
		a.result.Outcome, a.result.Text = ad.ProbeOther, clip(fmt.Sprintf("%d: %s", said.number, said.text))
	case said.number != 0 && len(said.sspi) == 0:
		a.judge(x, nil, false)
	default:
		a.judge(x, said.sspi, said.in || len(said.sspi) > 0)
	}
	return nil
}

// preLogin offers a version and leaves the encryption to the server (MS-TDS 2.2.6.5).
func preLogin() []byte {
	const options = 2*5 + 1
	b := []byte{0, 0, options, 0, 6, 1, 0, options + 6, 0, 1, 0xff} // VERSION, ENCRYPTION, end
	return append(b, 0, 0, 0, 0, 0, 0, tdsEncryptLogin)
}

// encryptionOf finds what the server wants in its answer to PRELOGIN.
func encryptionOf(b []byte) (byte, error) {
	for at := 0; at+5 <= len(b) && b[at] != 0xff; at += 5 {
		off, n := int(binary.BigEndian.Uint16(b[at+1:])), int(binary.BigEndian.Uint16(b[at+3:]))
		if b[at] != 1 {
			continue
		}
		if n < 1 || off >= len(b) || b[off] > tdsEncryptMust {
			return 0, errTDS
		}
		return b[off], nil
	}
	return 0, errTDS
}

// login7 is a login by SSPI (MS-TDS 2.2.6.4): a head, a table of offsets and lengths,
// then the data.
func login7(server string, token []byte) []byte {
	const fixed = 36 + 13*4 + 6
	le := binary.LittleEndian
	b := make([]byte, fixed)
	le.PutUint32(b[4:], 0x74000004) // TDS 7.4
	le.PutUint32(b[8:], tdsPacket)
	b[25] = 0x80 // option flags 2: integrated security
	data := []byte{}
	put := func(at int, s string) {
		le.PutUint16(b[at:], uint16(fixed+len(data)))
		units := utf16.Encode([]rune(s))
		le.PutUint16(b[at+2:], uint16(len(units)))
		for _, u := range units {
			data = le.AppendUint16(data, u)
		}
	}
	for i, s := range []string{"adwalk", "", "", "adwalk", server, "", "adwalk", "", ""} {
		put(36+4*i, s) // host, user, password, program, server, extension, library, language, database
	}
	sspi := 36 + 9*4 + 6 // behind the client's identifier of six bytes
	le.PutUint16(b[sspi:], uint16(fixed+len(data)))
	le.PutUint16(b[sspi+2:], uint16(min(len(token), 0xffff)))
	if len(token) >= 0xffff {
		le.PutUint32(b[fixed-4:], uint32(len(token)))
	}
	data = append(data, token...)
	for _, at := range []int{sspi + 4, sspi + 8} { // a file to attach, a new password
		le.PutUint16(b[at:], uint16(min(fixed+len(data), 0xffff)))
	}
	b = append(b, data...)
	le.PutUint32(b, uint32(len(b)))
	return b
}

// sqlAnswer is what an answer to a login says.
type sqlAnswer struct {
	in     bool   // the login is acknowledged
	sspi   []byte // the server's token
	number int32  // of its first error, 0 without one
	text   string
}

// parseTokens reads the stream of tokens up to its end or to the first of a kind that
// no answer to a login has.
func parseTokens(b []byte) (sqlAnswer, error) {
	var out sqlAnswer
	known := false
	for len(b) > 0 {
		kind := b[0]
		if kind == tokenDone {
			return out, nil
		}
		if kind != tokenError && kind != tokenInfo && kind != tokenLoginAck && kind != tokenEnvChg && kind != tokenSSPI {
			break
		}
		if len(b) < 3 || len(b) < 3+int(binary.LittleEndian.Uint16(b[1:])) {
			return out, errTDS
		}
		n := 3 + int(binary.LittleEndian.Uint16(b[1:]))
		in := b[3:n]
		b, known = b[n:], true
		switch kind {
		case tokenSSPI:
			out.sspi = in
		case tokenLoginAck:
			out.in = true
		case tokenError:
			if len(in) < 8 {
				return out, errTDS
			}
			if out.number == 0 {
				out.number = int32(binary.LittleEndian.Uint32(in))
				out.text = ucs2(in[8:], int(binary.LittleEndian.Uint16(in[6:])))
			}
		}
	}
	if !known {
		return out, errTDS
	}
	return out, nil
}

// ucs2 reads n characters of two bytes, or as many as there are.
func ucs2(b []byte, n int) string {
	units := make([]uint16, 0, min(n, len(b)/2))
	for i := 0; i < n && 2*i+1 < len(b); i++ {
		units = append(units, binary.LittleEndian.Uint16(b[2*i:]))
	}
	return strings.ToValidUTF8(string(utf16.Decode(units)), "?")
}

// writeTDS sends a message in packets.
func writeTDS(w io.Writer, kind byte, body []byte) error {
	var out []byte
	for number := byte(1); ; number++ {
		part := body[:min(len(body), tdsPacket-tdsHeader)]
		body = body[len(part):]
		last := byte(0)
		if len(body) == 0 {
			last = 1
		}
		out = append(out, kind, last, 0, 0, 0, 0, number, 0)
		binary.BigEndian.PutUint16(out[len(out)-6:], uint16(tdsHeader+len(part)))
		out = append(out, part...)
		if last == 1 {
			_, err := w.Write(out)
			return err
		}
	}
}

// readTDS reads a whole message of a server.
func readTDS(r io.Reader) ([]byte, error) {
	var out []byte
	for {
		var head [tdsHeader]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
		n := int(binary.BigEndian.Uint16(head[2:])) - tdsHeader
		if head[0] != tdsAnswer && head[0] != tdsPreLogin || n < 0 || len(out)+n > maxTDS {
			return nil, errTDS
		}
		part := make([]byte, n)
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		out = append(out, part...)
		if head[1]&1 == 1 {
			return out, nil
		}
	}
}

// protectTDS makes the connection a TLS one. The handshake travels in packets of
// PRELOGIN, what follows does not (MS-TDS 3.2.5.2). A server usually has a certificate
// that it made for itself, and often protects the login alone, so that a certificate
// which cannot be verified does not end the probe: it is said in the result. Nothing
// goes through that would have to stay secret; the ticket is for this service only.
func (a *attempt) protectTDS(ctx context.Context, conn net.Conn) (*tls.Conn, error) {
	config := a.opts.TLS.Clone()
	config.ServerName, config.NextProtos = a.target.host, nil
	config.InsecureSkipVerify = true     // verified below, where it is known what for
	config.MaxVersion = tls.VersionTLS12 // TLS inside of TDS 7 knows no newer one
	inner := &handshakeConn{Conn: conn}
	secure := tls.Client(inner, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, &tlsError{err}
	}
	inner.bare = true
	state := secure.ConnectionState()
	a.result.TLS = describe(state)
	if len(state.PeerCertificates) == 0 || verify(state, a.opts.TLS.RootCAs, a.target.host) != nil {
		a.result.TLS += ", not verified"
	}
	return secure, nil
}

// verify holds a server's certificate against the roots, nil for the system's.
func verify(state tls.ConnectionState, roots *x509.CertPool, host string) error {
	between := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{DNSName: host, Roots: roots, Intermediates: between})
	return err
}

// handshakeConn wraps what TLS sends during its handshake into packets of PRELOGIN,
// and unwraps what comes.
type handshakeConn struct {
	net.Conn
	bare bool // the handshake is over
	left bytes.Reader
}

func (c *handshakeConn) Write(b []byte) (int, error) {
	if c.bare {
		return c.Conn.Write(b)
	}
	if err := writeTDS(c.Conn, tdsPreLogin, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (c *handshakeConn) Read(b []byte) (int, error) {
	if c.left.Len() == 0 {
		if c.bare {
			return c.Conn.Read(b)
		}
		m, err := readTDS(c.Conn)
		if err != nil {
			return 0, err
		}
		if len(m) == 0 {
			return 0, errTDS
		}
		c.left.Reset(m)
	}
	return c.left.Read(b)
}

// browserTime is how long a SQL Server Browser is waited for.
const browserTime = 2 * time.Second

// instancePort asks the SQL Server Browser of a host, on UDP port 1434, for the TCP
// port of an instance (MC-SQLR 2.2.3, 2.2.5).
func (p *Prober) instancePort(ctx context.Context, host, instance string) (string, error) {
	address := net.JoinHostPort(host, "1434")
	x := p.opts.Trace.Begin(trace.Event{Protocol: trace.TDS, Kind: trace.Probe, Asked: "the port of the instance " + instance, Server: address, Protection: "none"})
	port, err := func() (string, error) {
		ctx, cancel := context.WithTimeout(ctx, browserTime)
		defer cancel()
		conn, err := p.opts.Dial(ctx, "udp", address)
		if err != nil {
			return "", err
		}
		defer conn.Close()
		defer closeWith(ctx, conn)()
		if _, err := conn.Write(append(append([]byte{4}, instance...), 0)); err != nil {
			return "", err
		}
		b := make([]byte, 2048)
		n, err := conn.Read(b)
		if err != nil {
			return "", late(ctx, err)
		}
		return browserPort(b[:n], instance)
	}()
	x.End(err)
	return port, err
}

// browserPort finds the TCP port in a Browser's answer: pairs of names and values
// between semicolons.
func browserPort(b []byte, instance string) (string, error) {
	if len(b) < 3 || b[0] != 5 || int(binary.LittleEndian.Uint16(b[1:])) != len(b)-3 {
		return "", errTDS
	}
	words := strings.Split(string(b[3:]), ";")
	named := false
	for i := 0; i+1 < len(words); i += 2 {
		if words[i] == "" { // between two instances
			i--
			continue
		}
		switch value := words[i+1]; strings.ToLower(words[i]) {
		case "instancename":
			named = strings.EqualFold(value, instance)
		case "tcp":
			if named && value != "" && len(value) <= 5 && strings.Trim(value, "0123456789") == "" {
				return value, nil
			}
		}
	}
	return "", errTDS
}
