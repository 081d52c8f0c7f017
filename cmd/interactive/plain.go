package interactive

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
	"adwalk/ui"
	"adwalk/ui/plain"
	"adwalk/ui/theme"
)

// runPlain is the console in lines, for screen readers, scripts and terminals
// that address no cell.
func runPlain(ctx context.Context, s *app.Session) error {
	if err := s.Start(ctx); err != nil {
		return err
	}
	b := Backend{Session: s}
	setup := b.Setup()
	return plain.Run(ctx, plain.Parts{Guides: setup.Guides, Engine: setup.Engine, Connect: b.Connect, Access: b.Current, Plan: setup.Plan, Epoch: s.EpochName,
		Explain: func(text string) []ui.Explanation { return explainPlain(ctx, s, text) }, WhyReadOnly: setup.WhyReadOnly, ASCII: s.Flags.ASCII || !theme.UTF8(os.Getenv)}, s.In, s.Out)
}

// explainPlain says what was typed, a file included.
func explainPlain(ctx context.Context, s *app.Session, text string) []ui.Explanation {
	if _, read := readGiven(s, text); read != nil {
		return read(ctx)
	}
	return explainGiven(s, text)
}

// ResumeCommand opens the console where the last session stopped.
func ResumeCommand(s *app.Session) *cobra.Command {
	return &cobra.Command{
		Use:   "resume",
		Short: "Open the console where the last session of this forest stopped",
		Long: `Open the console as it was when the last session of this forest ended, also when its
connection dropped: the open screens, the position, and every input, paste and answer that
was given. What the steps showed is on the screen at once, marked with when it was
seen, until it was asked again. :forget in the console deletes what was kept.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return Run(cmd.Context(), s, true) },
	}
}
