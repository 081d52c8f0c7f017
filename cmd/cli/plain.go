package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"adwalk/ui"
	"adwalk/ui/plain"
	"adwalk/ui/theme"
)

// runPlain is the console in lines, for screen readers, scripts and terminals
// that address no cell.
func runPlain(ctx context.Context, s *Session) error {
	if err := s.start(ctx); err != nil {
		return err
	}
	b := consoleBackend{s: s}
	setup := b.Setup()
	return plain.Run(ctx, plain.Parts{Guides: setup.Guides, Engine: setup.Engine, Connect: b.Connect, Access: b.Current, Plan: setup.Plan, Epoch: s.epochName,
		Explain: ui.Explain, WhyReadOnly: setup.WhyReadOnly, ASCII: s.Flags.ASCII || !theme.UTF8(os.Getenv)}, s.In, s.Out)
}

// resumeCommand opens the console where the last session stopped.
func resumeCommand(s *Session) *cobra.Command {
	return &cobra.Command{
		Use:   "resume",
		Short: "Open the console where the last session of this forest stopped",
		Long: `Open the console as it was when the last session of this forest ended, also when its
connection dropped: the open screens, the position, and every input, paste and answer that
was given. Everything else is asked again. :forget in the console deletes what was kept.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConsole(cmd.Context(), s, true) },
	}
}
