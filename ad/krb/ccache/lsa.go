package ccache

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"time"
	"unicode/utf16"

	"adwalk/ad"
)

// logonSession is the cache of the Windows logon session, by the name that MIT
// Kerberos gives it.
const logonSession = "MSLSA:"

// lsaForm is one layout of the local security authority's list of tickets
// (KERB_QUERY_TKT_CACHE_RESPONSE and its later forms in ntsecapi.h, with pointers of
// 64 bits). The message types are those of KERB_PROTOCOL_MESSAGE_TYPE.
type lsaForm struct {
	message uint32
	size    int  // of an entry, in bytes
	client  bool // names the client, too
	session bool // says the session key's encryption type
}

// lsaForms are asked in this order: older systems know only the last.
var lsaForms = []lsaForm{
	{message: 20, size: 104, client: true, session: true}, // KerbQueryTicketCacheEx2Message
	{message: 14, size: 96, client: true},                 // KerbQueryTicketCacheExMessage
	{message: 1, size: 64},                                // KerbQueryTicketCacheMessage
}

// lsaTicket is an entry of that list. It has neither keys nor the ticket itself.
type lsaTicket struct {
	client, server    Principal // the client is empty where the form does not say it
	start, end, renew time.Time
	etype, session    int32 // session is 0 where the form does not say it
	flags             uint32
}

// maxLSATickets bounds what is taken of a list.
const maxLSATickets = 10_000

var errLSAList = errors.New("the list of tickets is not laid out as documented")

// decodeLSA reads a list whose first byte lies at an address: its texts are pointers
// into the same memory. Times are FILETIME.
func decodeLSA(b []byte, address uint64, f lsaForm) ([]lsaTicket, error) {
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != f.message {
		return nil, errLSAList
	}
	n := int(binary.LittleEndian.Uint32(b[4:]))
	if n > maxLSATickets || n*f.size > len(b)-8 {
		return nil, errLSAList
	}
	var out []lsaTicket
	for i := range n {
		e := b[8+i*f.size:][:f.size]
		var texts []string
		for len(texts) < 2 || f.client && len(texts) < 4 {
			s, err := lsaText(b, address, e)
			if err != nil {
				return out, err
			}
			texts, e = append(texts, s), e[16:]
		}
		var t lsaTicket
		if f.client {
			t.client, texts = lsaPrincipal(texts[0], texts[1]), texts[2:]
		}
		t.server = lsaPrincipal(texts[0], texts[1])
		for k, at := range []*time.Time{&t.start, &t.end, &t.renew} {
			*at = ad.Filetime(int64(binary.LittleEndian.Uint64(e[8*k:])))
		}
		t.etype, t.flags = int32(binary.LittleEndian.Uint32(e[24:])), binary.LittleEndian.Uint32(e[28:])
		if f.session {
			t.session = int32(binary.LittleEndian.Uint32(e[32:]))
		}
		out = append(out, t)
	}
	return out, nil
}

// lsaText reads a UNICODE_STRING: its length in bytes, and where it lies.
func lsaText(b []byte, address uint64, e []byte) (string, error) {
	n, at := int(binary.LittleEndian.Uint16(e)), binary.LittleEndian.Uint64(e[8:])
	if n == 0 {
		return "", nil
	}
	if at < address || n%2 != 0 || at-address > uint64(len(b)) || uint64(n) > uint64(len(b))-(at-address) {
		return "", errLSAList
	}
	raw := b[at-address:][:n]
	units := make([]uint16, n/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units)), nil
}

// lsaPrincipal takes a name apart; Windows keeps it as one text.
func lsaPrincipal(name, realm string) Principal {
	return Principal{Realm: realm, Components: strings.Split(name, "/")}
}

// openLogonSession lists the tickets of the Windows logon session.
func openLogonSession(ctx context.Context) (*Cache, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list, err := askLSA()
	if err != nil {
		if errors.Is(err, errors.ErrUnsupported) {
			return nil, unsupported(logonSession, "MSLSA")
		}
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "reading the cache " + logonSession, Why: "Windows did not list the tickets of the logon session: " + err.Error(),
			Do: "run klist, which asks the same; or log in with --user", Err: err}
	}
	c := &Cache{Name: logonSession, Version: 4, NoKeys: true}
	for _, t := range list {
		if len(c.Principal.Components) == 0 {
			c.Principal = t.client
		}
		c.Credentials = append(c.Credentials, Credential{Client: t.client, Server: t.server, KeyType: t.session, AuthTime: t.start, Start: t.start, End: t.end,
			RenewTill: t.renew, rawEnd: uint32(t.end.Unix()), Flags: t.flags, ticketEType: t.etype})
	}
	return c, nil
}
