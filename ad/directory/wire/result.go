package wire

import (
	"fmt"

	"github.com/go-ldap/ldap/v3"
)

// Result is an LDAPResult (RFC 4511 4.1.9) with what a bind or an extended
// response adds to it.
type Result struct {
	Code       int
	MatchedDN  string
	Diagnostic string
	SASL       []byte // serverSaslCreds, nil when absent
	Value      []byte // responseValue of an extended response
}

// ResultError is a result that is not a success.
type ResultError struct{ Result Result }

// Error renders code, name and the server's text.
func (e *ResultError) Error() string {
	return fmt.Sprintf("%d %s %q", e.Result.Code, CodeName(e.Result.Code), e.Result.Diagnostic)
}

// CodeName gives the name of a result code in RFC 4511's spelling where it is
// a well-known one, "" for a code without a name.
func CodeName(code int) string {
	if n, ok := codeNames[code]; ok {
		return n
	}
	if code < 0 || code > 0xffff {
		return ""
	}
	return ldap.LDAPResultCodeMap[uint16(code)]
}

var codeNames = map[int]string{
	0: "success", 1: "operationsError", 2: "protocolError", 3: "timeLimitExceeded", 4: "sizeLimitExceeded",
	5: "compareFalse", 6: "compareTrue", 7: "authMethodNotSupported", 8: "strongerAuthRequired", 10: "referral",
	11: "adminLimitExceeded", 12: "unavailableCriticalExtension", 13: "confidentialityRequired",
	14: "saslBindInProgress", 16: "noSuchAttribute", 17: "undefinedAttributeType", 18: "inappropriateMatching",
	19: "constraintViolation", 20: "attributeOrValueExists", 21: "invalidAttributeSyntax", 32: "noSuchObject",
	34: "invalidDNSyntax", 48: "inappropriateAuthentication", 49: "invalidCredentials",
	50: "insufficientAccessRights", 51: "busy", 52: "unavailable", 53: "unwillingToPerform", 64: "namingViolation",
	65: "objectClassViolation", 68: "entryAlreadyExists", 80: "other",
}

// ParseResult reads the result from a response of any kind.
func ParseResult(m Message) (Result, error) {
	r := Reader(m.Body)
	code, err := r.Int(TagEnumerated)
	if err != nil {
		return Result{}, err
	}
	matched, err := r.Expect(TagOctetString)
	if err != nil {
		return Result{}, err
	}
	text, err := r.Expect(TagOctetString)
	if err != nil {
		return Result{}, err
	}
	res := Result{Code: int(code), MatchedDN: string(matched), Diagnostic: string(text)}
	for len(r) > 0 {
		tag, c, err := r.Next()
		if err != nil {
			return Result{}, err
		}
		switch tag {
		case 0x87:
			res.SASL = c
		case 0x8b:
			res.Value = c
		}
	}
	return res, nil
}
