package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ui/safetext"
)

func journalCommand(s *Session) *cobra.Command {
	var asJSON, yes bool
	var undo string
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "List what was written, oldest first; undo one entry",
		Long: `List what was written, oldest first: when, by whom, on which domain controller,
before and after. --undo ID takes one entry back, if its result still stands.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if undo != "" {
				return runUndo(cmd.Context(), s, undo, yes, asJSON)
			}
			return runJournal(s, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the answer as JSON")
	cmd.Flags().StringVar(&undo, "undo", "", "take back the entry with this id")
	cmd.Flags().BoolVar(&yes, "yes", false, "confirm the undo without asking")
	return cmd
}

func runJournal(s *Session, asJSON bool) error {
	entries, notes, err := journal.Read("")
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintf(s.Err, "adwalk: journal: %s\n", safetext.Printable(n.Error()))
	}
	if asJSON {
		if entries == nil {
			entries = []journal.Entry{}
		}
		return writeJSON(s.Out, entries)
	}
	if len(entries) == 0 {
		fmt.Fprintln(s.Out, "Nothing was written yet.")
	}
	for _, e := range entries {
		fmt.Fprintf(s.Out, "%s  %s  %s  %s %s on %s at %s by %s\n", e.Time.Local().Format("2006-01-02 15:04:05"), e.ID, e.Result,
			e.Change.Op, safetext.Printable(e.Change.Value), safetext.Printable(e.Change.DN), safetext.Printable(e.Server), safetext.Printable(e.Operator))
	}
	return nil
}

func runUndo(ctx context.Context, s *Session, id string, yes, asJSON bool) error {
	if err := s.refuseReadOnly("undoing " + id); err != nil {
		return err
	}
	entries, _, err := journal.Read("")
	if err != nil {
		return err
	}
	var change *ad.Change
	for _, e := range entries {
		if e.ID == id {
			change = &e.Change
		}
	}
	if change == nil {
		return usage("undoing "+id, "the journal has no entry of that id", "adwalk journal lists them")
	}
	inverse := change.Inverse()
	fmt.Fprintf(s.Err, "Undo: %s %s on %s\n", inverse.Op, safetext.Printable(inverse.Value), safetext.Printable(inverse.DN))
	word := "yes"
	if inverse.Op == ad.DeleteValue {
		word = inverse.Account
	}
	if err := s.confirm(yes, "This takes a journalled change back.", word); err != nil {
		return err
	}
	editor, err := s.Editor(ctx)
	if err != nil {
		return err
	}
	out := editor.Undo(ctx, id)
	if asJSON {
		if err := writeJSON(s.Out, out); err != nil {
			return err
		}
	} else {
		printOutcome(s, out)
	}
	if err := notWritten(out.Problem); err != nil {
		return err
	}
	return nil
}
