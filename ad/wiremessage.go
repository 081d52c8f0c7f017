package ad

import "time"

// WireKind names a message as its protocol does: "AS-REQ", "KRB-ERROR", "NTLM-AUTHENTICATE".
type WireKind string

// The kinds of messages. The Kerberos ones follow RFC 4120 5.10, the NTLM ones
// MS-NLMP 2.2.1, the others are the answers of the protocols around them.
const (
	WireASReq           WireKind = "AS-REQ"
	WireASRep           WireKind = "AS-REP"
	WireTGSReq          WireKind = "TGS-REQ"
	WireTGSRep          WireKind = "TGS-REP"
	WireAPReq           WireKind = "AP-REQ"
	WireAPRep           WireKind = "AP-REP"
	WireKRBSafe         WireKind = "KRB-SAFE"
	WireKRBPriv         WireKind = "KRB-PRIV"
	WireKRBCred         WireKind = "KRB-CRED"
	WireKRBError        WireKind = "KRB-ERROR"
	WireNTLMNegotiate   WireKind = "NTLM-NEGOTIATE"
	WireNTLMChallenge   WireKind = "NTLM-CHALLENGE"
	WireNTLMAuth        WireKind = "NTLM-AUTHENTICATE"
	WireHTTPAnswer      WireKind = "HTTP"          // a status line that belongs to a login
	WireLDAPBindResult  WireKind = "LDAP-BIND"     // the result of a bind
	WireSMBSessionSetup WireKind = "SMB2-SESSION"  // the status of a session setup
	WireSMTPAnswer      WireKind = "SMTP"          // the reply to an AUTH
	WireTGTReq          WireKind = "TGT-REQ"       // of the user-to-user exchange
	WireTGTRep          WireKind = "TGT-REP"       // its answer
	WireKpasswdReply    WireKind = "KPASSWD-REPLY" // an answer of the password service without a KRB-ERROR
)

// WireMessage is one message of a login that was read from a recording, and where
// it was seen. It holds no ticket bytes, no hash and no challenge response.
type WireMessage struct {
	Frame   int       `json:"frame"`           // number of the packet that completed it, from 1
	At      time.Time `json:"at"`              // of that packet, UTC
	From    string    `json:"from"`            // address:port
	To      string    `json:"to"`              // address:port
	Carrier string    `json:"carrier"`         // "KDC/UDP", "KDC/TCP", "kpasswd", "HTTP", "LDAP", "SMB2", "DCE/RPC", "SMTP", "TCP"
	Kind    WireKind  `json:"kind"`            //
	Mechs   []string  `json:"mechs,omitempty"` // mechanisms that a SPNEGO token offers, in its order

	Client  string      `json:"client,omitempty"`  // principal without realm
	CRealm  string      `json:"crealm,omitempty"`  // the client's realm
	Service string      `json:"service,omitempty"` // SPN asked for, issued for or refused
	Realm   string      `json:"realm,omitempty"`   // realm asked, or of the service
	ETypes  []EType     `json:"etypes,omitempty"`  // that the client offers, in its order
	Ticket  *WireTicket `json:"ticket,omitempty"`  // the ticket inside: new in a reply, shown in a request
	// ReplyEType encrypts the part for the client (AS-REP, TGS-REP, AP-REP) or the
	// authenticator (AP-REQ, TGS-REQ); 0 for none.
	ReplyEType EType `json:"reply_etype,omitempty"`
	// PartETypes are those of the other encrypted parts in the clear message: the
	// timestamp of an AS-REQ, what FAST armours, authorization data, KRB-PRIV.
	PartETypes []EType     `json:"part_etypes,omitempty"`
	Preauth    []int       `json:"preauth,omitempty"`  // types of pre-authentication data (RFC 4120 7.5.2)
	Options    []string    `json:"options,omitempty"`  // KDC options that matter: forwardable, canonicalize, cname-in-addl-tkt
	User       string      `json:"for_user,omitempty"` // of S4U2Self (PA-FOR-USER)
	FAST       bool        `json:"fast,omitempty"`     // the request is armoured (RFC 6113): names inside are not visible
	Armor      *WireTicket `json:"armor,omitempty"`    // the ticket of the armour
	// Second is the additional ticket of a TGS-REQ: the user's of S4U2Proxy, the
	// server's TGT of user-to-user.
	Second *WireTicket `json:"second_ticket,omitempty"`
	Error  *WireError  `json:"error,omitempty"`     // of a KRB-ERROR; nil where its code was cut off
	Hints  []ETypeHint `json:"hints,omitempty"`     // encryption types and salts of a KRB-ERROR 25 or 24
	NTLM   *WireNTLM   `json:"ntlm,omitempty"`      //
	HTTP   *WireHTTP   `json:"http,omitempty"`      // request or answer around the token
	Status uint32      `json:"status,omitempty"`    // NTSTATUS of SMB2, result of LDAP, reply of SMTP or kpasswd
	Text   string      `json:"text,omitempty"`      // what came with it
	Cut    bool        `json:"truncated,omitempty"` // the capture holds only its beginning
}

// WireTicket is the readable part of a ticket.
type WireTicket struct {
	Service string `json:"service"`
	Realm   string `json:"realm"`
	EType   EType  `json:"etype"` // 0 where it was cut off
	Kvno    int    `json:"kvno,omitempty"`
}

// WireError is a KRB-ERROR (RFC 4120 5.9.1).
type WireError struct {
	Code     int       `json:"code"`
	Name     string    `json:"name"`
	Text     string    `json:"text,omitempty"`
	Server   time.Time `json:"server_time,omitzero"`
	NTStatus uint32    `json:"nt_status,omitempty"`
}

// ETypeHint is an entry of ETYPE-INFO2 (RFC 4120 5.2.7.5).
type ETypeHint struct {
	EType EType  `json:"etype"`
	Salt  string `json:"salt,omitempty"`
}

// WireNTLM holds the names of an NTLM message (MS-NLMP 2.2.1). Challenges and
// responses are left out.
type WireNTLM struct {
	User        string `json:"user,omitempty"`
	Domain      string `json:"domain,omitempty"`
	Workstation string `json:"workstation,omitempty"`
	Target      string `json:"target,omitempty"` // SPN that the client put into its response (MsvAvTargetName)
	Server      string `json:"server,omitempty"` // DNS name of the server that sent the challenge
}

// WireHTTP is what stood around a token.
type WireHTTP struct {
	Method  string   `json:"method,omitempty"`
	Host    string   `json:"host,omitempty"`
	Path    string   `json:"path,omitempty"`
	Status  int      `json:"status,omitempty"`
	Schemes []string `json:"schemes,omitempty"` // that the server or proxy offers
	Proxy   bool     `json:"proxy,omitempty"`
}
