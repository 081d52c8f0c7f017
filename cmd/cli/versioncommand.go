package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
)

func versionCommand(s *app.Session) *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print version, commit and platform",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if json {
				return app.WriteJSON(s.Out, app.VersionOf())
			}
			_, err := fmt.Fprintln(s.Out, app.VersionOf())
			return err
		},
	}
	cmd.Flags().BoolVar(&json, "json", false, "print the answer as JSON")
	return cmd
}
