package probes

import (
	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag"
)

// probeCode is found for a service that does not take a good ticket, and not
// found out for one that could not be asked for it.
func probeCode(r ad.ProbeResult, row Row) int {
	switch {
	case row.Verdict == diag.OK, row.Verdict == diag.CoveredByHost:
		return app.ExitOK
	case row.Verdict != diag.NotChecked, r.Outcome == ad.ProbeRefused, r.Outcome == ad.ProbeRejected:
		return app.ExitFound
	}
	return app.ExitUnknown
}
