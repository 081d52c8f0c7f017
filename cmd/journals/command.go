package journals

import (
	"fmt"

	"github.com/spf13/cobra"

	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

type journalOptions struct {
	undo, since, finish            string
	settle, all, json, yes, dryRun bool
}

// Command is adwalk journal.
func Command(s *app.Session) *cobra.Command {
	var o journalOptions
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "List what was written, oldest first; settle, undo or finish it",
		Long: `List what was written, oldest first: when, by whom, on which domain controller,
before and after.

A change whose result is not known (the program was killed, an answer was lost)
is open. --settle reads its object and records what it finds: done, not done, or
undecided. --undo takes the id of an entry or of a plan; --since undoes everything
from a time on. Undoing settles first, asks like any other write, and undoes what
still stands. --finish PLAN writes the changes of a plan that were not made, such
as the second half of a move.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			modes := 0
			for _, m := range []bool{o.undo != "", o.since != "", o.finish != "", o.settle, o.all} {
				if m {
					modes++
				}
			}
			switch {
			case modes > 1:
				return app.Usage("adwalk journal", "--undo, --since, --finish, --settle and --all exclude each other", "choose one")
			case o.undo != "", o.since != "":
				return runUndo(cmd.Context(), s, o)
			case o.finish != "":
				return runFinish(cmd.Context(), s, o)
			case o.settle:
				return runSettle(cmd.Context(), s, o)
			case o.all:
				return runAllJournals(s, o)
			}
			return runJournal(s, o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.undo, "undo", "", "undo the entry or the plan with this id")
	f.StringVar(&o.since, "since", "", "undo everything since a time: 2h, 2006-01-02 15:04, or RFC 3339")
	f.StringVar(&o.finish, "finish", "", "write the changes of the plan with this id that were not made")
	f.BoolVar(&o.settle, "settle", false, "find out what became of changes without a known result")
	f.BoolVar(&o.all, "all", false, "list the journals of all users of this machine (root only)")
	f.BoolVar(&o.yes, "yes", false, "confirm without asking")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be written, and write nothing")
	return cmd
}

func runJournal(s *app.Session, o journalOptions) error {
	c, err := journal.Load("")
	if err != nil {
		return err
	}
	for _, n := range c.Damaged {
		fmt.Fprintf(s.Err, "adwalk: journal: %s\n", safetext.Printable(n.Error()))
	}
	return printJournal(s, c.Entries, o.json)
}

func printJournal(s *app.Session, entries []journal.Entry, asJSON bool) error {
	if asJSON {
		if entries == nil {
			entries = []journal.Entry{}
		}
		return app.WriteJSON(s.Out, entries)
	}
	if len(entries) == 0 {
		fmt.Fprintln(s.Out, "Nothing was written yet.")
	}
	open := 0
	for _, e := range entries {
		printEntry(s, e)
		if e.Open() {
			open++
		}
	}
	if open > 0 {
		fmt.Fprintf(s.Err, "adwalk: %d without a known result; adwalk journal --settle looks them up\n", open)
	}
	return nil
}

func printEntry(s *app.Session, e journal.Entry) {
	line := fmt.Sprintf("%s  %s  %s  %s %s on %s at %s by %s", e.Time.Local().Format("2006-01-02 15:04:05"), e.ID, e.Result,
		e.Change.Op, e.Change.Value, e.Change.DN, e.Server, e.Operator)
	if e.Plan != "" {
		line += "  plan " + e.Plan
	}
	if e.UndoneBy != "" {
		line += "  undone by " + e.UndoneBy
	}
	fmt.Fprintln(s.Out, safetext.Printable(line))
	if e.Phase == journal.Settled {
		fmt.Fprintf(s.Out, "    settled %s: %s\n", e.Found.Local().Format("2006-01-02 15:04:05"), safetext.Printable(e.Note))
	}
}
