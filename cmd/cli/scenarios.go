//go:build !auditor

package cli

import (
	"github.com/spf13/cobra"

	"adwalk/ad/lab"
)

// scenarioWords are the scenarios of the lab.
func scenarioWords() []cobra.Completion {
	var out []cobra.Completion
	for _, sc := range lab.Scenarios() {
		out = append(out, cobra.CompletionWithDesc(sc.Name, sc.Title))
	}
	return out
}
