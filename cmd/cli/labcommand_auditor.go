//go:build auditor

package cli

import "github.com/spf13/cobra"

func labCommand(*Session) *cobra.Command {
	return &cobra.Command{Use: "lab", Hidden: true, RunE: func(*cobra.Command, []string) error { return noLab() }}
}
