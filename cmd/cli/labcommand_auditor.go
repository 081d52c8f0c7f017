//go:build auditor

package cli

import (
	"github.com/spf13/cobra"

	"adwalk/cmd/app"
)

func labCommand(*app.Session) *cobra.Command {
	return &cobra.Command{Use: "lab", Hidden: true, RunE: func(*cobra.Command, []string) error { return app.NoLab() }}
}
