package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"unicode/utf16"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/tds"
	"adwalk/ad/trace"
)

// tdsAnswers are the packets of a server: some answer a PRELOGIN with its own type.
var tdsAnswers = []byte{tds.Answer, tds.PreLogin}

// What a server says about encryption (MS-TDS 2.2.6.5).
const (
	tdsEncryptLogin = 0 // the login only
	tdsEncryptAll   = 1
	tdsEncryptNone  = 2
	tdsEncryptMust  = 3
)

func sqlService() service {
	return service{scheme: "mssql", port: "1433", class: "MSSQLSvc", takes: []string{"mssqlsvc"}, protocol: "TDS", ask: (*attempt).tds}
}

// tds greets the server with PRELOGIN and sends a LOGIN7 with the ticket as SSPI data
// (MS-TDS 3.2.5). No statement is sent; the connection ends when the ticket is judged.
func (a *attempt) tds(ctx context.Context) {
	host, port, _ := net.SplitHostPort(a.result.Address)
	x := a.begin(trace.TDS, "PRELOGIN, LOGIN7 with a ticket for "+a.result.SPN, "sqlcmd -E -S "+ad.ShellQuote("tcp:"+host+","+port))
	a.converse(ctx, x, a.sqlLogin)
}

func (a *attempt) sqlLogin(ctx context.Context, conn net.Conn) error {
	if err := tds.Write(conn, tds.PreLogin, preLogin()); err != nil {
		return err
	}
	answer, err := tds.Read(conn, tdsAnswers...)
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
	if err := tds.Write(login, tds.Login, login7(a.target.host, x.SPNEGO())); err != nil {
		return err
	}
	if answer, err = tds.Read(answers, tdsAnswers...); err != nil {
		return err
	}
	said, err := parseTokens(answer)
	if err != nil {
		return err
	}
	a.result.Status, a.result.Text = int(said.number), clip(said.text)
	switch {
	case len(said.sspi) > 0 || said.in:
		a.judge(x, said.sspi, true)
	case sqlHandshake[said.number]:
		a.judge(x, nil, false)
	case said.number != 0:
		a.result.Outcome, a.result.Text = ad.ProbeOther, clip(fmt.Sprintf("%d: %s", said.number, said.text))
	default: // neither an answer nor an error
		return tds.ErrPacket
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
			return 0, tds.ErrPacket
		}
		return b[off], nil
	}
	return 0, tds.ErrPacket
}

// login7 is a login by SSPI (MS-TDS 2.2.6.4): a head, a table of offsets and lengths,
// then the data.
func login7(server string, token []byte) []byte {
	const fixed = 36 + 13*4 + 6
	le := binary.LittleEndian
	b := make([]byte, fixed)
	le.PutUint32(b[4:], 0x74000004) // TDS 7.4
	le.PutUint32(b[8:], tds.PacketSize)
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
	inner := tds.NewHandshake(conn, tdsAnswers...)
	secure := tls.Client(inner, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, &tlsError{err}
	}
	inner.Over()
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
