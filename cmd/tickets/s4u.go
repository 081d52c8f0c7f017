package tickets

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

type s4uOptions struct {
	json, yes bool
	user      string
}

// S4UCommand is adwalk s4u.
func S4UCommand(s *app.Session) *cobra.Command {
	var o s4uOptions
	cmd := &cobra.Command{
		Use:   "s4u --keytab FRONTEND.keytab --user FRONTEND --for USER TARGET…",
		Short: "Prove with a front end's own key what it may do in a user's name",
		Long: `Log in as a front end with its own key, ask for a ticket to itself in USER's name
(S4U2Self), and with that for a ticket to each TARGET (S4U2Proxy). The KDC's answers
say whether each target is listed, and whether the user's ticket can be forwarded at
all. A refusal for a target that is not listed and one for a ticket that cannot be
forwarded carry the same code; the answer says which it is.

The key is given with --keytab, or as a password with --password-file or typed; --user
says whose it is. Nothing is changed and the tickets are thrown away, but the domain
controller's security log records every request (event 4769): type yes to agree, or
give --yes where there is no terminal.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runS4U(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.yes, "yes", false, "agree without being asked (needed when not on a terminal)")
	f.StringVar(&o.user, "for", "", "the user in whose name to ask, e.g. alice")
	return cmd
}

func runS4U(ctx context.Context, s *app.Session, o s4uOptions, targets []string) error {
	switch {
	case o.user == "":
		return app.Usage("adwalk s4u", "it requires the user to ask for", "add --for USER")
	case s.Flags.User == "" && s.Flags.Keytab == "" && s.Flags.CCache == "":
		return app.Usage("adwalk s4u", "the front end's own key is needed", "add --keytab FRONTEND.keytab and --user FRONTEND$@REALM")
	case s.Flags.NoProbes:
		return session.NotAsked("asking the KDC in a user's name")
	}
	for _, t := range targets {
		if _, err := ad.ParseSPN(t); err != nil {
			return err
		}
	}
	frontEnd := s.Flags.User
	if frontEnd == "" {
		frontEnd = "the owner of the key"
	}
	why := fmt.Sprintf("This asks the KDC as %s for tickets to %s in the name of %s.\nThe domain controller's security log records it; nothing is changed.", frontEnd, strings.Join(targets, ", "), o.user)
	if err := s.Ask(ctx, "asking the KDC in the name of "+o.user, "say that you may do this with --yes", o.yes, why, "yes"); err != nil {
		return err
	}
	proof, err := prove(ctx, s, o.user, targets)
	if err != nil {
		return err
	}
	if o.json {
		if err := app.WriteJSON(s.Out, proof); err != nil {
			return err
		}
	} else {
		printProof(s, proof)
	}
	if c := proofCode(proof); c != app.ExitOK {
		return app.Exit{Code: c}
	}
	return nil
}

// prove logs in as the front end: with its keytab, with the lab's knowledge of
// its own accounts, or as any other login.
func prove(ctx context.Context, s *app.Session, user string, targets []string) (ad.DelegationProof, error) {
	if err := s.Start(ctx); err != nil {
		return ad.DelegationProof{}, err
	}
	if s.Flags.Keytab != "" || s.Live().KnowsKeys() && s.Flags.PasswordFile == "" && s.Flags.CCache == "" {
		return session.Prover{Session: s.Live(), Keytab: s.Flags.Keytab}.Prove(ctx, s.Flags.User, user, targets)
	}
	client, err := s.Tickets(ctx)
	if err != nil {
		return ad.DelegationProof{}, err
	}
	return krb.DelegationProof(ctx, client, user, targets), nil
}

// proofCode lets a refusal win over what could not be asked.
func proofCode(p ad.DelegationProof) int {
	worst := app.ExitOK
	for _, t := range p.Targets {
		c := app.ExitFound
		switch t.Verdict {
		case ad.DelegationAllowed:
			c = app.ExitOK
		case ad.DelegationNotAsked:
			c = app.ExitUnknown
			if p.Evidence.Error != nil {
				c = app.ExitFound // the KDC refused the very first step
			}
		}
		worst = app.WorseExit(worst, c)
	}
	return worst
}

func printProof(s *app.Session, p ad.DelegationProof) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	switch {
	case p.Evidence.Reply == nil:
		out("✗ no ticket to %s in the name of %s", p.Service, p.User)
		out("    why   %s", p.Why)
		if p.Evidence.Error != nil {
			out("    KDC   %s: %s", p.Evidence.KDC, p.Evidence.Error.Error())
		}
	case p.Forwardable:
		out("✓ a ticket to %s in the name of %s, which can be forwarded (KDC %s)", p.Service, p.User, p.Evidence.KDC)
	default:
		out("✗ a ticket to %s in the name of %s, which cannot be forwarded [%s]", p.Service, p.User, p.Limit)
		out("    why   %s", p.Why)
	}
	for _, t := range p.Targets {
		out("%s %s   %s", delegationGlyph(t.Verdict), t.Target, t.Verdict)
		out("    %s", t.Why)
		if e := t.Ticket.Error; e != nil {
			status := ""
			if e.NTStatus != 0 {
				status = fmt.Sprintf(", status 0x%08X", e.NTStatus)
			}
			out("    KDC   %s: %s%s", t.Ticket.KDC, e.Error(), status)
		}
	}
}

func delegationGlyph(v ad.DelegationVerdict) string {
	switch v {
	case ad.DelegationAllowed:
		return app.Glyph(diag.OK)
	case ad.DelegationNotAsked, ad.DelegationNotForwardable:
		return app.Glyph(diag.NotChecked)
	}
	return app.Glyph(diag.Missing)
}
