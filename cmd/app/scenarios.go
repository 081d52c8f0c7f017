//go:build !auditor

package app

import (
	"github.com/spf13/cobra"

	"adwalk/ad/lab"
)

// ScenarioWords are the scenarios of the lab.
func ScenarioWords() []cobra.Completion {
	var out []cobra.Completion
	for _, sc := range lab.Scenarios() {
		out = append(out, cobra.CompletionWithDesc(sc.Name, sc.Title))
	}
	return out
}
