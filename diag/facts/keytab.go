package facts

import (
	"strings"

	"adwalk/diag"
	"adwalk/diag/keytabs"
)

// Keytab is a keytab held against a service's owner and a fresh ticket. It holds no
// key.
var Keytab = diag.Define[keytabs.Facts]("keytab", "a keytab held against a service's account and a fresh ticket, by file, SPN and user")

// KeytabSubject is the subject of a Keytab fact: the file, the SPN that clients ask
// for, and the user of this machine that runs the service, "" where nobody said.
func KeytabSubject(file, spn, runAs string) string { return file + "|" + spn + "|" + runAs }

// KeytabOf takes the subject apart. A file's name may hold the separator.
func KeytabOf(subject string) (file, spn, runAs string) {
	i := strings.LastIndexByte(subject, '|')
	if i < 0 {
		return subject, "", ""
	}
	rest := subject[:i]
	runAs = subject[i+1:]
	if i = strings.LastIndexByte(rest, '|'); i < 0 {
		return rest, "", runAs
	}
	return rest[:i], rest[i+1:], runAs
}
