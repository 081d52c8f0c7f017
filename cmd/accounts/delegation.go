package accounts

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag/fix"
)

// delegationEdit is one form of the command: it reads the accounts and makes the plan.
type delegationEdit struct {
	use, short string
	args       int
	plan       func(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error)
}

var delegationEdits = []delegationEdit{
	{"add-service ACCOUNT SPN", "Let an account impersonate users to an SPN (msDS-AllowedToDelegateTo)", 2, func(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error) {
		a, err := lookup.Resolve(ctx, dir, args[0])
		if err != nil {
			return fix.Plan{}, err
		}
		return fix.AllowTargetOf(a, args[1])
	}},
	{"del-service ACCOUNT SPN", "No longer let an account impersonate users to an SPN", 2, func(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error) {
		a, err := lookup.Resolve(ctx, dir, args[0])
		if err != nil {
			return fix.Plan{}, err
		}
		return fix.DropTargetOf(a, args[1])
	}},
	{"for-any-protocol ACCOUNT on|off", "Switch protocol transition on or off (TRUSTED_TO_AUTH_FOR_DELEGATION)", 2, func(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error) {
		on := strings.EqualFold(args[1], "on")
		if !on && !strings.EqualFold(args[1], "off") {
			return fix.Plan{}, app.Usage(fmt.Sprintf("%q", args[1]), "it is neither on nor off", "write adwalk delegation for-any-protocol ACCOUNT on|off")
		}
		a, err := lookup.Resolve(ctx, dir, args[0])
		if err != nil {
			return fix.Plan{}, err
		}
		return fix.Transition(a, on)
	}},
	{"add-principal RESOURCE PRINCIPAL", "Let a principal impersonate users to a resource (msDS-AllowedToActOnBehalfOfOtherIdentity)", 2, func(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error) {
		resource, err := lookup.Resolve(ctx, dir, args[0])
		if err != nil {
			return fix.Plan{}, err
		}
		principal, err := lookup.Resolve(ctx, dir, args[1])
		if err != nil {
			return fix.Plan{}, err
		}
		return fix.LetIn(resource, principal)
	}},
	{"del-principal RESOURCE PRINCIPAL", "No longer let a principal, or a SID, impersonate users to a resource", 2, shutOut},
}

// DelegationCommand is adwalk delegation.
func DelegationCommand(s *app.Session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "delegation",
		Short: "Show and change who may delegate to whom, one entry at a time",
		Long: `Show and change delegation, with the verbs of samba-tool delegation. Each change is
one value: the other entries of a list or a descriptor and the other flags of an
account stay as they are. Changes are confirmed, journaled and can be undone; --output
puts the plan into a file instead.`,
	}
	cmd.AddCommand(delegationShow(s))
	for _, e := range delegationEdits {
		var o plans.WriteOptions
		sub := &cobra.Command{Use: e.use, Short: e.short, Args: cobra.ExactArgs(e.args), RunE: func(cmd *cobra.Command, args []string) error {
			return plans.Edit(cmd.Context(), s, o, "changing the delegation of "+args[0], func(ctx context.Context, dir ad.Directory) (fix.Plan, error) {
				return e.plan(ctx, dir, args)
			})
		}}
		o.Bind(sub.Flags())
		cmd.AddCommand(sub)
	}
	return app.Verbs(cmd, "show")
}

// shutOut plans that every entry of a principal goes. A SID need not have an account.
func shutOut(ctx context.Context, dir ad.Directory, args []string) (fix.Plan, error) {
	resource, err := lookup.Resolve(ctx, dir, args[0])
	if err != nil {
		return fix.Plan{}, err
	}
	sid, name := args[1], args[1]
	if _, err := ad.EncodeSID(sid); err != nil {
		principal, err := lookup.Resolve(ctx, dir, args[1])
		if err != nil {
			return fix.Plan{}, err
		}
		sid, name = principal.SID, principal.Label()
	}
	all, err := trusteesOf(ctx, dir, resource)
	if err != nil {
		return fix.Plan{}, err
	}
	var entries []string
	for _, v := range all {
		if strings.EqualFold(lookup.TrusteeSID(v), sid) {
			entries = append(entries, v)
		}
	}
	return fix.ShutOut(resource, name, entries)
}

// trusteesOf reads the entries of a resource's descriptor.
func trusteesOf(ctx context.Context, dir ad.Directory, resource ad.Account) ([]string, error) {
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: resource.DN, Scope: ad.ScopeBase, Attributes: []string{lookup.AttrTrustees}})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	values, err := lookup.Values(found[0], lookup.AttrTrustees)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemProtocol, What: "reading " + lookup.AttrTrustees + " of " + resource.Label(), Why: err.Error(), Err: err}
	}
	return values, nil
}
