package recording

import (
	"time"

	"adwalk/ad"
)

// Kind names a message as its protocol does: "AS-REQ", "KRB-ERROR", "NTLM-AUTHENTICATE".
type Kind string

// The kinds of messages. The Kerberos ones follow RFC 4120 5.10, the NTLM ones
// MS-NLMP 2.2.1, the others are the answers of the protocols around them.
const (
	ASReq           Kind = "AS-REQ"
	ASRep           Kind = "AS-REP"
	TGSReq          Kind = "TGS-REQ"
	TGSRep          Kind = "TGS-REP"
	APReq           Kind = "AP-REQ"
	APRep           Kind = "AP-REP"
	KRBSafe         Kind = "KRB-SAFE"
	KRBPriv         Kind = "KRB-PRIV"
	KRBCred         Kind = "KRB-CRED"
	KRBError        Kind = "KRB-ERROR"
	NTLMNegotiate   Kind = "NTLM-NEGOTIATE"
	NTLMChallenge   Kind = "NTLM-CHALLENGE"
	NTLMAuth        Kind = "NTLM-AUTHENTICATE"
	HTTPAnswer      Kind = "HTTP"          // a status line that belongs to a login
	LDAPBindResult  Kind = "LDAP-BIND"     // the result of a bind
	SMBSessionSetup Kind = "SMB2-SESSION"  // the status of a session setup
	SMTPAnswer      Kind = "SMTP"          // the reply to an AUTH
	TGTReq          Kind = "TGT-REQ"       // of the user-to-user exchange
	TGTRep          Kind = "TGT-REP"       // its answer
	KpasswdReply    Kind = "KPASSWD-REPLY" // an answer of the password service without a KRB-ERROR
)

// Message is one message of a login and where it was seen.
type Message struct {
	Frame   int       `json:"frame"`           // number of the packet that completed it, from 1
	At      time.Time `json:"at"`              // of that packet, UTC
	From    string    `json:"from"`            // address:port
	To      string    `json:"to"`              // address:port
	Carrier string    `json:"carrier"`         // "KDC/UDP", "KDC/TCP", "kpasswd", "HTTP", "LDAP", "SMB2", "DCE/RPC", "SMTP", "TCP"
	Kind    Kind      `json:"kind"`            //
	Mechs   []string  `json:"mechs,omitempty"` // mechanisms that a SPNEGO token offers, in its order

	Client  string     `json:"client,omitempty"`  // principal without realm
	CRealm  string     `json:"crealm,omitempty"`  // the client's realm
	Service string     `json:"service,omitempty"` // SPN asked for, issued for or refused
	Realm   string     `json:"realm,omitempty"`   // realm asked, or of the service
	ETypes  []ad.EType `json:"etypes,omitempty"`  // that the client offers, in its order
	Ticket  *Ticket    `json:"ticket,omitempty"`  // the ticket inside: new in a reply, shown in a request
	// ReplyEType encrypts the part for the client (AS-REP, TGS-REP, AP-REP) or the
	// authenticator (AP-REQ, TGS-REQ); 0 for none.
	ReplyEType ad.EType `json:"reply_etype,omitempty"`
	Preauth    []int    `json:"preauth,omitempty"`   // types of pre-authentication data (RFC 4120 7.5.2)
	Options    []string `json:"options,omitempty"`   // KDC options that matter: forwardable, canonicalize, cname-in-addl-tkt
	User       string   `json:"for_user,omitempty"`  // of S4U2Self (PA-FOR-USER)
	FAST       bool     `json:"fast,omitempty"`      // the request is armoured (RFC 6113): names inside are not visible
	Armor      *Ticket  `json:"armor,omitempty"`     // the ticket of the armour
	Error      *Error   `json:"error,omitempty"`     // of a KRB-ERROR
	Hints      []Hint   `json:"hints,omitempty"`     // encryption types and salts of a KRB-ERROR 25 or 24
	NTLM       *NTLM    `json:"ntlm,omitempty"`      //
	HTTP       *HTTP    `json:"http,omitempty"`      // request or answer around the token
	Status     uint32   `json:"status,omitempty"`    // NTSTATUS of SMB2, result of LDAP, reply of SMTP or kpasswd
	Text       string   `json:"text,omitempty"`      // what came with it
	Cut        bool     `json:"truncated,omitempty"` // the capture holds only its beginning
}

// Ticket is the readable part of a ticket.
type Ticket struct {
	Service string   `json:"service"`
	Realm   string   `json:"realm"`
	EType   ad.EType `json:"etype"`
	Kvno    int      `json:"kvno,omitempty"`
}

// Error is a KRB-ERROR (RFC 4120 5.9.1).
type Error struct {
	Code     int       `json:"code"`
	Name     string    `json:"name"`
	Text     string    `json:"text,omitempty"`
	Server   time.Time `json:"server_time,omitzero"`
	NTStatus uint32    `json:"nt_status,omitempty"`
}

// Hint is an entry of ETYPE-INFO2 (RFC 4120 5.2.7.5).
type Hint struct {
	EType ad.EType `json:"etype"`
	Salt  string   `json:"salt,omitempty"`
}

// NTLM holds the names of an NTLM message (MS-NLMP 2.2.1). Challenges and
// responses are left out.
type NTLM struct {
	User        string `json:"user,omitempty"`
	Domain      string `json:"domain,omitempty"`
	Workstation string `json:"workstation,omitempty"`
	Target      string `json:"target,omitempty"` // SPN that the client put into its response (MsvAvTargetName)
	Server      string `json:"server,omitempty"` // DNS name of the server that sent the challenge
}

// HTTP is what stood around a token.
type HTTP struct {
	Method  string   `json:"method,omitempty"`
	Host    string   `json:"host,omitempty"`
	Path    string   `json:"path,omitempty"`
	Status  int      `json:"status,omitempty"`
	Schemes []string `json:"schemes,omitempty"` // that the server or proxy offers
	Proxy   bool     `json:"proxy,omitempty"`
}
