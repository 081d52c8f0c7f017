package sasl

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// Layer is the protection of everything after the bind. The numbers are those
// of RFC 4752 3.3.
type Layer byte

// The layers.
const (
	LayerNone Layer = 1
	LayerSign Layer = 2
	LayerSeal Layer = 4
)

// String is the word that a person reads.
func (l Layer) String() string {
	switch l {
	case LayerSign:
		return "signed"
	case LayerSeal:
		return "sealed"
	}
	return "none"
}

// The mechanisms.
const (
	GSSAPI = "GSSAPI"
	SPNEGO = "GSS-SPNEGO"
)

// Choose picks the mechanism from what a server offers; one that says nothing
// is asked for GSSAPI.
func Choose(offered []string) (string, error) {
	has := func(m string) bool {
		return slices.ContainsFunc(offered, func(o string) bool { return strings.EqualFold(o, m) })
	}
	switch {
	case len(offered) == 0 || has(GSSAPI):
		return GSSAPI, nil
	case has(SPNEGO):
		return SPNEGO, nil
	}
	return "", fmt.Errorf("the server offers %s, and neither GSSAPI nor GSS-SPNEGO", strings.Join(offered, ", "))
}

// Step sends the credentials of one bind request, nil to leave them out. It
// returns the server's, and whether the bind is complete (result 0) or goes on
// (saslBindInProgress).
type Step func(credentials []byte) (server []byte, complete bool, err error)

// maxReceive is the largest token that is accepted, announced to the server.
const maxReceive = 4 << 20

// spnegoSend bounds our tokens where nothing is negotiated.
const spnegoSend = 64 << 10

// ErrLayer is returned when a server does not offer the protection wanted.
var ErrLayer = errors.New("the server does not offer the protection that is wanted")

// Negotiate runs the bind of a mechanism to its end. It returns the largest
// token that the server takes and the layer that is in force afterwards: the
// one wanted, or signing where sealing was wanted and is not offered.
func Negotiate(mechanism string, c Context, want Layer, step Step) (layer Layer, maxSend int, err error) {
	server, complete, err := step(c.Token())
	if err != nil {
		return 0, 0, err
	}
	if err := c.Reply(server); err != nil {
		return 0, 0, proofError{err}
	}
	if mechanism == SPNEGO {
		if !complete {
			return 0, 0, fmt.Errorf("%w: the negotiation does not end", errProtocol)
		}
		return want, spnegoSend, nil
	}
	if complete {
		return 0, 0, fmt.Errorf("%w: the bind ended before the layers were negotiated", errProtocol)
	}
	if server, complete, err = step(nil); err != nil {
		return 0, 0, err
	}
	if complete {
		return 0, 0, fmt.Errorf("%w: the bind ended before the layers were negotiated", errProtocol)
	}
	offer, _, err := c.Unwrap(server)
	if err != nil {
		return 0, 0, &TokenError{err}
	}
	if layer, maxSend, err = choose(offer, want); err != nil {
		return 0, 0, err
	}
	choice := binary.BigEndian.AppendUint32(nil, maxReceive)
	if layer == LayerNone {
		choice = make([]byte, 4)
	}
	choice[0] = byte(layer)
	token, err := c.Wrap(choice, false)
	if err != nil {
		return 0, 0, err
	}
	if _, complete, err = step(token); err == nil && !complete {
		err = fmt.Errorf("%w: the bind does not end", errProtocol)
	}
	return layer, maxSend, err
}

// choose reads the server's offer: a byte of layers, three of its largest token.
func choose(offer []byte, want Layer) (Layer, int, error) {
	if len(offer) != 4 {
		return 0, 0, fmt.Errorf("%w: the offer has %d bytes", errProtocol, len(offer))
	}
	layers, size := Layer(offer[0]), int(binary.BigEndian.Uint32(offer)&0xffffff)
	if want == LayerSeal && layers&LayerSeal == 0 && layers&LayerSign != 0 {
		want = LayerSign
	}
	if layers&want == 0 {
		return 0, 0, ErrLayer
	}
	if want != LayerNone && size < 256 {
		return 0, 0, fmt.Errorf("%w: the server takes tokens of %d bytes only", errProtocol, size)
	}
	return want, size, nil
}

var errProtocol = errors.New("the server breaks the rules of the login")

// proofError says that whoever answered is not the service.
type proofError struct{ err error }

func (e proofError) Error() string { return e.err.Error() }
func (e proofError) Unwrap() error { return e.err }

// Explain says what a failed negotiation means, as a *ad.Problem; nil when it
// is not one of this package's errors.
func Explain(err error, spn, server string) *ad.Problem {
	var proof proofError
	var token *TokenError
	var krb *ad.KDCError
	p := &ad.Problem{Kind: ad.ProblemProtocol, What: "logging in to " + server + " with a ticket failed", Err: err}
	switch {
	case errors.As(err, &krb):
		p.Kind, p.Why = ad.ProblemLogin, server+" answered "+krb.Error()
		p.Do = "check that " + spn + " belongs to this server and that the clocks agree"
	case errors.As(err, &proof):
		p.Why = server + " did not prove that it holds the key of " + spn + ": " + err.Error()
		p.Do = "check that the name and the address are those of one and the same domain controller"
	case errors.As(err, &token):
		p.Why = err.Error()
		p.Do = "something between here and " + server + " changes the traffic; try again from another network"
	case errors.Is(err, ErrLayer):
		p.Why = server + " offers no signing and no sealing"
		p.Do = "use ldaps"
	case errors.Is(err, errProtocol):
		p.Why = err.Error()
	default:
		return nil
	}
	return p
}
