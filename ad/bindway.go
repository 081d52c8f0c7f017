package ad

import "time"

// BindWay is one way to log in to a directory server.
type BindWay string

// The ways that a domain controller's policy allows or refuses.
const (
	BindSimpleClear   BindWay = "simple-clear"      // a name and a password on port 389, readable
	BindUnsigned      BindWay = "sasl-unsigned"     // a ticket on port 389, nothing signed
	BindSigned        BindWay = "sasl-sealed"       // a ticket on port 389, signed and sealed
	BindTLS           BindWay = "ldaps-no-token"    // a ticket inside LDAPS, without a channel binding token
	BindTLSBound      BindWay = "ldaps-token"       // with the token of this connection
	BindTLSWrong      BindWay = "ldaps-wrong-token" // with the token of another certificate
	BindStartTLS      BindWay = "starttls-no-token" // as BindTLS, after StartTLS on port 389
	BindStartTLSBound BindWay = "starttls-token"    // as BindTLSBound, after StartTLS
)

// BindWays lists them in the order in which they are tried.
func BindWays() []BindWay {
	return []BindWay{BindSimpleClear, BindUnsigned, BindSigned, BindTLSBound, BindTLS, BindTLSWrong, BindStartTLSBound, BindStartTLS}
}

// Title says in words what is tried.
func (w BindWay) Title() string {
	switch w {
	case BindSimpleClear:
		return "simple bind on port 389 without TLS"
	case BindUnsigned:
		return "Kerberos bind on port 389 without signing"
	case BindSigned:
		return "Kerberos bind on port 389, sealed"
	case BindTLS:
		return "Kerberos bind in LDAPS without a channel binding token"
	case BindTLSBound:
		return "Kerberos bind in LDAPS with the channel binding token"
	case BindTLSWrong:
		return "Kerberos bind in LDAPS with a token of another certificate"
	case BindStartTLS:
		return "Kerberos bind after StartTLS without a channel binding token"
	case BindStartTLSBound:
		return "Kerberos bind after StartTLS with the channel binding token"
	}
	return string(w)
}

// Secure says whether the way is under TLS from the start, and StartTLS whether it
// becomes so.
func (w BindWay) Secure() bool { return w == BindTLS || w == BindTLSBound || w == BindTLSWrong }

// StartTLS says whether the way upgrades port 389.
func (w BindWay) StartTLS() bool { return w == BindStartTLS || w == BindStartTLSBound }

// BindOutcome is what became of one way.
type BindOutcome string

// The outcomes.
const (
	BindAccepted BindOutcome = "accepted"  // logged in
	BindExamined BindOutcome = "examined"  // the server looked at the password: the right one would have been accepted
	BindRefused  BindOutcome = "refused"   // by policy, whoever asks
	BindNoTLS    BindOutcome = "no-tls"    // the server does not speak TLS there
	BindFailed   BindOutcome = "failed"    // for another reason, in Problem
	BindNotTried BindOutcome = "not-tried" // the reason is in Problem
)

// BindAttempt is one way as it was tried.
type BindAttempt struct {
	Way     BindWay     `json:"way"`
	Outcome BindOutcome `json:"outcome"`
	Code    int         `json:"code,omitempty"`    // LDAP result
	Data    string      `json:"data,omitempty"`    // the data field of the server's text, hexadecimal
	Problem *Problem    `json:"problem,omitempty"` // of BindFailed, BindNoTLS and BindNotTried
}

// BindPolicy is what one domain controller let through.
type BindPolicy struct {
	Server   string        `json:"server"` // host name
	Attempts []BindAttempt `json:"attempts"`
	At       time.Time     `json:"at"`
}

// Of is the attempt of one way; the zero value where it was not tried.
func (p BindPolicy) Of(w BindWay) BindAttempt {
	for _, a := range p.Attempts {
		if a.Way == w {
			return a
		}
	}
	return BindAttempt{Way: w, Outcome: BindNotTried}
}

// let says whether the server let a way through, and whether that is known.
func (p BindPolicy) let(w BindWay) (yes, known bool) {
	switch p.Of(w).Outcome {
	case BindAccepted, BindExamined:
		return true, true
	case BindRefused:
		return false, true
	}
	return false, false
}

// Signing is whether the server requires signing (LDAPServerIntegrity; in Samba
// "ldap server require strong auth"). It is known where one of the two ways that the
// setting refuses was answered.
func (p BindPolicy) Signing() (required, known bool) {
	simple, a := p.let(BindSimpleClear)
	unsigned, b := p.let(BindUnsigned)
	return !simple && !unsigned, a || b
}

// BindingLevel is LdapEnforceChannelBinding.
type BindingLevel string

// The levels. BindingNoSASL is Samba's default: no login with a ticket inside TLS at
// all, so that no token is needed.
const (
	BindingUnknown   BindingLevel = ""
	BindingNever     BindingLevel = "never"
	BindingSupported BindingLevel = "when-supported"
	BindingAlways    BindingLevel = "always"
	BindingNoSASL    BindingLevel = "no-sasl-in-tls"
)

// Binding is the level that the answers inside LDAPS show; after StartTLS where there
// is no LDAPS. That a token is missed is told only by a bind that succeeds with one.
func (p BindPolicy) Binding() BindingLevel {
	for _, w := range []struct{ bare, bound BindWay }{{BindTLS, BindTLSBound}, {BindStartTLS, BindStartTLSBound}} {
		bare, known := p.let(w.bare)
		bound, control := p.let(w.bound)
		switch {
		case !known || !control:
		case !bound && !bare:
			return BindingNoSASL
		case bound && !bare:
			return BindingAlways
		case bare:
			switch wrong, known := p.let(BindTLSWrong); {
			case !known:
				return BindingUnknown
			case wrong:
				return BindingNever
			}
			return BindingSupported
		}
	}
	return BindingUnknown
}
