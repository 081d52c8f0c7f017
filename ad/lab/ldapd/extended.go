package ldapd

import (
	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// Extended operations of RFC 4511 4.14 and RFC 4532.
const (
	oidStartTLS = "1.3.6.1.4.1.1466.20037"
	oidWhoAmI   = "1.3.6.1.4.1.4203.1.11.3"
)

func (c *conn) extended(req request) bool {
	oid := ""
	if len(req.op.Children) > 0 {
		oid = string(bytesOf(req.op.Children[0]))
	}
	reply := func(r store.Result, name string, value []byte) bool {
		c.srv.log("extended", oid, r.Code)
		p := resultPacket(tagExtendedReply, r)
		if name != "" {
			p.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 10, name, ""))
		}
		if value != nil {
			p.AppendChild(ber.NewString(ber.ClassContext, ber.TypePrimitive, 11, string(value), ""))
		}
		return c.send(req, p)
	}
	switch oid {
	case oidStartTLS:
		if _, protected := c.raw.(*layer); protected || c.secure {
			return reply(store.Result{Code: store.OperationsError, Text: "TLS is already in force"}, oidStartTLS, nil)
		}
		if c.srv.cfg.Policy().NoTLS {
			return reply(store.Result{Code: unavailable, Text: "00000000: LdapErr: DSID-0C0910F3, comment: Error initializing SSL/TLS, data 0, v4563\x00"}, oidStartTLS, nil)
		}
		return reply(store.Result{}, oidStartTLS, nil) && c.startTLS()
	case oidWhoAmI:
		who := ""
		if c.name != "" {
			who = "u:" + c.name
		}
		return reply(store.Result{}, "", []byte(who))
	}
	return reply(store.Result{Code: store.ProtocolError, Text: "0000203D: LdapErr: DSID-0C09113D, comment: Unknown extended request OID, data 0, v4563\x00"}, "", nil)
}

// unavailable is a result code of RFC 4511.
const unavailable = 52
