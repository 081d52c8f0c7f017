package paste

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
	"adwalk/diag/pattern"
	"adwalk/diag/winlog"
)

// SMTPSample is what a pasted event looks like, for messages.
const SMTPSample = "Event ID: 7004  Source: MSExchangeTransport  …  535 5.7.3 Authentication unsuccessful"

var (
	errorCode  = pattern.Lazy(`(?i)\b(?:0x)?(8009030c|c000006d|80090322|80090342)\b`)
	unknownEnc = pattern.Lazy(`(?i)\bKdcUnknownEncryptionType\b`)
	reply      = pattern.Lazy(`\b(535|454|550|451)[ -](?:\d\.\d\.\d)?`)
	// what is said without the number of the reply, as in the text of a delivery failure
	bareReply  = pattern.Lazy(`(?i)\b5\.7\.3 (?:authentication unsuccessful|cannot achieve exchange)`)
	smtpTarget = pattern.Lazy(`(?i)\bSMTPSVC/[a-z0-9._-]{1,255}`)
)

// smtpEvents are the events that speak of authentication between SMTP servers.
var smtpEvents = []string{"1706", "7004", "1709", "1035", "2017", "537"}

// maxTargets bounds the names that are kept.
const maxTargets = 50

// SMTPEvents recognises the events, error codes and SMTP replies that speak of
// authentication between SMTP servers, in any listing. The error is a
// *ad.Problem.
func SMTPEvents(text string) (facts.SMTPEventsValue, error) {
	v := facts.SMTPEventsValue{Events: map[string]int{}, Codes: map[string]int{}, Replies: map[string]int{}}
	for _, id := range winlog.EventIDs(text, 10000) {
		if n := strconv.Itoa(id); slices.Contains(smtpEvents, n) {
			v.Events[n]++
		}
	}
	for _, m := range errorCode().FindAllStringSubmatch(text, 10000) {
		v.Codes["0x"+strings.ToLower(m[1])]++
	}
	if n := len(unknownEnc().FindAllStringIndex(text, 10000)); n > 0 {
		v.Codes["KdcUnknownEncryptionType"] = n
	}
	for _, m := range reply().FindAllStringSubmatch(text, 10000) {
		if m[1] != "451" || bareReply().MatchString(text) { // 451 alone is any delay
			v.Replies[m[1]]++
		}
	}
	if n := len(bareReply().FindAllStringIndex(text, 10000)); n > 0 && len(v.Replies) == 0 {
		v.Replies["535"] = n
	}
	for _, t := range smtpTarget().FindAllString(text, 10000) {
		t = strings.TrimRight(t, ".")
		if !slices.ContainsFunc(v.Targets, func(o string) bool { return strings.EqualFold(o, t) }) && len(v.Targets) < maxTargets {
			v.Targets = append(v.Targets, t)
		}
	}
	if len(v.Events)+len(v.Codes)+len(v.Replies) == 0 {
		return v, &ad.Problem{Kind: ad.ProblemUsage, What: "no event or reply of an SMTP server was recognised", Why: "none of the known numbers stands in the text",
			Do: "paste whole events (1706, 7004, 1709, 1035, 2017, 537) or the failing SMTP session, as in:\n" + SMTPSample}
	}
	return v, nil
}
