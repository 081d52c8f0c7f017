package probes

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/cmd/tickets"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/codes"
	"adwalk/ui/safetext"
)

type probeOptions struct {
	json      bool
	spn       string
	addresses []string
}

// Row is one address's answer, and its JSON.
type Row struct {
	Target          string          `json:"target"`
	Address         string          `json:"address,omitempty"`
	SPN             string          `json:"spn"`
	Outcome         ad.ProbeOutcome `json:"outcome"`
	Verdict         diag.Verdict    `json:"verdict"`
	Error           *tickets.Error  `json:"error"`
	Means           string          `json:"means"`
	Do              []string        `json:"do"`
	Owners          []probeOwner    `json:"owners"`
	KVNO            int             `json:"kvno,omitempty"` // of the ticket that was shown
	TicketEType     string          `json:"ticket_etype,omitempty"`
	KDC             string          `json:"kdc,omitempty"`
	Offered         []string        `json:"offered,omitempty"`
	PasswordInClear bool            `json:"password_in_clear,omitempty"`
	Status          int             `json:"status,omitempty"`
	Text            string          `json:"text,omitempty"`
	TLS             string          `json:"tls,omitempty"`
	ClockOffsetMS   *int64          `json:"clock_offset_ms,omitempty"` // the service's clock minus ours, when it told
	ElapsedMS       float64         `json:"elapsed_ms"`
	Note            string          `json:"note,omitempty"`
}

// probeOwner is an account that holds the SPN; the kvno is the directory's.
type probeOwner struct {
	DN   string `json:"dn"`
	Name string `json:"name"`
	KVNO int    `json:"kvno,omitempty"`
}

// Command is adwalk probe.
func Command(s *app.Session) *cobra.Command {
	var o probeOptions
	cmd := &cobra.Command{
		Use:   "probe TARGET…",
		Short: "Show a ticket to a service and say whether its key is the right one",
		Long: `Show a Kerberos ticket to a service, at each of its addresses in turn, and say what
the service did with it. A ticket from the KDC proves that the SPN is registered;
only the service's own answer proves that it holds the right key.

TARGET is what a client is given: https://mail.contoso.com/ews/, http://…,
ldap://dc1.contoso.com, smtp://mx1.contoso.com, \\fs1\data for a file server,
tcp:sql1.contoso.com,1433 or sql1\PAYROLL for a SQL Server; a bare host is a secure
web site. A probe logs in nowhere with a password, reads no page, opens no share and
no database, and changes nothing. The service's log may show one failed or successful
login.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runProbe(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.spn, "spn", "", "show a ticket for this SPN (default: the one a client of TARGET asks for)")
	f.StringArrayVar(&o.addresses, "address", nil, "ask this address, or address:port, in place of those in DNS (repeatable)")
	return cmd
}

func runProbe(ctx context.Context, s *app.Session, o probeOptions, targets []string) error {
	if o.spn != "" {
		if _, err := ad.ParseSPN(o.spn); err != nil {
			return err
		}
	}
	if s.Flags.NoProbes {
		return session.NotAsked("asking services")
	}
	if err := s.Start(ctx); err != nil {
		return err
	}
	prober := app.LazyProber{Session: s}
	dir, dirErr := s.OwnersFrom(ctx)
	rows := []Row{}
	worst := app.ExitOK
	for _, target := range targets {
		results := prober.Probe(ctx, ad.ProbeRequest{Target: target, SPN: o.spn, Addresses: o.addresses})
		found, ownerNote := app.OwnerSet(ctx, dir, dirErr, results[0].SPN)
		for _, r := range results {
			if p := r.Problem; p != nil && p.Kind == ad.ProblemUsage {
				return p
			}
			row := probeRowOf(r, found, ownerNote)
			rows = append(rows, row)
			worst = app.WorseExit(worst, probeCode(r, row))
			if !o.json {
				printProbe(s, row, r)
			}
		}
	}
	if o.json {
		if err := app.WriteJSON(s.Out, rows); err != nil {
			return err
		}
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}

func probeRowOf(r ad.ProbeResult, found *lookup.OwnerSet, note string) Row {
	row := Row{Target: r.Target, Address: r.Address, SPN: r.SPN, Outcome: r.Outcome, Owners: []probeOwner{}, KDC: r.KDC, Offered: r.Offered,
		PasswordInClear: r.PasswordInClear, Status: r.Status, Text: r.Text, TLS: r.TLS, ElapsedMS: app.Milliseconds(r.Elapsed), Note: note}
	if r.Error != nil {
		row.Error = tickets.ErrorOf(r.Error, codes.AP)
		if r.Outcome == ad.ProbeRefused && !r.Error.ServerTime.IsZero() {
			ms := r.Error.Offset.Milliseconds()
			row.ClockOffsetMS = &ms
		}
	}
	if r.Ticket != nil {
		row.KVNO, row.TicketEType = r.Ticket.KVNO, r.Ticket.TicketEType.String()
	}
	for _, a := range checks.Holders(found) {
		row.Owners = append(row.Owners, probeOwner{a.DN, a.Label(), a.KVNO})
	}
	j := checks.JudgeService(r, found)
	row.Verdict, row.Means, row.Do = j.Verdict, j.Means, j.Do
	return row
}

func printProbe(s *app.Session, row Row, r ad.ProbeResult) {
	where := row.Target
	if row.Address != "" {
		where += " at " + row.Address
	}
	head := string(row.Outcome)
	if r.Error != nil {
		head += ": " + r.Error.Error()
	}
	line := func(label, text string) { fmt.Fprintf(s.Out, "    %-6s %s\n", label, safetext.Printable(text)) }
	fmt.Fprintf(s.Out, "%s %s\n", app.Glyph(row.Verdict), safetext.Printable(where+"   "+head))
	line("means", row.Means)
	if r.Ticket != nil {
		line("shown", fmt.Sprintf("a ticket for %s, kvno %d, %s, from KDC %s", row.SPN, row.KVNO, row.TicketEType, row.KDC))
	}
	for _, a := range row.Owners {
		version := ""
		if a.KVNO > 0 {
			version = fmt.Sprintf(", kvno %d", a.KVNO)
		}
		line("owner", a.DN+version)
	}
	if len(row.Offered) > 0 {
		line("offers", strings.Join(row.Offered, ", "))
	}
	if row.PasswordInClear {
		line("warn", "a password would cross the network readable")
	}
	for _, d := range row.Do {
		line("do", d)
	}
	if row.Note != "" {
		line("note", row.Note)
	}
}
