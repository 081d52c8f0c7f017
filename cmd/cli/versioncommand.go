package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func versionCommand(s *Session) *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print version, commit and platform",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if json {
				return writeJSON(s.Out, versionOf())
			}
			_, err := fmt.Fprintln(s.Out, versionOf())
			return err
		},
	}
	cmd.Flags().BoolVar(&json, "json", false, "print the answer as JSON")
	return cmd
}
