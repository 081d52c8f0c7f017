package setspn

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// setspnReset gives a computer its HOST names back (setspn -R): HOST/NAME and
// HOST/dNSHostName. What it holds beside them stays.
func setspnReset(ctx context.Context, s *app.Session, o setspnOptions, name string) error {
	if o.Writes() {
		if err := s.RefuseReadOnly("resetting the HOST names of " + name); err != nil {
			return err
		}
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	if err := targets(ctx, s, dir, o); err != nil {
		return err
	}
	o.computer = !o.user
	a, err := named(ctx, s, dir, o, name)
	if err != nil {
		return err
	}
	want := []string{"HOST/" + strings.TrimSuffix(a.Name, "$")}
	if a.DNSHostName != "" {
		want = append(want, "HOST/"+a.DNSHostName)
	}
	var missing []string
	for _, spn := range want {
		found, _, err := lookup.Owners(ctx, dir, spn)
		if err != nil {
			return err
		}
		for _, other := range found {
			if !other.Same(a) {
				return &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + spn + " to " + a.Name, Why: other.DN + " has it", Do: "delete it there first: " + deleteCommand(other, spn)}
			}
		}
		if !hasSPN(a, spn) {
			missing = append(missing, spn)
		}
	}
	plan := fix.Plan{Title: "reset the HOST names of " + a.Name}
	for _, spn := range missing {
		plan.Changes = append(plan.Changes, fix.Planned{Change: ad.Change{DN: a.DN, GUID: a.GUID, Account: a.Name, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}})
	}
	if !o.Writes() {
		return plans.Write(ctx, s, o.WriteOptions, plan)
	}
	if !plan.Empty() {
		if err := s.Gate(ctx, dir, plan, o.Yes); err != nil {
			return err
		}
	}
	outcomes := []ad.ChangeOutcome{}
	if !o.JSON {
		fmt.Fprintf(s.Out, "Registering ServicePrincipalNames for %s\n", safetext.Printable(a.DN))
	}
	for _, spn := range want {
		if !o.JSON {
			fmt.Fprintf(s.Out, "\t%s\n", safetext.Printable(spn))
		}
	}
	if !plan.Empty() {
		editor, err := s.Editor(ctx)
		if err != nil {
			return err
		}
		problem := fix.Apply(ctx, plan, editor, func(out ad.ChangeOutcome) { outcomes = append(outcomes, out) })
		if problem != nil {
			failedToAssign(s, o, a, problem)
			return app.NotWritten(problem)
		}
	}
	if o.JSON {
		return app.WriteJSON(s.Out, outcomes)
	}
	if plan.Empty() || !slices.ContainsFunc(outcomes, func(c ad.ChangeOutcome) bool { return !c.Already }) {
		fmt.Fprintln(s.Out, "Nothing was written: the object is that way already")
		return nil
	}
	fmt.Fprintln(s.Out, "Updated object")
	return nil
}

// named is resolve with setspn's words for an account that is not there, and its
// exit code.
func named(ctx context.Context, s *app.Session, dir ad.Directory, o setspnOptions, name string) (ad.Account, error) {
	a, err := resolve(ctx, dir, o, name)
	if p := ad.AsProblem(err, "", ""); err != nil && p.Kind == ad.ProblemNotFound {
		if !o.JSON {
			fmt.Fprintf(s.Out, "FindDomainForAccount: Call to DsGetDcNameWithAccountW failed with return value 0x00000525\nCould not find account %s\n", safetext.Printable(name))
		}
		s.Explain(err)
		return a, app.Exit{Code: app.ExitFound}
	}
	return a, err
}

// failedToAssign is what setspn says of a write that the directory refused: for want of
// rights (0x2098, ERROR_DS_INSUFF_ACCESS_RIGHTS), or because the SPN would not be unique
// (0x21C7, ERROR_DS_SPN_VALUE_NOT_UNIQUE_IN_FOREST).
func failedToAssign(s *app.Session, o setspnOptions, a ad.Account, p *ad.Problem) {
	code := ""
	var refused *ad.DirectoryError
	switch {
	case errors.As(p, &refused) && refused.Win32 == 0x21C7:
		code = "0x21c7/8647 -> The operation failed because SPN value provided for addition/modification is not unique forest-wide."
	case p.Kind == ad.ProblemNoRight:
		code = "0x2098/8344 -> Insufficient access rights to perform the operation."
	}
	if code != "" && !o.JSON {
		fmt.Fprintf(s.Out, "Failed to assign SPN on account '%s', error %s\n", safetext.Printable(a.DN), code)
	}
}

// deleteCommand is the command that deletes an SPN from an account.
func deleteCommand(a ad.Account, spn string) string {
	command := "adwalk setspn -D "
	if !strings.HasSuffix(a.Name, "$") {
		command += "-U "
	}
	return command + ad.ShellQuote(spn) + " " + ad.ShellQuote(a.Name)
}
