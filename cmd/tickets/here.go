package tickets

import (
	"adwalk/cmd/app"
	"adwalk/diag"
)

// clientsHere adds to a ticket that was issued why the programs of this machine get none: a
// krb5.conf that MIT's library refuses, or that leaves no encryption type, stops them before
// they ask. It returns the exit code.
func clientsHere(s *app.Session, row *Row) int {
	if s.Flags.Lab || row.Verdict != diag.OK && row.Verdict != diag.CoveredByHost {
		return app.ExitOK
	}
	why := s.Live().KerberosConfig().Stops()
	if why == "" {
		return app.ExitOK
	}
	if row.Note != "" {
		row.Note += "; "
	}
	row.Note += "the KDC issues it, and programs of this machine that use MIT Kerberos get none: " + why
	return app.ExitFound
}
