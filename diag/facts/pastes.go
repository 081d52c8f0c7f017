package facts

import "adwalk/diag"

// FileVersions are versions of files on a server, by file name in lower case,
// pasted. Subject "".
var FileVersions = diag.Define[map[string]string]("exchange.file-versions", "pasted file versions, by file name", diag.Exact)

// SMTPEvents is what a pasted event log or SMTP session shows, subject "".
var SMTPEvents = diag.Define[SMTPEventsValue]("exchange.smtp-events", "pasted events and replies of SMTP servers", diag.Exact)

// SMTPEventsValue counts what was recognised.
type SMTPEventsValue struct {
	Events  map[string]int `json:"events,omitempty"`  // "1706", "7004", "1709", "1035", "2017", "537"
	Codes   map[string]int `json:"codes,omitempty"`   // "0x8009030c", "KdcUnknownEncryptionType"
	Replies map[string]int `json:"replies,omitempty"` // "535", "454 4.7.0", "550 5.7.1"
	Targets []string       `json:"targets,omitempty"` // SPNs named: SMTPSVC/…
}
