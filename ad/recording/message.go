package recording

import "adwalk/ad"

// The vocabulary of package ad, by shorter names.
type (
	Message = ad.WireMessage
	// Summary says how much of a capture was read.
	Summary = ad.CaptureSummary
	Kind    = ad.WireKind
	Ticket  = ad.WireTicket
	Error   = ad.WireError
	Hint    = ad.ETypeHint
	NTLM    = ad.WireNTLM
	HTTP    = ad.WireHTTP
)

// The kinds, likewise.
const (
	ASReq           = ad.WireASReq
	ASRep           = ad.WireASRep
	TGSReq          = ad.WireTGSReq
	TGSRep          = ad.WireTGSRep
	APReq           = ad.WireAPReq
	APRep           = ad.WireAPRep
	KRBSafe         = ad.WireKRBSafe
	KRBPriv         = ad.WireKRBPriv
	KRBCred         = ad.WireKRBCred
	KRBError        = ad.WireKRBError
	NTLMNegotiate   = ad.WireNTLMNegotiate
	NTLMChallenge   = ad.WireNTLMChallenge
	NTLMAuth        = ad.WireNTLMAuth
	HTTPAnswer      = ad.WireHTTPAnswer
	LDAPBindResult  = ad.WireLDAPBindResult
	SMBSessionSetup = ad.WireSMBSessionSetup
	SMTPAnswer      = ad.WireSMTPAnswer
	TGTReq          = ad.WireTGTReq
	TGTRep          = ad.WireTGTRep
	KpasswdReply    = ad.WireKpasswdReply
)
