package explain

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/diag/codes"
)

// A trace of MIT's library (KRB5_TRACE) tells each step, and most lines that name
// an error are steps: what is not in the cache, a plug-in that is not installed,
// the first answer of a KDC that asks for pre-authentication. Only these kinds of
// line are judged: an error received from a KDC, a TGS result that is not zero, a
// ticket that a service cannot decrypt, a keytab that cannot be read where the trace
// breaks off, and what the program itself says. The texts are those of MIT's k5-trace.h.

// traceSteps are the beginnings of lines that say how far the exchange came.
var traceSteps = []struct {
	begins string
	step   traceStep
}{
	{"received error from kdc: ", traceRefused},
	{"failed to decrypt ap-req ticket: ", traceRefused},
	{"decrypted ap-req with ", traceDone},
	{"tgs request result: 0/", traceDone},
	{"tgs request result: ", traceRefused},
	{"received creds for desired service", traceDone},
	{"decrypted as reply", traceDone},
	{"tgs reply is for ", traceDone},
	{"fast reply key: ", traceDone},
	{"sending request (", traceAsked}, {"sending initial udp request", traceAsked}, {"sending tcp request", traceAsked},
	{"initiating tcp connection", traceAsked}, {"sending retry udp request", traceAsked}, {"sending https request", traceAsked},
	{"tcp error connecting", traceAsked}, {"udp error", traceAsked}, {"terminating tcp connection", traceSame},
	{"received answer (", traceAnswered}, {"resolving hostname", traceAsked},
	{"getting initial credentials for ", traceLogin},
	{"getting credentials ", traceTicket}, {"starting with tgt for client realm", traceTicket}, {"requesting tickets for ", traceTicket}, {"requesting tgt ", traceTicket},
}

type traceStep int

const (
	traceSame traceStep = iota
	traceRefused
	traceDone
	traceAsked
	traceAnswered
	traceLogin
	traceTicket
)

// harmlessInTrace are the KDC's answers that only steer the exchange.
var harmlessInTrace = map[int]bool{25: true, 52: true, 68: true, 90: true, 91: true}

// readTrace decides which lines of a trace are judged, and says what came of it
// where none is. It changes the records: a line that is a step is skipped.
func readTrace(p *pasted) []hit {
	first, last, refused, keytab := -1, -1, -1, -1
	var state traceStep
	exchange := codes.AS
	wentWell, later := false, false
	for i := range p.records {
		r := &p.records[i]
		if r.trace == "" {
			continue
		}
		if first < 0 {
			first = i
		}
		last, r.skip = i, true
		if strings.HasPrefix(r.trace, "couldn't lookup etypes in keytab: ") {
			keytab = i
		}
		switch step := stepOf(r.trace); step {
		case traceRefused:
			if !harmlessInTrace[errorOf(r.trace)] {
				refused, wentWell = i, false
			}
			switch {
			case strings.HasPrefix(r.trace, "tgs "):
				exchange = codes.TGS
			case strings.HasPrefix(r.trace, "failed to decrypt ap-req"):
				exchange = codes.AP
			}
			state = step
		case traceDone:
			refused, wentWell, state = -1, true, step
		case traceLogin, traceTicket:
			if exchange = codes.AS; step == traceTicket {
				exchange = codes.TGS
			}
			wentWell, state = false, traceSame
		case traceAsked, traceAnswered:
			state = step
		}
	}
	if first < 0 {
		return nil
	}
	for i := first; i < len(p.records); i++ { // what the program says between and behind its trace
		if r := p.records[i]; r.trace == "" && strings.Contains(p.folded[r.start:r.end], ": ") && !strings.Contains(p.folded[r.start:r.end], "kvno = ") {
			later = true
		}
	}
	if refused >= 0 {
		r := &p.records[refused]
		r.skip = false
		if e := codes.Small(codes.Kerberos, int64(errorOf(r.trace))); e != nil {
			return []hit{{codes.In(errorOf(r.trace), exchange), r.start, r.end, codes.Specific + 12}}
		}
		return nil
	}
	r := p.records[last]
	said := func(e *codes.Entry) []hit { return []hit{{e, r.start, r.end, codes.Usual + 10}} }
	switch {
	case wentWell:
		return said(&traceSuccess)
	case state == traceAsked:
		return said(&traceSilence)
	case keytab >= 0:
		p.records[keytab].skip = false
	case asksLocalhost(*p, first):
		return said(&traceLocalhost)
	case !later:
		return []hit{{&traceUnfinished, r.start, r.end, codes.Usual - 4}} // what came after it is not seen
	}
	return nil
}

// asksLocalhost says that a trace asks for a ticket for the client's own machine by a name
// that no account has.
func asksLocalhost(p pasted, first int) bool {
	return slices.ContainsFunc(p.records[first:], func(r record) bool {
		return r.trace != "" && holdsAny(r.trace, []string{"/localhost@", "/localhost:", "/localhost.localdomain", "/127.0.0.1"})
	})
}

func stepOf(message string) traceStep {
	for _, s := range traceSteps {
		if strings.HasPrefix(message, s.begins) {
			return s.step
		}
	}
	return traceSame
}

// errorOf is the protocol's number of the error in "…: -1765328377/Server …", -1
// when it has none.
func errorOf(message string) int {
	_, rest, _ := strings.Cut(message, ": ")
	digits, _, _ := strings.Cut(rest, "/")
	n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
	if err != nil {
		return -1
	}
	if n -= codes.MITBase; n < 0 || n > 127 {
		return -1
	}
	return int(n)
}

var (
	traceSuccess = codes.Entry{What: "A Kerberos trace of an exchange that succeeded: the lines that name errors are steps on the way.", Family: codes.Harmless, Codes: []string{"KRB5_TRACE"}, Kind: "Kerberos trace",
		Causes: []string{"the KDC issued the ticket; if the program fails all the same, the fault is behind this: at the service, in its keytab or in the program"},
		Next:   []string{"look at what the program says after the trace", "show the ticket to the service: adwalk probe"}}
	traceSilence   = codes.Entry{What: "A Kerberos trace that ends while a KDC is being asked: no answer came.", Family: codes.KDCUnreachable, Codes: []string{"KRB5_TRACE"}, Kind: "Kerberos trace"}
	traceLocalhost = codes.Entry{What: "A Kerberos trace of a client that asks for a service on its own machine: no account has such a name.", Family: codes.SPNMissing, Also: []string{codes.DNS}, Codes: []string{"KRB5_TRACE"}, Kind: "Kerberos trace",
		Causes: []string{"the server was reached by a tunnel or an address, and the name that belongs to that is localhost", "the host's name leads to 127.0.0.1 in /etc/hosts"},
		Next:   []string{"let the name in the connection be the server's, in /etc/hosts as well, or name the SPN in the client's settings"}}
	traceUnfinished = codes.Entry{What: "A Kerberos trace that ends before a KDC was asked: what is not found in the cache is a step on the way.", Family: codes.Harmless, Codes: []string{"KRB5_TRACE"}, Kind: "Kerberos trace",
		Causes: []string{"the lines that would show the KDC's answer are not in this text"}, Next: []string{"paste the trace to its end, with the last line of the program"}}
)
