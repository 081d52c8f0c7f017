package recordings

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
	"adwalk/diag/timeline"
)

type readOptions struct {
	json bool
	all  bool
}

// Command is adwalk read.
func Command(s *app.Session) *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Read a recording: network capture, KRB5_TRACE, Windows events, log",
		Long: `Read what somebody recorded and turn it into a timeline and a diagnosis. FILE is a
network capture (pcap or pcapng, also compressed with gzip), a KRB5_TRACE, an export
of Windows events (XML or CSV), a log of IIS, apache, nginx, sssd or Java's debug
output. - is standard input.

Requests, tickets with their encryption types and key versions, errors and NTLM are
shown; ticket bytes, hashes and challenge responses never are. With --server each SPN
that was asked for is looked up in the directory.

Exit codes: 0 nothing wrong in it, 1 something found, 2 a file cannot be read,
3 the directory could not be asked.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runRead(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.all, "all", false, "print every event, not the first hundred only")
	return cmd
}

func runRead(ctx context.Context, s *app.Session, o readOptions, files []string) error {
	var answers []timeline.Answer
	found := false
	for _, name := range files {
		a, err := Read(ctx, s, name, onTerminal(s, name))
		if err != nil {
			return err
		}
		found = found || len(a.Findings) > 0
		answers = append(answers, a)
	}
	var unasked error
	if len(s.Flags.Servers) > 0 || s.Flags.Lab {
		unasked = LookUpOwners(ctx, s, answers)
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		for i, a := range answers {
			if i > 0 {
				fmt.Fprintln(s.Out)
			}
			printRecording(s.Out, a, o.all)
		}
	}
	switch {
	case unasked != nil:
		return unasked
	case found:
		return app.Exit{Code: app.ExitFound}
	case slices.ContainsFunc(answers, func(a timeline.Answer) bool { return !a.Judged() }):
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}
