package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"adwalk/cmd/accounts"
	"adwalk/cmd/app"
	"adwalk/cmd/check"
	"adwalk/cmd/clientnames"
	"adwalk/cmd/controllers"
	"adwalk/cmd/explain"
	"adwalk/cmd/interactive"
	"adwalk/cmd/journals"
	"adwalk/cmd/keytabcheck"
	"adwalk/cmd/klist"
	"adwalk/cmd/plans"
	"adwalk/cmd/probes"
	"adwalk/cmd/recordings"
	"adwalk/cmd/reports"
	"adwalk/cmd/setspn"
	"adwalk/cmd/show"
	"adwalk/cmd/tickets"
	"adwalk/cmd/walks"
)

// Main runs the program on the process's own arguments and streams and returns
// its exit code. The first interrupt cancels what is under way, as does the loss
// of the terminal; the second ends the program at once.
func Main() int {
	thrifty()
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup does
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	defer stop()
	context.AfterFunc(ctx, stop)
	return Run(ctx, os.Args[1:], app.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
}

// Run runs one command line. It returns the exit code.
func Run(ctx context.Context, args []string, streams app.Streams) int {
	s := &app.Session{Streams: streams}
	defer s.Close()
	s.Typed = args
	root := rootCommand(s)
	root.SetArgs(explain.NumbersLast(setspn.Args(args)))
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	s.JSON = slices.ContainsFunc(args, func(a string) bool { return a == "--json" || a == "--ndjson" }) // what cannot be read is said so, too
	cmd, err := root.ExecuteContextC(ctx)
	err = app.Misread(cmd, err)
	s.Explain(err)
	return app.Code(err)
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
func Command() *cobra.Command { return rootCommand(&app.Session{}) }

func rootCommand(s *app.Session) *cobra.Command {
	root := &cobra.Command{
		Use:           "adwalk",
		Short:         "From a Kerberos symptom to its cause in Active Directory, and the fix",
		Long:          rootHelp,
		Version:       app.Version,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return interactive.Run(cmd.Context(), s, false) },
	}
	root.SetVersionTemplate(app.VersionOf().String() + "\n")
	root.SuggestionsMinimumDistance = 2
	s.Flags.Bind(root.PersistentFlags())
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return begin(s, cmd) }
	root.AddCommand(interactive.ResumeCommand(s), walks.Command(s), walks.PlanCommand(s), plans.ApplyCommand(s), accounts.DelegationCommand(s), accounts.EnctypesCommand(s), tickets.Command(s), klist.Command(s), show.Command(s), setspn.Command(s),
		journals.Command(s), labCommand(s), probes.Command(s), tickets.S4UCommand(s), controllers.Command(s), explain.Command(s), check.Command(s), recordings.Command(s), clientnames.Command(s), keytabcheck.Command(s), reports.Command(s), configCommand(s), versionCommand(s))
	complete(s, root)
	return root
}

// begin checks the flags before a command runs. The console says in its header
// that certificates are not checked, every other command here.
func begin(s *app.Session, cmd *cobra.Command) error {
	switch cmd.Name() {
	case cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd: // what they complete looks after itself
		if s.RestrictedHere() || slices.ContainsFunc(s.Typed, app.IsRestricted) {
			return app.Usage("completion", "this session is restricted", "type the whole word")
		}
		return nil
	}
	if err := s.Configure(cmd); err != nil {
		return err
	}
	if err := s.Restrict(cmd); err != nil {
		return err
	}
	if err := s.Flags.Check(cmd.Name()); err != nil && cmd.Name() != "config" { // which shows what is wrong
		return err
	}
	if err := s.AsLines(cmd); err != nil {
		return err
	}
	if s.Flags.SkipVerify && !s.Flags.Lab && cmd.HasParent() {
		fmt.Fprintln(s.Err, "adwalk: certificates are not checked (--insecure-skip-verify): whoever answers may pose as the server")
	}
	return nil
}
