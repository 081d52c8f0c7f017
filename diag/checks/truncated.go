package checks

import "adwalk/ad"

// truncated is the reason when a search was cut short: that nobody was found
// then proves nothing.
func truncated(spn string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemProtocol, What: "the owners of " + spn + " are not known",
		Why: "the directory cut its answer short", Do: "ask again, or ask another domain controller"}
}
