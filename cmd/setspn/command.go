package setspn

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/cmd/app"
	"adwalk/cmd/plans"
)

type setspnOptions struct {
	list, query, dupes, add, remove bool
	reset, move                     bool
	targets                         []string // of -T
	addOld                          bool
	forest, quiet, computer, user   bool
	plans.WriteOptions
}

// Command is adwalk setspn.
func Command(s *app.Session) *cobra.Command {
	var o setspnOptions
	cmd := &cobra.Command{
		Use:   "setspn [-L] ACCOUNT… | -Q PATTERN… | -X | -S SPN ACCOUNT | -D SPN ACCOUNT | -R ACCOUNT",
		Short: "List, find, add and delete SPNs, with setspn's switches and output",
		Long: `List, find, add and delete service principal names. Switches and output are those
of setspn; capital and small letters are the same, and /L is -L.

  -L ACCOUNT      list the SPNs of an account
  -Q PATTERN      find who has an SPN; stars are wildcards
  -X              find duplicates
  -S SPN ACCOUNT  add after a check for duplicates (-A is the same)
  -D SPN ACCOUNT  delete
  -R ACCOUNT      add the HOST SPNs that a computer lacks
  --move SPN ACCOUNT  move from its present owner: deleted there, added here, or
                  neither (setspn has no such switch)
  -C, -U          ACCOUNT is a computer, or a user; without them a computer comes first
  -F              search the forest instead of the domain
  -T DOMAIN       search this domain or, with -F, forest ("" or * is the current one)
  -P              print no progress

Edits ask before they write; off a terminal they need --yes. Each is written to
the journal.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runSetspn(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	both := func(p *bool, name, upper, lower, help string) {
		f.BoolVarP(p, name, upper, false, help)
		f.BoolVarP(p, name+"-lower", lower, false, help)
		_ = f.MarkHidden(name + "-lower")
	}
	both(&o.list, "list", "L", "l", "list the SPNs of an account")
	both(&o.query, "query", "Q", "q", "find who holds an SPN")
	both(&o.dupes, "duplicates", "X", "x", "find duplicates")
	both(&o.add, "set", "S", "s", "add an SPN after a check for duplicates")
	both(&o.addOld, "add", "A", "a", "the same as -S")
	both(&o.remove, "delete", "D", "d", "delete an SPN")
	both(&o.forest, "forest", "F", "f", "search the forest instead of the domain")
	both(&o.quiet, "quiet", "P", "p", "print no progress")
	both(&o.reset, "reset", "R", "r", "add the HOST SPNs that a computer lacks")
	f.StringArrayVarP(&o.targets, "target", "T", nil, "search this domain, or forest with -F (repeatable; * is the current one)")
	f.StringArrayVarP(&o.targets, "target-lower", "t", nil, "")
	_ = f.MarkHidden("target-lower")
	both(&o.computer, "computer", "C", "c", "the account is a computer")
	both(&o.user, "account-user", "U", "u", "the account is a user")
	f.BoolVar(&o.move, "move", false, "move an SPN from its present owner to the account")
	o.WriteOptions.Bind(f)
	return cmd
}

// runSetspn sorts out which of setspn's modes was meant.
func runSetspn(ctx context.Context, s *app.Session, o setspnOptions, args []string) error {
	o.add = o.add || o.addOld
	modes := 0
	for _, m := range []bool{o.list, o.query, o.dupes, o.add, o.remove, o.reset, o.move} {
		if m {
			modes++
		}
	}
	if modes > 1 {
		return app.Usage("setspn", "more than one of -L, -Q, -X, -S, -D, -R and --move was given", "choose one")
	}
	if o.computer && o.user {
		return app.Usage("setspn", "-C and -U were both given, and they exclude each other", "choose one")
	}
	need := func(n int, form string) error {
		switch {
		case len(args) == n:
			return nil
		case len(args) > max(n, 2):
			return app.Usage("setspn", fmt.Sprintf("too many arguments: %d, and this form takes %d", len(args), n),
				"put a pattern in quotes, as in -Q '*/web1': a shell replaces stars by the names of files")
		}
		return app.Usage("setspn", "the number of arguments does not fit", "write setspn "+form)
	}
	switch {
	case o.dupes:
		if err := need(0, "-X"); err != nil {
			return err
		}
		return setspnDuplicates(ctx, s, o)
	case o.query:
		if len(args) == 0 {
			return need(1, "-Q PATTERN")
		}
		for _, a := range args {
			if len(args) > 1 && !strings.ContainsAny(a, "/*") {
				return app.Usage(fmt.Sprintf("%q", a), "it is neither an SPN nor a pattern", "put a pattern in quotes, as in -Q '*/web1': a shell replaces stars by the names of files")
			}
		}
		if o.JSON && len(args) > 1 {
			return app.Usage("setspn -Q --json", "several patterns were given", "ask for one at a time")
		}
		return each(args, func(pattern string) error { return setspnQuery(ctx, s, o, pattern) })
	case o.reset:
		if err := need(1, "-R ACCOUNT"); err != nil {
			return err
		}
		return setspnReset(ctx, s, o, args[0])
	case o.move:
		if err := need(2, "--move SPN ACCOUNT"); err != nil {
			return err
		}
		return setspnMove(ctx, s, o, args[0], args[1])
	case o.add:
		if err := need(2, "-S SPN ACCOUNT"); err != nil {
			return err
		}
		return setspnEdit(ctx, s, o, args[0], args[1])
	case o.remove:
		if err := need(2, "-D SPN ACCOUNT"); err != nil {
			return err
		}
		return setspnEdit(ctx, s, o, args[0], args[1])
	}
	if len(args) == 0 {
		return need(1, "-L ACCOUNT")
	}
	if o.JSON && len(args) > 1 {
		return app.Usage("setspn -L --json", "several accounts were given", "ask for one at a time")
	}
	return each(args, func(name string) error { return setspnList(ctx, s, o, name) })
}

// each runs what is asked of several accounts or patterns to the end of the list; the
// first error is the command's.
func each(args []string, do func(string) error) error {
	var first error
	for _, a := range args {
		if err := do(a); err != nil && first == nil {
			first = err
		}
	}
	return first
}
