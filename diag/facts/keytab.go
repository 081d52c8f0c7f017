package facts

import (
	"adwalk/diag"
	"adwalk/diag/keytabs"
)

// Keytab is a keytab held against a service's owner and a fresh ticket. It holds no
// key.
var Keytab = diag.Define[keytabs.Facts]("keytab", "a keytab held against a service's account and a fresh ticket, by file, SPN and user", parts(diag.Exact, diag.SPNs, diag.Exact))

// KeytabSubject is the subject of a Keytab fact: the file, the SPN that clients ask
// for, and the user of this machine that runs the service, "" where nobody said.
func KeytabSubject(file, spn, runAs string) string { return joinParts(file, spn, runAs) }

// KeytabOf takes the subject apart.
func KeytabOf(subject string) (file, spn, runAs string) {
	p := append(splitParts(subject), "", "")
	return p[0], p[1], p[2]
}
