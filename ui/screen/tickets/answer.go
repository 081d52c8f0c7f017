package tickets

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/codes"
	"adwalk/ui/theme"
	"adwalk/ui/widget"
)

// result is the KDC's last answer: what was asked, whom, and what came.
func (s *Screen) result(w int) []widget.Line {
	r := s.answer
	if r == nil {
		return nil
	}
	var out []widget.Line
	ms := fmt.Sprintf("%d ms", r.Elapsed.Round(time.Millisecond).Milliseconds())
	head := func(st diag.Status, word string) {
		m := theme.Status(st)
		out = append(out, widget.Ends(widget.Of(widget.S(m.Role, " "+m.Glyph+" "), widget.S(theme.Title, r.SPN), widget.S(m.Role, "  "+word)),
			widget.Text(theme.Dim, strings.TrimSpace(r.KDC+"  "+ms)+" "), w))
	}
	switch {
	case r.Reply != nil:
		head(diag.Pass, "ticket issued")
		p := r.Reply
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Plain, fmt.Sprintf("ticket %s, session %s, kvno %d, flags %s", p.TicketEType, p.SessionEType, p.KVNO, p.Flags.Letters()), w-1)...)
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Dim, "until "+p.End.UTC().Format("2006-01-02 15:04:05Z")+", for "+p.Client+owner(p), w-1)...)
	case r.Error != nil:
		head(diag.Fail, r.Error.Error())
		if why := reason(r.Error.Code); why != "" {
			out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Plain, why, w-1)...)
		}
	case r.Problem != nil:
		head(diag.Unknown, "not known")
		out = append(out, widget.Hang([]widget.Span{widget.S(theme.Plain, "   ")}, theme.Plain, r.Problem.Error(), w-1)...)
	}
	if len(r.Trace) > 1 {
		for _, hop := range r.Trace {
			out = append(out, widget.Text(theme.Dim, fmt.Sprintf("   %s asked for %s: %s", cmp.Or(hop.KDC, hop.Realm), hop.Asked, hop.Got)))
		}
	}
	return append(out, widget.Line{})
}

func owner(p *ad.TicketReply) string {
	if !p.OwnerKnown {
		return ""
	}
	return "; its owner supports " + p.OwnerETypes.String()
}

// reason says what a refusal of a service ticket means.
func reason(code int) string {
	switch code {
	case ad.ErrServiceUnknown:
		return "No account in the forest has this SPN, or more than one has it; s on the start screen shows which."
	case ad.ErrNotUnique:
		return "More than one account has this SPN."
	case ad.ErrClientRevoked:
		return "Your account is disabled, locked or expired."
	case ad.ErrTicketExpired:
		return "Your own ticket has expired; log in again."
	}
	return codes.KDC(code, codes.TGS).What
}

func startOf(t ad.CachedTicket) time.Time {
	if t.Start.IsZero() {
		return t.AuthTime
	}
	return t.Start
}

// plainName leaves out the realm when it is the client's own.
func plainName(t ad.CachedTicket) string {
	_, realm, _ := strings.Cut(t.Client, "@")
	return strings.TrimSuffix(t.Server, "@"+realm)
}

// text is the answer and the list as text, for the clipboard.
func (s *Screen) text() string {
	var b strings.Builder
	if r := s.answer; r != nil {
		switch {
		case r.Reply != nil:
			fmt.Fprintf(&b, "%s  ok  ticket %s  session %s  kvno %d  %s\n", r.SPN, r.Reply.TicketEType, r.Reply.SessionEType, r.Reply.KVNO, r.KDC)
		case r.Error != nil:
			fmt.Fprintf(&b, "%s  %s  %s\n", r.SPN, r.Error.Error(), r.KDC)
		case r.Problem != nil:
			fmt.Fprintf(&b, "%s  not known: %s\n", r.SPN, r.Problem.Error())
		}
	}
	for _, t := range s.tickets() {
		fmt.Fprintf(&b, "%s  %s  %s  kvno %d  until %s  %s\n", t.Server, t.TicketEType, t.SessionEType, t.KVNO, t.End.UTC().Format(time.RFC3339), t.Flags.Letters())
	}
	return b.String()
}
