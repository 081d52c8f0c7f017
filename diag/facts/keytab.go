package facts

import (
	"adwalk/ad"
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

// KeyProved says whether a key of a keytab that was looked at opened a fresh ticket for
// the SPN.
func KeyProved(r *diag.Reader, spn string) bool {
	for _, f := range Keytab.All(r) {
		if _, of, _ := KeytabOf(f.Subject); f.Known() && ad.FoldSPN(of) == ad.FoldSPN(spn) && keytabs.Judge(f.Value).Proved {
			return true
		}
	}
	return false
}
