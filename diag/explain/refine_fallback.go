package explain

import (
	"slices"
	"strings"

	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// outcomes are the families that say why Kerberos could not be used on the client's
// side: NTLM after them is what the client did next, and not the cause.
var outcomes = []string{codes.KDCUnreachable, codes.SPNMissing, codes.NoCredentials, codes.UnknownClient, codes.WrongRealm, codes.DNS, codes.Clock, codes.Expired, codes.BadPassword, codes.PasswordExpiry, codes.Locked, codes.Disabled, codes.NoCommonEType, codes.Trust}

// behind is how far NTLM stays behind the reason for it.
const behind = 8

// consequence puts the fall back to NTLM behind the Kerberos error that led to it.
// Where a server looks at an NTLM token it is the other way round: what the server
// lacks follows from the token.
func consequence(s string, hits []hit) []hit {
	if ntlmToken(s) {
		return hits
	}
	reason := 0
	for _, h := range hits {
		if h.weight >= codes.Usual-10 && h.entry.Code > 0 && slices.Contains(outcomes, h.entry.Family) || h.entry.Family == codes.KDCUnreachable {
			reason = max(reason, h.weight)
		}
	}
	if reason == 0 {
		return hits
	}
	for i := range hits {
		if hits[i].entry.Family == codes.NTLMFallback {
			hits[i].weight = min(hits[i].weight, reason-behind)
		}
	}
	return hits
}

// byOwnETypes puts a failed pre-authentication behind what says that a key of the client is
// of no use: with another one, or none, the proof cannot succeed.
func byOwnETypes(hits []hit) []hit {
	reason := 0
	for _, h := range hits {
		if h.entry.Family == codes.NoCommonEType && h.weight >= codes.Usual-10 && h.entry.Code != 14 {
			reason = max(reason, h.weight)
		}
	}
	for i, h := range hits {
		if reason > 0 && h.entry.Code == 24 {
			hits[i].weight = min(h.weight, reason-behind)
		}
	}
	return hits
}

// audited are the events that audit a ticket whether it was issued or not.
var audited = []string{"event 4768", "event 4769", "event 4770", "event 4776"}

// success is the result of such an event that tells of no failure, in the labels of the
// event's XML and of its text in several languages.
var success = pattern.Lazy(`(?:status|result code|failure code|error code|ergebniscode|fehlercode|code d'echec|code de resultat|codigo de error|codigo de resultado|codice errore|codice risultato|код сбоя|код результата)["'>:= ]{1,6}0x0(?:[^0-9a-f]|$)`)

// aroundEvent is how much text belongs to an event.
const aroundEvent = 2000

// eventsOfSteps tells what an event's own code says before what the event is in general:
// a ticket that was issued, or a step such as the request for pre-authentication, is no
// failure.
func eventsOfSteps(p pasted, hits []hit) []hit {
	var step []hit
	for _, h := range hits {
		if familyOf(h.entry.Family).Harmless && h.weight >= codes.Usual-10 {
			step = append(step, h)
		}
	}
	var told []hit // the codes that say why
	for _, h := range hits {
		if h.entry.Code > 0 && h.weight >= codes.Usual && !strings.HasPrefix(strings.Join(h.entry.Codes, " "), "event ") {
			told = append(told, h)
		}
	}
	out := hits[:0]
	for _, h := range hits {
		if named := len(h.entry.Codes) > 0 && strings.HasPrefix(h.entry.Codes[0], "event "); named && slices.Contains(codedEvents, h.entry.Codes[0]) && near(told, h) {
			if h.entry.Family == codes.Generic {
				continue
			}
			h = h.as(func(e *codes.Entry) { e.Also = nil })
		}
		if len(h.entry.Codes) == 0 || !strings.HasPrefix(h.entry.Codes[0], "event ") || h.entry.Family != codes.Generic {
			out = append(out, h)
			continue
		}
		if near(step, h) {
			continue
		}
		text := p.folded[max(0, h.start-200):min(len(p.folded), h.start+aroundEvent)]
		if slices.Contains(audited, h.entry.Codes[0]) && success().MatchString(text) {
			code := h.entry.Codes
			h = h.as(func(e *codes.Entry) {
				e.What, e.Family, e.Codes = "The audit of a ticket that was issued: the result is 0x0.", codes.Harmless, code
			})
		}
		out = append(out, h)
	}
	return out
}

// codedEvents are the events of Kerberos whose code says what came of them: what such an
// event may mean without its code is then no longer open.
var codedEvents = []string{"event 4768", "event 4769", "event 4770", "event 4771", "event 4772"}

// near says that one of the others belongs to the same event.
func near(others []hit, h hit) bool {
	return slices.ContainsFunc(others, func(o hit) bool { return o.start > h.start-aroundEvent && o.start < h.start+aroundEvent })
}
