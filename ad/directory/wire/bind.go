package wire

// AppendSimpleBind appends a bind request with a password (RFC 4511 4.2). An
// empty name and password is an anonymous bind.
func AppendSimpleBind(b []byte, name string, password []byte) []byte {
	body := AppendInt(nil, TagInteger, 3)
	body = AppendString(body, TagOctetString, name)
	body = AppendTLV(body, 0x80, password)
	b = AppendTLV(b, OpBindRequest, body)
	clear(body)
	return b
}

// AppendSASLBind appends a bind request of a SASL mechanism; nil credentials
// leave the element out, which differs from empty ones.
func AppendSASLBind(b []byte, mechanism string, credentials []byte) []byte {
	auth := AppendString(nil, TagOctetString, mechanism)
	if credentials != nil {
		auth = AppendTLV(auth, TagOctetString, credentials)
	}
	body := AppendInt(nil, TagInteger, 3)
	body = AppendString(body, TagOctetString, "")
	body = AppendTLV(body, 0xa3, auth)
	return AppendTLV(b, OpBindRequest, body)
}

// AppendExtended appends an extended request without a value (RFC 4511 4.12).
func AppendExtended(b []byte, oid string) []byte {
	return AppendTLV(b, OpExtendedRequest, AppendString(nil, 0x80, oid))
}

// The extended operations that are asked for.
const (
	OIDStartTLS = "1.3.6.1.4.1.1466.20037"  // RFC 4511 4.14
	OIDWhoAmI   = "1.3.6.1.4.1.4203.1.11.3" // RFC 4532
)
