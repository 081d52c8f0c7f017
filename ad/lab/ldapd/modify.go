package ldapd

import (
	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// modify answers a modify request; the tree decides.
func (c *conn) modify(req request) bool {
	dn, mods, ok := parseModify(req.op)
	var r store.Result
	switch {
	case !ok:
		r = store.Result{Code: store.ProtocolError, Text: "00000057: LdapErr: DSID-0C0907C4, comment: Error decoding ldap message, data 0, v4563\x00"}
	case c.who.DN == "":
		r = store.Result{Code: store.OperationsError, Text: "000004DC: LdapErr: DSID-0C090AE9, comment: " +
			"In order to perform this operation a successful bind must be completed on the connection., data 0, v4563\x00"}
	case c.gc:
		r = store.Result{Code: store.Unwilling, Text: "00002035: SvcErr: a global catalogue is read-only, data 0\n\x00"}
	default:
		r = c.srv.cfg.Tree.Modify(c.who, dn, mods)
	}
	c.srv.log("modify", dn, r.Code)
	return c.send(req, resultPacket(tagModifyResponse, r))
}

func parseModify(p *ber.Packet) (dn string, mods []store.Mod, ok bool) {
	if len(p.Children) != 2 {
		return "", nil, false
	}
	dn = string(bytesOf(p.Children[0]))
	for _, ch := range p.Children[1].Children {
		if len(ch.Children) != 2 || len(ch.Children[1].Children) != 2 {
			return dn, nil, false
		}
		op, isInt := intOf(ch.Children[0])
		if !isInt {
			return dn, nil, false
		}
		m := store.Mod{Op: int(op), Attribute: string(bytesOf(ch.Children[1].Children[0]))}
		for _, v := range ch.Children[1].Children[1].Children {
			m.Values = append(m.Values, append([]byte(nil), bytesOf(v)...))
		}
		mods = append(mods, m)
	}
	return dn, mods, len(mods) > 0
}
