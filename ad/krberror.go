package ad

import (
	"fmt"
	"time"
)

// KDCError is the answer of a KDC, or of a service, that says no: a KRB-ERROR
// (RFC 4120 5.9.1). It is a value to be judged, and an error where one is
// needed.
type KDCError struct {
	Code       int           `json:"code"`
	Text       string        `json:"text,omitempty"` // e-text; Samba and Windows mostly send none
	Realm      string        `json:"realm,omitempty"`
	SName      string        `json:"sname,omitempty"`
	ServerTime time.Time     `json:"server_time,omitzero"` // the KDC's own clock, UTC
	Offset     time.Duration `json:"offset,omitempty"`     // KDC's clock minus ours, nanoseconds
	EData      []byte        `json:"e_data,omitempty"`
	NTStatus   uint32        `json:"nt_status,omitempty"` // from KERB-ERROR-DATA type 3 (MS-KILE 2.2.2), 0 for none
}

// Name is the RFC's name of the code: "KDC_ERR_S_PRINCIPAL_UNKNOWN".
func (e *KDCError) Name() string { return KDCErrorName(e.Code) }

// Error renders "7 KDC_ERR_S_PRINCIPAL_UNKNOWN", with the KDC's text if any.
func (e *KDCError) Error() string {
	s := fmt.Sprintf("%d %s", e.Code, e.Name())
	if e.Text != "" {
		s += ": " + clip(e.Text, 200)
	}
	return s
}

// The codes that the program acts on (RFC 4120 7.5.9).
const (
	ErrClientUnknown   = 6
	ErrServiceUnknown  = 7
	ErrNotUnique       = 8
	ErrNullKey         = 9
	ErrBadOption       = 13
	ErrETypeNoSupp     = 14
	ErrClientRevoked   = 18
	ErrServiceRevoked  = 19
	ErrKeyExpired      = 23
	ErrPreauthFailed   = 24
	ErrPreauthRequired = 25
	ErrBadIntegrity    = 31
	ErrTicketExpired   = 32
	ErrRepeat          = 34
	ErrNotUs           = 35
	ErrBadMatch        = 36
	ErrSkew            = 37
	ErrModified        = 41
	ErrBadKeyVersion   = 44
	ErrNoKey           = 45
	ErrTooBig          = 52
	ErrGeneric         = 60
	ErrWrongRealm      = 68
)

var kdcErrorNames = map[int]string{
	0: "KDC_ERR_NONE", 1: "KDC_ERR_NAME_EXP", 2: "KDC_ERR_SERVICE_EXP", 3: "KDC_ERR_BAD_PVNO",
	4: "KDC_ERR_C_OLD_MAST_KVNO", 5: "KDC_ERR_S_OLD_MAST_KVNO", 6: "KDC_ERR_C_PRINCIPAL_UNKNOWN",
	7: "KDC_ERR_S_PRINCIPAL_UNKNOWN", 8: "KDC_ERR_PRINCIPAL_NOT_UNIQUE", 9: "KDC_ERR_NULL_KEY",
	10: "KDC_ERR_CANNOT_POSTDATE", 11: "KDC_ERR_NEVER_VALID", 12: "KDC_ERR_POLICY", 13: "KDC_ERR_BADOPTION",
	14: "KDC_ERR_ETYPE_NOSUPP", 15: "KDC_ERR_SUMTYPE_NOSUPP", 16: "KDC_ERR_PADATA_TYPE_NOSUPP",
	17: "KDC_ERR_TRTYPE_NOSUPP", 18: "KDC_ERR_CLIENT_REVOKED", 19: "KDC_ERR_SERVICE_REVOKED",
	20: "KDC_ERR_TGT_REVOKED", 21: "KDC_ERR_CLIENT_NOTYET", 22: "KDC_ERR_SERVICE_NOTYET",
	23: "KDC_ERR_KEY_EXPIRED", 24: "KDC_ERR_PREAUTH_FAILED", 25: "KDC_ERR_PREAUTH_REQUIRED",
	26: "KDC_ERR_SERVER_NOMATCH", 27: "KDC_ERR_MUST_USE_USER2USER", 28: "KDC_ERR_PATH_NOT_ACCEPTED",
	29: "KDC_ERR_SVC_UNAVAILABLE", 31: "KRB_AP_ERR_BAD_INTEGRITY", 32: "KRB_AP_ERR_TKT_EXPIRED",
	33: "KRB_AP_ERR_TKT_NYV", 34: "KRB_AP_ERR_REPEAT", 35: "KRB_AP_ERR_NOT_US", 36: "KRB_AP_ERR_BADMATCH",
	37: "KRB_AP_ERR_SKEW", 38: "KRB_AP_ERR_BADADDR", 39: "KRB_AP_ERR_BADVERSION", 40: "KRB_AP_ERR_MSG_TYPE",
	41: "KRB_AP_ERR_MODIFIED", 42: "KRB_AP_ERR_BADORDER", 44: "KRB_AP_ERR_BADKEYVER", 45: "KRB_AP_ERR_NOKEY",
	46: "KRB_AP_ERR_MUT_FAIL", 47: "KRB_AP_ERR_BADDIRECTION", 48: "KRB_AP_ERR_METHOD", 49: "KRB_AP_ERR_BADSEQ",
	50: "KRB_AP_ERR_INAPP_CKSUM", 51: "KRB_AP_PATH_NOT_ACCEPTED", 52: "KRB_ERR_RESPONSE_TOO_BIG",
	60: "KRB_ERR_GENERIC", 61: "KRB_ERR_FIELD_TOOLONG", 62: "KDC_ERR_CLIENT_NOT_TRUSTED",
	63: "KDC_ERR_KDC_NOT_TRUSTED", 64: "KDC_ERR_INVALID_SIG", 65: "KDC_ERR_KEY_TOO_WEAK",
	66: "KDC_ERR_CERTIFICATE_MISMATCH", 67: "KRB_AP_ERR_NO_TGT", 68: "KDC_ERR_WRONG_REALM",
	69: "KRB_AP_ERR_USER_TO_USER_REQUIRED", 70: "KDC_ERR_CANT_VERIFY_CERTIFICATE",
	71: "KDC_ERR_INVALID_CERTIFICATE", 72: "KDC_ERR_REVOKED_CERTIFICATE",
	73: "KDC_ERR_REVOCATION_STATUS_UNKNOWN", 74: "KDC_ERR_REVOCATION_STATUS_UNAVAILABLE",
	75: "KDC_ERR_CLIENT_NAME_MISMATCH", 76: "KDC_ERR_KDC_NAME_MISMATCH",
	77: "KDC_ERR_INCONSISTENT_KEY_PURPOSE", 78: "KDC_ERR_DIGEST_IN_CERT_NOT_ACCEPTED",
	79: "KDC_ERR_PA_CHECKSUM_MUST_BE_INCLUDED", 80: "KDC_ERR_DIGEST_IN_SIGNED_DATA_NOT_ACCEPTED",
	81: "KDC_ERR_PUBLIC_KEY_ENCRYPTION_NOT_SUPPORTED",
	85: "KRB_AP_ERR_IAKERB_KDC_NOT_FOUND", 86: "KRB_AP_ERR_IAKERB_KDC_NO_RESPONSE",
	90: "KDC_ERR_PREAUTH_EXPIRED", 91: "KDC_ERR_MORE_PREAUTH_DATA_REQUIRED",
	92: "KDC_ERR_PREAUTH_BAD_AUTHENTICATION_SET",
	93: "KDC_ERR_UNKNOWN_CRITICAL_FAST_OPTION", 100: "KDC_ERR_NO_ACCEPTABLE_KDF",
}

// KDCErrorName returns the RFC's name of a code (RFC 4120 7.5.9, RFC 4556 3.1.3,
// RFC 6113 5.4.2, RFC 8636 7), or "KRB_ERR_99".
func KDCErrorName(code int) string {
	if n, ok := kdcErrorNames[code]; ok {
		return n
	}
	return fmt.Sprintf("KRB_ERR_%d", code)
}
