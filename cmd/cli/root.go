package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"
)

// Main runs the program on the process's own arguments and streams and returns
// its exit code. The first interrupt cancels what is under way, as does the loss
// of the terminal; the second ends the program at once.
func Main() int {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup does
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	defer stop()
	context.AfterFunc(ctx, stop)
	return Run(ctx, os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
}

// Run runs one command line. It returns the exit code.
func Run(ctx context.Context, args []string, streams Streams) int {
	s := &Session{Streams: streams}
	defer s.Close()
	s.typed = args
	root := rootCommand(s)
	root.SetArgs(numbersLast(setspnArgs(args)))
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	s.json = slices.ContainsFunc(args, func(a string) bool { return a == "--json" || a == "--ndjson" }) // what cannot be read is said so, too
	cmd, err := root.ExecuteContextC(ctx)
	err = misread(cmd, err)
	s.explain(err)
	return code(err)
}

const rootHelp = `adwalk walks you from a Kerberos symptom to its cause in Active Directory,
proves the cause on the wire and applies the fix after confirmation.

Without a command it opens the console. Every part of the console has a command
that does the same for scripts; --json gives its answer as data.

Exit codes
  0  nothing wrong
  1  something found
  2  the command line or a file cannot be used
  3  could not find out (no answer, no login, no permission)
  4  refused: read-only, not confirmed, or the directory said no`

// Command is the tree of commands, for manual pages. Nothing of it can be run.
func Command() *cobra.Command { return rootCommand(&Session{}) }

func rootCommand(s *Session) *cobra.Command {
	root := &cobra.Command{
		Use:           "adwalk",
		Short:         "From a Kerberos symptom to its cause in Active Directory, and the fix",
		Long:          rootHelp,
		Version:       Version,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return runConsole(cmd.Context(), s, false) },
	}
	root.SetVersionTemplate(versionOf().String() + "\n")
	root.SuggestionsMinimumDistance = 2
	s.Flags.bind(root.PersistentFlags())
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return s.begin(cmd) }
	root.AddCommand(resumeCommand(s), walkCommand(s), planCommand(s), applyCommand(s), delegationCommand(s), enctypesCommand(s), ticketCommand(s), klistCommand(s), showCommand(s), setspnCommand(s),
		journalCommand(s), labCommand(s), probeCommand(s), s4uCommand(s), controllersCommand(s), explainCommand(s), checkCommand(s), readCommand(s), namesCommand(s), keytabCommand(s), reportCommand(s), configCommand(s), versionCommand(s))
	s.complete(root)
	return root
}

// begin checks the flags before a command runs. The console says in its header
// that certificates are not checked, every other command here.
func (s *Session) begin(cmd *cobra.Command) error {
	switch cmd.Name() {
	case cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd: // what they complete looks after itself
		if s.restrictedHere() || slices.ContainsFunc(s.typed, isRestricted) {
			return usage("completion", "this session is restricted", "type the whole word")
		}
		return nil
	}
	if err := s.configure(cmd); err != nil {
		return err
	}
	if err := s.restrict(cmd); err != nil {
		return err
	}
	if err := s.Flags.check(cmd.Name()); err != nil && cmd.Name() != "config" { // which shows what is wrong
		return err
	}
	if err := s.asLines(cmd); err != nil {
		return err
	}
	if s.Flags.SkipVerify && !s.Flags.Lab && cmd.HasParent() {
		fmt.Fprintln(s.Err, "adwalk: certificates are not checked (--insecure-skip-verify): whoever answers may pose as the server")
	}
	return nil
}
