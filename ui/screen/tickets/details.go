package tickets

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ui/safetext"
	"adwalk/ui/screen"
)

// maxAnswers is how many of the KDC's answers are kept.
const maxAnswers = 100

// flagMeanings say what the flags of a ticket are for (RFC 4120 2).
var flagMeanings = map[string]string{
	"forwardable":              "the KDC may issue a copy for use on another machine; delegation needs it",
	"forwarded":                "it is such a copy",
	"proxiable":                "the KDC may issue a ticket for another address with it",
	"proxy":                    "it was issued that way",
	"may_postdate":             "a ticket that begins later may be made with it",
	"postdated":                "it was made to begin later",
	"invalid":                  "it must be validated by the KDC before it is used",
	"renewable":                "its end can be put off until the renewal limit",
	"initial":                  "it was issued for a password or a key, not for another ticket",
	"pre_authent":              "the client proved its key before the KDC answered",
	"hw_authent":               "the client proved itself with hardware",
	"ok_as_delegate":           "the domain trusts this service with delegation",
	"name_canonicalize":        "the KDC may have changed the name that was asked for",
	"anonymous":                "it names no client",
	"transited-policy-checked": "the KDC checked the realms that the request came through",
}

// details tells all that is known of the ticket under the cursor, and what the KDC
// answered since the screen was opened.
func (s *Screen) details() screen.Action {
	var b strings.Builder
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-14s %s\n", label, safetext.Printable(text))
		}
	}
	title := "Answers"
	if list, at := s.tickets(), s.table.At(); at >= 0 && at < len(list) {
		t := list[at]
		title = t.Server
		line("Server", t.Server)
		line("Ticket for", t.TicketServer)
		line("Client", t.Client)
		line("Ticket", t.TicketEType.String())
		line("Session key", t.SessionEType.String())
		line("Key version", fmt.Sprint(t.KVNO))
		line("Authenticated", moment(t.AuthTime))
		line("Begins", moment(t.Start))
		line("Ends", moment(t.End))
		line("Renewable", moment(t.RenewUntil))
		line("Addresses", strings.Join(t.Addresses, ", "))
		b.WriteString("\n# Flags\n\n")
		for _, f := range t.Flags.Names() {
			text := "- " + f
			if m := flagMeanings[f]; m != "" {
				text += ": " + m
			}
			b.WriteString(text + "\n")
		}
	}
	if len(s.answers) > 0 {
		b.WriteString("\n# What the KDC answered here, latest first\n\n")
		for i := len(s.answers) - 1; i >= 0; i-- {
			b.WriteString(safetext.Printable(answerLine(s.answers[i])) + "\n")
		}
	}
	return screen.ToText{Title: title, Text: b.String()}
}

// answerLine is an answer in one line.
func answerLine(r ad.TicketResult) string {
	switch {
	case r.Reply != nil:
		return fmt.Sprintf("%s: ticket %s, session %s, kvno %d, from %s", r.SPN, r.Reply.TicketEType, r.Reply.SessionEType, r.Reply.KVNO, r.KDC)
	case r.Error != nil:
		return fmt.Sprintf("%s: %s, from %s", r.SPN, r.Error.Error(), r.KDC)
	case r.Problem != nil:
		return r.SPN + ": not known: " + r.Problem.Error()
	}
	return r.SPN + ": no answer"
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}
