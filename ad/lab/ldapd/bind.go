package ldapd

import (
	"crypto/subtle"
	"fmt"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// bind answers a simple bind. Without TLS a password is refused before it is
// looked at; an empty name and password is an anonymous bind.
func (c *conn) bind(req request) bool {
	reply := func(r store.Result, target string) bool {
		c.srv.log("bind", target, r.Code)
		return c.send(req, resultPacket(tagBindResponse, r))
	}
	if len(req.op.Children) != 3 {
		return reply(store.Result{Code: store.ProtocolError, Text: "the bind request is malformed"}, "")
	}
	name, auth := string(bytesOf(req.op.Children[1])), req.op.Children[2]
	c.who, c.name = store.Identity{}, ""
	if auth.ClassType == ber.ClassContext && auth.Tag == 3 {
		return c.sasl(req, auth)
	}
	c.bindings = nil
	if auth.ClassType != ber.ClassContext || auth.Tag != 0 {
		return reply(store.Result{Code: store.AuthMethodNotSupp,
			Text: "00002027: LdapErr: DSID-0C0905F0, comment: the authentication mechanism is not offered by the lab, data 0, v4563\x00"}, name)
	}
	password := bytesOf(auth)
	switch {
	case name == "" && len(password) == 0:
		return reply(store.Result{}, "")
	case !c.secure && !c.srv.cfg.Policy().Unsigned:
		return reply(store.Result{Code: store.StrongAuthRequired, Text: "00002028: LdapErr: DSID-0C090259, comment: " +
			"The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v4563\x00"}, name)
	case len(password) == 0:
		// A name without a password is an unauthenticated bind (RFC 4513 5.1.2).
		return reply(store.Result{}, name)
	}
	e := c.srv.cfg.Tree.Account(name)
	if data := refusal(e, password, c.srv.cfg.Tree.Now()); data != "" {
		return reply(store.Result{Code: store.InvalidCredentials,
			Text: fmt.Sprintf("80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data %s, v4563\x00", data)}, name)
	}
	c.who = store.Identity{DN: e.DN, Secret: e.Secret}
	c.name = c.srv.cfg.NetBIOS + `\` + e.Text("sAMAccountName")
	return reply(store.Result{}, name)
}

// refusal gives the data field of a refused bind, "" when the account may log
// in. The state of an account is told only to those who know its password,
// except that an unknown name and a wrong password are told apart, as a domain
// controller does.
func refusal(e *store.Entry, password []byte, now time.Time) string {
	if e == nil || e.Secret == nil {
		return "525"
	}
	uac := store.UAC(e)
	expires := ad.Filetime(e.Int("accountExpires"))
	switch {
	case e.Int("lockoutTime") > 0:
		return "775"
	case len(e.Secret.Types()) == 0, subtle.ConstantTimeCompare([]byte(e.Secret.Password), password) != 1:
		return "52e"
	case uac.Has(ad.UACDisabled):
		return "533"
	case !expires.IsZero() && now.After(expires):
		return "701"
	case e.Int("pwdLastSet") == 0 && !e.IsA("computer"):
		return "773"
	}
	return ""
}
