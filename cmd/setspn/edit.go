package setspn

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// setspnEdit adds or deletes one SPN. Refusals by read-only come before any
// connection is made.
func setspnEdit(ctx context.Context, s *app.Session, o setspnOptions, spn, name string) error {
	what := "adding " + spn + " to " + name
	if o.remove {
		what = "deleting " + spn + " from " + name
	}
	if o.Writes() {
		if err := s.RefuseReadOnly(what); err != nil {
			return err
		}
	}
	if !o.remove { // a malformed name that is registered must stay deletable
		if _, err := ad.ParseSPN(spn); err != nil {
			return err
		}
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	if err := targets(ctx, s, dir, o); err != nil { // of another domain no duplicate would be found here
		return err
	}
	a, err := named(ctx, s, dir, o, name)
	if err != nil {
		return err
	}
	change := ad.Change{DN: a.DN, GUID: a.GUID, Account: a.Name, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: spn}
	heading := "Registering"
	if o.remove {
		change.Op, heading = ad.DeleteValue, "Unregistering"
		if !hasSPN(a, spn) {
			if err := hiddenSPNs(a); err != nil {
				return err
			}
			return &ad.Problem{Kind: ad.ProblemNotFound, What: what, Why: a.DN + " does not have it", Do: "adwalk setspn -L lists its SPNs"}
		}
	} else if err := refuseDuplicate(ctx, s, dir, o, a, spn); err != nil {
		return err
	}
	plan := fix.Plan{Title: what, Changes: []fix.Planned{{Change: change}}}
	if !o.Writes() {
		return plans.Write(ctx, s, o.WriteOptions, plan)
	}
	if err := s.Gate(ctx, dir, plan, o.Yes); err != nil {
		return err
	}
	editor, err := s.Editor(ctx)
	if err != nil {
		return err
	}
	if !o.JSON { // not before: what was not confirmed is not under way
		fmt.Fprintf(s.Out, "\n%s ServicePrincipalNames for %s\n\t%s\n", heading, safetext.Printable(a.DN), safetext.Printable(spn))
	}
	out := editor.Apply(ctx, change)
	if o.JSON {
		if err := app.WriteJSON(s.Out, out); err != nil {
			return err
		}
	}
	if out.Problem != nil {
		failedToAssign(s, o, a, out.Problem)
	}
	if err := app.NotWritten(out.Problem); err != nil {
		return err
	}
	switch {
	case o.JSON:
	case out.Already:
		fmt.Fprintln(s.Out, "Nothing was written: the object is that way already")
	default:
		fmt.Fprintln(s.Out, "Updated object")
	}
	return nil
}

// setspnMove moves an SPN from its one owner to another account.
func setspnMove(ctx context.Context, s *app.Session, o setspnOptions, spn, name string) error {
	return plans.Edit(ctx, s, o.WriteOptions, "moving "+spn+" to "+name, func(ctx context.Context, dir ad.Directory) (fix.Plan, error) {
		to, err := resolve(ctx, dir, o, name)
		if err != nil {
			return fix.Plan{}, err
		}
		owners, _, err := lookup.Owners(ctx, dir, spn)
		if err != nil {
			return fix.Plan{}, err
		}
		if len(owners) == 0 {
			return fix.Plan{}, &ad.Problem{Kind: ad.ProblemNotFound, What: "moving " + spn, Why: "no account in the forest has it", Do: "adwalk setspn -S adds it"}
		}
		return fix.MoveSPN(spn, owners[0], to, owners)
	})
}

// refuseDuplicate looks for other holders in the forest before a person is
// asked to confirm; the editor looks once more before it writes.
func refuseDuplicate(ctx context.Context, s *app.Session, dir ad.Directory, o setspnOptions, a ad.Account, spn string) error {
	if !o.addOld { // setspn -A announces no search
		checking(ctx, s, dir, o)
	}
	found, _, err := lookup.Owners(ctx, dir, spn)
	if err != nil {
		return err
	}
	for _, other := range found {
		if other.Same(a) {
			continue
		}
		if !o.JSON {
			fmt.Fprintf(s.Out, "%s\n", safetext.Printable(other.DN))
			for _, v := range other.SPNs {
				fmt.Fprintf(s.Out, "\t%s\n", safetext.Printable(v))
			}
			fmt.Fprintln(s.Out, "\nDuplicate SPN found, aborting operation!")
		}
		s.Explain(&ad.Problem{Kind: ad.ProblemRefused, What: "adding " + spn + " to " + a.Name, Why: other.DN + " has it already",
			Do: "delete it there first: " + deleteCommand(other, spn)})
		return app.Exit{Code: app.ExitFound}
	}
	noteAlias(ctx, s, dir, a, spn)
	return nil
}

// noteAlias says that another account answers for the name through its HOST name:
// updated domain controllers refuse such a value to everybody but administrators
// (KB5008382), and it takes the service from that account. What cannot be read is
// not worth stopping for.
func noteAlias(ctx context.Context, s *app.Session, dir ad.Directory, a ad.Account, spn string) {
	aliases, err := lookup.HostAliases(ctx, dir)
	if err != nil {
		return
	}
	cover, ok := aliases.Of(spn)
	if !ok {
		return
	}
	found, _, err := lookup.Owners(ctx, dir, cover)
	if err != nil {
		return
	}
	for _, other := range found {
		if !other.Same(a) {
			fmt.Fprintf(s.Err, "adwalk: %s\n", safetext.Printable(fmt.Sprintf("note: %s of %s covers %s so far; right only where the service runs as %s. Updated domain controllers refuse it to others than administrators.",
				cover, other.DN, spn, a.Name)))
		}
	}
}

func hasSPN(a ad.Account, spn string) bool {
	for _, v := range a.SPNs {
		if strings.EqualFold(v, spn) {
			return true
		}
	}
	return false
}
