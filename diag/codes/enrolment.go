package codes

import "fmt"

// refusal is one answer of a certification authority.
type refusal struct {
	number uint32
	name   string // without CERTSRV_E_
	say    string
}

// certificates makes an entry of some of its answers.
func certificates(what, family string, also []string, next string, list ...refusal) Entry {
	e := Entry{What: what, Family: family, Also: also, Weight: usual - 2, Next: []string{next}}
	for _, r := range list {
		e.Codes = append(e.Codes, fmt.Sprintf("CERTSRV_E_%s (0x%08x)", r.name, r.number))
		e.Say = append(append(e.Say, "certsrv_e_"+lower(r.name)), forms(r.number)...)
		if r.say != "" {
			e.Say = append(e.Say, r.say)
		}
	}
	e.Codes = e.Codes[:min(len(e.Codes), 1)]
	if len(list) > 1 {
		e.Codes = []string{"CERTSRV_E_"}
	}
	return e
}

// enrolment are the answers of Active Directory's certification authority, from which logons
// with certificates and domain controllers have theirs (winerror.h, facility 9, 0x80094000).
var enrolment = []Entry{
	certificates("The certification authority lets this account not enrol, or not with this template.", Rights, []string{Policy}, "look at the security of the authority and at that of the template: it needs Read and Enroll for the account, computers as DOMAIN\\NAME$",
		refusal{0x80094011, "ENROLL_DENIED", "the permissions on this certification authority do not allow the current user to enroll*"},
		refusal{0x80094012, "TEMPLATE_DENIED", "the permissions on the certificate template do not allow the current user to enroll*"},
		refusal{0x80094008, "ROLECONFLICT", ""}, refusal{0x80094009, "RESTRICTEDOFFICER", ""}),
	certificates("The certification authority does not offer this template, or knows none of that name.", Config, []string{Policy, NotFound}, "publish the template at the authority, and wait until it has read its list anew; compare the template's version with what the authority's edition can do",
		refusal{0x80094800, "UNSUPPORTED_CERT_TYPE", "the requested certificate template is not supported by this ca*"},
		refusal{0x80094801, "NO_CERT_TYPE", "the request contains no certificate template information"},
		refusal{0x80094802, "TEMPLATE_CONFLICT", "the request contains conflicting template information"},
		refusal{0x80094807, "BAD_TEMPLATE_VERSION", ""}, refusal{0x80094813, "UNKNOWN_CERT_TYPE", ""}, refusal{0x80094814, "CERT_TYPE_OVERLAP", ""}),
	certificates("The request for the certificate lacks what the template wants of it.", Policy, []string{Config}, "compare the request with the template's pages Subject Name and Issuance Requirements",
		refusal{0x80094803, "SUBJECT_ALT_NAME_REQUIRED", ""}, refusal{0x80094804, "ARCHIVED_KEY_REQUIRED", ""}, refusal{0x80094805, "SMIME_REQUIRED", ""},
		refusal{0x80094808, "TEMPLATE_POLICY_REQUIRED", ""}, refusal{0x80094809, "SIGNATURE_POLICY_REQUIRED", ""}, refusal{0x8009480A, "SIGNATURE_COUNT", ""},
		refusal{0x8009480B, "SIGNATURE_REJECTED", ""}, refusal{0x8009480C, "ISSUANCE_POLICY_REQUIRED", ""}, refusal{0x80094810, "ARCHIVED_KEY_UNEXPECTED", ""},
		refusal{0x80094811, "KEY_LENGTH", "the public key does not meet the minimum size required by the specified certificate template"}, refusal{0x80094015, "NO_POLICY_SERVER", ""},
		refusal{0x80094016, "WEAK_SIGNATURE_OR_KEY", ""}, refusal{0x80094017, "KEY_ATTESTATION_NOT_SUPPORTED", ""}, refusal{0x80094018, "ENCRYPTION_CERT_REQUIRED", ""}, refusal{0x8009400A, "KEY_ARCHIVAL_NOT_CONFIGURED", ""}, refusal{0x8009400B, "NO_VALID_KRA", ""}),
	certificates("The account lacks what the template puts into the certificate: its UPN, mail address, DNS name or identifier.", Config, []string{Pkinit, NotFound}, "fill userPrincipalName, mail or dNSHostName at the account",
		refusal{0x8009480D, "SUBJECT_UPN_REQUIRED", ""}, refusal{0x8009480E, "SUBJECT_DIRECTORY_GUID_REQUIRED", ""}, refusal{0x8009480F, "SUBJECT_DNS_REQUIRED", "the dns name is unavailable and cannot be added to the subject alternate name"},
		refusal{0x80094812, "SUBJECT_EMAIL_REQUIRED", "the email name is unavailable and cannot be added to the subject or subject alternate name"}),
	certificates("The certification authority's officer refused the request, or has yet to decide on it.", Policy, []string{Config, Rights}, "look under Pending and Failed Requests at the authority: the template may wait for an officer's approval",
		refusal{0x80094014, "ADMIN_DENIED_REQUEST", "the request was denied by a certificate manager or ca administrator"}, refusal{0x80094003, "BAD_REQUESTSTATUS", "the request's current status does not allow this operation"}),
	certificates("The request for the certificate, or the certificate to be renewed, is not one that the authority can use.", Config, []string{Generic}, "make the request anew",
		refusal{0x80094001, "BAD_REQUESTSUBJECT", "the request subject name is invalid or too long"}, refusal{0x80094002, "NO_REQUEST", ""}, refusal{0x80094004, "PROPERTY_EMPTY", ""}, refusal{0x80094806, "BAD_RENEWAL_SUBJECT", ""}, refusal{0x8009400E, "BAD_RENEWAL_CERT_ATTRIBUTE", ""}, refusal{0x80094007, "ENCODING_LENGTH", ""}),
	certificates("The certification authority itself is not ready.", ServerDown, []string{TLS, Config}, "look at the authority's service and at the validity of its own certificate and revocation lists",
		refusal{0x80094005, "INVALID_CA_CERTIFICATE", ""}, refusal{0x80094006, "SERVER_SUSPENDED", ""}, refusal{0x8009400D, "NO_CAADMIN_DEFINED", ""}, refusal{0x8009400F, "NO_DB_SESSIONS", ""}, refusal{0x80094013, "DOWNLEVEL_DC_SSL_OR_UPGRADE", ""}),
}
