package accounts

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// delegationRow is what one account may do, and who may do it to the account.
type delegationRow struct {
	Account       string   `json:"account"`
	DN            string   `json:"dn"`
	Unconstrained bool     `json:"unconstrained"`
	AnyProtocol   bool     `json:"any_protocol"` // protocol transition
	NotDelegated  bool     `json:"not_delegated"`
	Services      []string `json:"services"`   // msDS-AllowedToDelegateTo
	Principals    []string `json:"principals"` // entries of msDS-AllowedToActOnBehalfOfOtherIdentity
	Unread        []string `json:"unread"`     // of these attributes, what may be hidden
}

func delegationShow(s *app.Session) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "show ACCOUNT", Short: "Show what an account may delegate, and who may act towards it", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDelegationShow(cmd.Context(), s, args[0], asJSON)
		}}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the answer as JSON")
	return cmd
}

func runDelegationShow(ctx context.Context, s *app.Session, name string, asJSON bool) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, dir, name)
	if err != nil {
		return err
	}
	entries, err := trusteesOf(ctx, dir, a)
	if err != nil {
		return err
	}
	row := delegationRow{Account: a.Name, DN: a.DN, Unconstrained: a.UAC.Has(ad.UACTrustedDelegation), AnyProtocol: a.UAC.Has(ad.UACTrustedToAuth), NotDelegated: a.UAC.Has(ad.UACNotDelegated),
		Services: app.NonNil(a.DelegatesTo), Principals: app.NonNil(entries), Unread: []string{}}
	for _, attribute := range []string{lookup.AttrUAC, lookup.AttrTargets, lookup.AttrTrustees} {
		if known, _ := a.Knows(attribute); !known {
			row.Unread = append(row.Unread, attribute)
		}
	}
	if asJSON {
		if err := app.WriteJSON(s.Out, row); err != nil {
			return err
		}
	} else {
		printDelegation(s, row)
	}
	if len(row.Unread) > 0 {
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

func printDelegation(s *app.Session, row delegationRow) {
	fmt.Fprintf(s.Out, "Account: %s\nDN: %s\nUnconstrained delegation (TRUSTED_FOR_DELEGATION): %v\nProtocol transition (TRUSTED_TO_AUTH_FOR_DELEGATION): %v\nProtected from delegation (NOT_DELEGATED): %v\n",
		safetext.Printable(row.Account), safetext.Printable(row.DN), row.Unconstrained, row.AnyProtocol, row.NotDelegated)
	list := func(title, attribute string, values []string) {
		if slices.Contains(row.Unread, attribute) && len(values) == 0 {
			fmt.Fprintf(s.Out, "%s: not known\n", title)
			return
		}
		fmt.Fprintf(s.Out, "%s: %d\n", title, len(values))
		for _, v := range values {
			fmt.Fprintf(s.Out, "  %s\n", safetext.Printable(v))
		}
	}
	list("Services that it may impersonate users to", lookup.AttrTargets, row.Services)
	list("Principals that may impersonate users to it", lookup.AttrTrustees, row.Principals)
	for _, attribute := range row.Unread {
		fmt.Fprintf(s.Out, "Not known: %s did not come; it is absent or hidden from you\n", attribute)
	}
}
