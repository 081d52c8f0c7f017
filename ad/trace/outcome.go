package trace

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"syscall"

	"adwalk/ad"
)

// maxOutcome bounds an outcome in runes.
const maxOutcome = 120

// Outcome names what came of an exchange in a word or two: OK, the name of the
// directory's result code or of the KDC's error with its number, or why no answer
// came.
func Outcome(err error) string {
	var refused *ad.DirectoryError
	var kdc *ad.KDCError
	var dns *net.DNSError
	var p *ad.Problem
	var late interface{ Timeout() bool }
	switch {
	case err == nil:
		return OK
	case errors.As(err, &refused):
		return refused.Name
	case errors.As(err, &kdc):
		return KDCOutcome(kdc)
	case errors.Is(err, context.Canceled), errors.As(err, &p) && p.Kind == ad.ProblemCancelled:
		return "cancelled"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "no such name"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return "timed out"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case p != nil && p.Why != "":
		return clip(p.Why)
	}
	return clip(err.Error())
}

// KDCOutcome is the outcome of an exchange that a KDC answered with an error.
func KDCOutcome(e *ad.KDCError) string {
	short := *e
	short.Text = ""
	return short.Error()
}

// clip keeps an outcome on one line.
func clip(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > maxOutcome {
		return string(r[:maxOutcome]) + "…"
	}
	return string(r)
}
