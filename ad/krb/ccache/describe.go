package ccache

import (
	"encoding/asn1"
	"encoding/hex"
	"net"
	"strconv"
	"unicode"
	"unicode/utf8"

	"adwalk/ad"
)

// Describe turns a cache into what klist shows. Nil gives an empty one.
func Describe(c *Cache) ad.CredCache {
	if c == nil {
		return ad.CredCache{}
	}
	out := ad.CredCache{Name: c.Name, Version: c.Version}
	if len(c.Principal.Components) > 0 || !c.NoKeys { // Windows says no name where there are no tickets
		out.Principal = c.Principal.String()
	}
	for i := range c.Credentials {
		t := describe(&c.Credentials[i])
		if c.NoKeys && len(c.Credentials[i].Client.Components) == 0 {
			t.Client = out.Principal
		}
		out.Tickets = append(out.Tickets, t)
	}
	return out
}

func describe(c *Credential) ad.CachedTicket {
	t := ad.CachedTicket{Client: c.Client.String(), Server: c.Server.String(), SessionEType: ad.EType(c.KeyType),
		Flags: ad.TicketFlags(c.Flags), AuthTime: c.AuthTime, Start: c.Start, End: c.End, RenewUntil: c.RenewTill, Removed: c.Removed(), Size: len(c.ticket)}
	if t.Start.IsZero() {
		t.Start = t.AuthTime
	}
	if key, about, ok := c.Config(); ok {
		t.Config, t.ConfigValue, t.ConfigRaw = key, printable(c.ticket), c.ticket
		if about != "" {
			t.Config += "(" + about + ")"
		}
		return t
	}
	t.AuthData = c.AuthData
	for _, a := range c.Addresses {
		t.Addresses = append(t.Addresses, a.String())
	}
	t.TicketEType = ad.EType(c.ticketEType)
	h, err := readTicket(c.ticket)
	if err != nil {
		return t
	}
	t.TicketEType, t.KVNO = ad.EType(h.EncPart.EType), h.EncPart.KVNO
	if p := (Principal{Realm: h.Realm, Components: h.SName.Parts}); !p.Equal(c.Server) {
		t.TicketServer = p.String()
	}
	return t
}

// ticketHead is the readable part of a ticket (RFC 4120 5.3).
type ticketHead struct {
	VNO   int    `asn1:"explicit,tag:0"`
	Realm string `asn1:"explicit,tag:1"`
	SName struct {
		Type  int      `asn1:"explicit,tag:0"`
		Parts []string `asn1:"explicit,tag:1"`
	} `asn1:"explicit,tag:2"`
	EncPart struct {
		EType  int    `asn1:"explicit,tag:0"`
		KVNO   int    `asn1:"explicit,optional,tag:1"`
		Cipher []byte `asn1:"explicit,tag:2"`
	} `asn1:"explicit,tag:3"`
}

func readTicket(b []byte) (ticketHead, error) {
	var h ticketHead
	_, err := asn1.UnmarshalWithParams(b, &h, "application,explicit,tag:1")
	return h, err
}

// String renders an address; other families as their number and hexadecimal.
func (a Address) String() string {
	switch {
	case a.Type == 2 && len(a.Data) == 4, a.Type == 24 && len(a.Data) == 16:
		return net.IP(a.Data).String()
	case a.Type == 20:
		return printable(a.Data)
	}
	return "addrtype " + strconv.Itoa(a.Type) + " " + hex.EncodeToString(a.Data)
}

// printable keeps text and shows anything else as hexadecimal.
func printable(b []byte) string {
	const most = 1024
	if len(b) > most {
		b = b[:most]
	}
	if !utf8.Valid(b) {
		return hex.EncodeToString(b)
	}
	for _, r := range string(b) {
		if !unicode.IsPrint(r) {
			return hex.EncodeToString(b)
		}
	}
	return string(b)
}
