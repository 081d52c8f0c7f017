package probe

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/mech"
	"adwalk/ad/trace"
)

// maxSMB bounds one message of a file server, in bytes: answers to a negotiation and
// a session setup are a few hundred.
const maxSMB = 128 << 10

// maxPending bounds how many messages a server may send that only ask for patience.
const maxPending = 16

// The commands of SMB2 that a probe sends, and what is in its header (MS-SMB2 2.2.1.2).
const (
	smbNegotiate    = 0
	smbSessionSetup = 1
	smbHeader       = 64
)

// NTSTATUS values that answer a session setup (MS-ERREF 2.3).
const (
	smbOK      = 0
	smbPending = 0x00000103
	smbMore    = 0xc0000016 // STATUS_MORE_PROCESSING_REQUIRED
	smbDenied  = 0xc000006d // STATUS_LOGON_FAILURE: the ticket cannot be read, or the person is nobody there
)

// smbNames are answers in which the ticket was not what the server stumbled over.
var smbNames = map[uint32]string{
	0xc0000022: "STATUS_ACCESS_DENIED",
	0xc000005e: "STATUS_NO_LOGON_SERVERS",
	0xc000006e: "STATUS_ACCOUNT_RESTRICTION",
	0xc000006f: "STATUS_INVALID_LOGON_HOURS",
	0xc0000070: "STATUS_INVALID_WORKSTATION",
	0xc0000072: "STATUS_ACCOUNT_DISABLED",
	0xc00000d0: "STATUS_REQUEST_NOT_ACCEPTED",
	0xc00000e5: "STATUS_INTERNAL_ERROR",
	0xc0000133: "STATUS_TIME_DIFFERENCE_AT_DC",
	0xc000015b: "STATUS_LOGON_TYPE_NOT_GRANTED",
	0xc0000413: "STATUS_AUTHENTICATION_FIREWALL_FAILED",
}

var errSMB = errors.New("not an answer of SMB2")

func fileService() service {
	return service{scheme: "smb", port: "445", class: "cifs", takes: []string{"cifs"}, protocol: "SMB", ask: (*attempt).smb}
}

// smb negotiates SMB2 or SMB3 and begins a session with the ticket (MS-SMB2 3.2.4.2).
// No share is opened; the connection ends when the ticket is judged.
func (a *attempt) smb(ctx context.Context) {
	x := a.begin(trace.SMB, "NEGOTIATE, SESSION_SETUP with a ticket for "+a.result.SPN, "smbclient --use-kerberos=required -N -L "+ad.ShellQuote(a.target.host))
	a.converse(ctx, x, a.session)
}

func (a *attempt) session(ctx context.Context, conn net.Conn) error {
	_, answer, err := smbAsk(conn, smbNegotiate, 0, 0, negotiateBody())
	if err != nil {
		return err
	}
	token := smbBuffer(answer, 56)
	mechs := krb.ParseOffer(token)
	for _, oid := range mechs {
		if name := mech.Name(oid); !slices.Contains(a.result.Offered, name) && len(a.result.Offered) < maxChallenges {
			a.result.Offered = append(a.result.Offered, name)
		}
	}
	kerberos := func(o mech.OID) bool { return o.Is(mech.Kerberos) || o.Is(mech.MSKerberos) }
	if len(mechs) > 0 && !slices.ContainsFunc(mechs, kerberos) {
		a.result.Outcome = ad.ProbeNoNegotiate
		if slices.ContainsFunc(mechs, func(o mech.OID) bool { return o.Is(mech.NTLM) }) {
			a.result.Outcome = ad.ProbeNTLMOnly
		}
		return nil
	}
	x := a.apReq(ctx, krb.GSSMutual|krb.GSSReplay|krb.GSSSequence|krb.GSSIntegrity, nil)
	if x == nil {
		return nil
	}
	status, answer, err := smbAsk(conn, smbSessionSetup, 1, 0, setupBody(x.SPNEGO()))
	if err != nil {
		return err
	}
	a.result.Status = int(status)
	switch status {
	case smbOK, smbMore:
		a.judge(x, smbBuffer(answer, 4), true)
	case smbDenied:
		a.result.Text = "STATUS_LOGON_FAILURE"
		a.judge(x, nil, false)
	default:
		a.result.Outcome, a.result.Text = ad.ProbeOther, smbNames[status]
		if a.result.Text == "" {
			a.result.Text = fmt.Sprintf("NTSTATUS 0x%08X", status)
		}
	}
	return nil
}

// negotiateBody offers SMB 2.0.2 to 3.1.1 (MS-SMB2 2.2.3).
func negotiateBody() []byte {
	dialects := []uint16{0x0202, 0x0210, 0x0300, 0x0302, 0x0311}
	le := binary.LittleEndian
	b := make([]byte, 36)
	le.PutUint16(b, 36)
	le.PutUint16(b[2:], uint16(len(dialects)))
	le.PutUint16(b[4:], 1) // signing is possible
	_, _ = rand.Read(b[12:28])
	for _, d := range dialects {
		b = le.AppendUint16(b, d)
	}
	for (smbHeader+len(b))%8 != 0 {
		b = append(b, 0)
	}
	le.PutUint32(b[28:], uint32(smbHeader+len(b)))
	le.PutUint16(b[32:], 2)
	salt := make([]byte, 32)
	_, _ = rand.Read(salt)
	integrity := append([]byte{1, 0, 32, 0, 1, 0}, salt...) // SHA-512 (2.2.3.1.1)
	b = append(le.AppendUint32(le.AppendUint16(le.AppendUint16(b, 1), uint16(len(integrity))), 0), integrity...)
	for (smbHeader+len(b))%8 != 0 {
		b = append(b, 0)
	}
	ciphers := []byte{2, 0, 2, 0, 1, 0} // AES-128 in GCM and CCM (2.2.3.1.2)
	return append(le.AppendUint32(le.AppendUint16(le.AppendUint16(b, 2), uint16(len(ciphers))), 0), ciphers...)
}

// setupBody carries a token (MS-SMB2 2.2.5).
func setupBody(token []byte) []byte {
	le := binary.LittleEndian
	b := make([]byte, 24)
	le.PutUint16(b, 25)
	b[3] = 1 // signing is possible
	le.PutUint16(b[12:], smbHeader+24)
	le.PutUint16(b[14:], uint16(len(token)))
	return append(b, token...)
}

// smbAsk sends one request and returns the status and the message that answers it.
func smbAsk(conn net.Conn, command uint16, id, session uint64, body []byte) (status uint32, answer []byte, err error) {
	le := binary.LittleEndian
	m := make([]byte, 4+smbHeader, 4+smbHeader+len(body))
	binary.BigEndian.PutUint32(m, uint32(smbHeader+len(body))) // MS-SMB2 2.1
	h := m[4:]
	copy(h, "\xfeSMB")
	le.PutUint16(h[4:], smbHeader)
	le.PutUint16(h[12:], command)
	le.PutUint16(h[14:], 31) // credits asked for
	le.PutUint64(h[24:], id)
	le.PutUint64(h[40:], session)
	if _, err := conn.Write(append(m, body...)); err != nil {
		return 0, nil, err
	}
	for range maxPending {
		answer, err := readSMB(conn)
		if err != nil {
			return 0, nil, err
		}
		status := le.Uint32(answer[8:])
		if le.Uint16(answer[12:]) != command || le.Uint64(answer[24:]) != id || answer[16]&1 == 0 {
			return 0, nil, errSMB
		}
		if status != smbPending {
			return status, answer, nil
		}
	}
	return 0, nil, errSMB
}

// readSMB reads one message behind its length (MS-SMB2 2.1).
func readSMB(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < smbHeader || n > maxSMB {
		return nil, errSMB
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(b, []byte("\xfeSMB")) {
		return nil, errSMB
	}
	return b, nil
}

// smbBuffer returns the part of a message whose offset and length stand at this place
// behind the header, each in two bytes; nil where it is not inside.
func smbBuffer(m []byte, at int) []byte {
	if len(m) < smbHeader+at+4 {
		return nil
	}
	off := int(binary.LittleEndian.Uint16(m[smbHeader+at:]))
	n := int(binary.LittleEndian.Uint16(m[smbHeader+at+2:]))
	if off < smbHeader || off+n > len(m) {
		return nil
	}
	return m[off : off+n]
}
