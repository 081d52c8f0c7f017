package paste

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
	"adwalk/diag/winlog"
)

// SMTPSample is what a pasted event looks like, for messages.
const SMTPSample = "Event ID: 7004  Source: MSExchangeTransport  …  535 5.7.3 Authentication unsuccessful"

// What is looked for besides events, in small letters. What is said without the number
// of the reply stands in the text of a delivery failure.
var (
	errorCodes  = []string{"8009030c", "c000006d", "80090322", "80090342"}
	replies     = []string{"535", "454", "550", "451"}
	bareReplies = []string{"5.7.3 authentication unsuccessful", "5.7.3 cannot achieve exchange"}
)

const (
	unknownEnc = "kdcunknownencryptiontype"
	smtpClass  = "smtpsvc/"
)

// smtpEvents are the events that speak of authentication between SMTP servers.
var smtpEvents = []string{"1706", "7004", "1709", "1035", "2017", "537"}

// maxTargets bounds the names that are kept, maxTarget the length of one, maxCounted how
// often one thing is counted.
const (
	maxTargets = 50
	maxTarget  = 255 + len(smtpClass)
	maxCounted = 10_000
)

// SMTPEvents recognises the events, error codes and SMTP replies that speak of
// authentication between SMTP servers, in any listing. The error is a
// *ad.Problem.
func SMTPEvents(text string) (facts.SMTPEventsValue, error) {
	v := facts.SMTPEventsValue{Events: map[string]int{}, Codes: map[string]int{}, Replies: map[string]int{}}
	for _, id := range winlog.EventIDs(text, maxCounted) {
		if n := strconv.Itoa(id); slices.Contains(smtpEvents, n) {
			v.Events[n]++
		}
	}
	low := lowered(text)
	for _, code := range errorCodes {
		if n := count(low, code, true, func(at int) bool { return begins(low, at) || at > 1 && low[at-2:at] == "0x" && begins(low, at-2) }); n > 0 {
			v.Codes["0x"+code] = n
		}
	}
	if n := count(low, unknownEnc, true, func(at int) bool { return begins(low, at) }); n > 0 {
		v.Codes["KdcUnknownEncryptionType"] = n
	}
	bare := 0
	for _, said := range bareReplies {
		bare += count(low, said, false, func(at int) bool { return begins(low, at) })
	}
	for _, number := range replies {
		n := count(low, number, false, func(at int) bool {
			end := at + len(number)
			return begins(low, at) && end < len(low) && (low[end] == ' ' || low[end] == '-')
		})
		if n > 0 && (number != "451" || bare > 0) { // 451 alone is any delay
			v.Replies[number] = n
		}
	}
	if bare > 0 && len(v.Replies) == 0 {
		v.Replies["535"] = bare
	}
	count(low, smtpClass, false, func(at int) bool {
		end := at + len(smtpClass)
		for end < len(low) && end-at < maxTarget && targetLetter(low[end]) {
			end++
		}
		t := strings.TrimRight(text[at:end], ".")
		if !begins(low, at) || len(t) <= len(smtpClass) || len(v.Targets) == maxTargets {
			return false
		}
		if !slices.ContainsFunc(v.Targets, func(o string) bool { return strings.EqualFold(o, t) }) {
			v.Targets = append(v.Targets, t)
		}
		return true
	})
	if len(v.Events)+len(v.Codes)+len(v.Replies) == 0 {
		return v, &ad.Problem{Kind: ad.ProblemUsage, What: "no event or reply of an SMTP server was recognised", Why: "none of the known numbers stands in the text",
			Do: "paste whole events (1706, 7004, 1709, 1035, 2017, 537) or the failing SMTP session, as in:\n" + SMTPSample}
	}
	return v, nil
}

// count counts where a word stands and ok says yes. A whole word has no letter behind it.
func count(text, word string, whole bool, ok func(at int) bool) int {
	n := 0
	for at := 0; n < maxCounted; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			break
		}
		at += i
		end := at + len(word)
		if (!whole || end == len(text) || !wordLetter(text[end])) && ok(at) {
			n++
		}
		at = end
	}
	return n
}

// begins says that a word may begin at a place: no letter stands before it.
func begins(text string, at int) bool { return at == 0 || !wordLetter(text[at-1]) }

func wordLetter(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func targetLetter(c byte) bool { return wordLetter(c) || c == '.' || c == '-' }

// lowered is a text with the letters of ASCII small and every byte in its place: a
// place in one is the same place in the other.
func lowered(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
