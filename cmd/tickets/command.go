package tickets

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/checks"
	"adwalk/diag/codes"
	"adwalk/ui/safetext"
)

// Row is one line of the answer, and its JSON.
type Row struct {
	SPN          string           `json:"spn"`
	Verdict      diag.Verdict     `json:"verdict"`
	Error        *Error           `json:"error"`
	TicketEType  string           `json:"ticket_etype"`
	SessionEType string           `json:"session_etype"`
	KVNO         int              `json:"kvno"`
	KDC          string           `json:"kdc"`
	ElapsedMS    float64          `json:"elapsed_ms"`
	Owners       []string         `json:"owners"`
	Flags        string           `json:"flags,omitempty"`
	Ends         *time.Time       `json:"ends,omitempty"`
	Trace        []ad.Hop         `json:"trace,omitempty"`
	Fits         []string         `json:"fits,omitempty"` // keytab entries that decrypt the ticket
	Keys         []keytabKey      `json:"keys,omitempty"` // all that were tried
	Replicas     []session.Owners `json:"replicas,omitempty"`
	Note         string           `json:"note,omitempty"`
}

// Error is a Kerberos error in JSON. Text is what came with it or, since most domain
// controllers send no text, what the code means.
type Error struct {
	Code int    `json:"code"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// ErrorOf is an error that was received in an exchange, nil for none.
func ErrorOf(e *ad.KDCError, x codes.Exchange) *Error {
	if e == nil {
		return nil
	}
	return &Error{e.Code, e.Name(), cmp.Or(strings.TrimSpace(e.Text), codes.KDC(e.Code, x).What)}
}

type ticketOptions struct {
	json   bool
	etypes []string
	fits   []string
	each   bool
}

// Command is adwalk ticket.
func Command(s *app.Session) *cobra.Command {
	var o ticketOptions
	cmd := &cobra.Command{
		Use:   "ticket SPN…|-",
		Short: "Ask the KDC for a service ticket for each SPN and say what came back",
		Long: `Ask the KDC for a service ticket for each SPN. Nothing is taken from a cache and
nothing is written to one. The directory says who owns each SPN: a KDC gives the same
answer for "no account has it" and "two accounts have it". With several --server the
owners are compared between them; without any, a domain controller is looked for in DNS
when the KDC does not know an SPN.

A service's keytab can be tried on its ticket, in this process: --fits FILE says which
of its keys opens it. So does --keytab where it is not the login, that is with a
--ccache, with a --password-file, or without --user; "--user NAME --keytab FILE" logs
in with the key, as everywhere.

"adwalk ticket -" reads SPNs from standard input, one a line, and answers each as it
comes; --ndjson makes its answer one JSON object a line.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runTicket(cmd.Context(), s, o, args) },
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print the answer as JSON")
	cmd.Flags().StringSliceVar(&o.etypes, "etypes", nil, "session enctypes to ask for: aes256, aes128, rc4 (default all three)")
	cmd.Flags().StringArrayVar(&o.fits, "fits", nil, "try the keys of this keytab on the tickets (repeatable)")
	cmd.Flags().BoolVar(&o.each, "each-kdc", false, "ask every KDC, side by side, with its clock")
	return cmd
}

func runTicket(ctx context.Context, s *app.Session, o ticketOptions, spns []string) error {
	etypes, err := app.ParseETypes(o.etypes)
	if err != nil {
		return err
	}
	piped := len(spns) == 1 && spns[0] == "-"
	var reqs []ad.TicketRequest
	for _, spn := range spns {
		if piped {
			break
		}
		asked, err := askedSPN(spn)
		if err != nil {
			return err
		}
		reqs = append(reqs, ad.TicketRequest{SPN: asked, ETypes: etypes})
	}
	keytabs, login, err := serviceKeytabs(s, o)
	if err != nil {
		return err
	}
	if piped && (o.each || s.Flags.PasswordFile == "-") {
		return app.Usage("adwalk ticket -", "standard input can give SPNs only, to one KDC after the other", "leave --each-kdc out, and name a file with --password-file")
	}
	err = s.Start(ctx, func(f *app.Flags) {
		if !login {
			f.Keytab = ""
		}
	})
	if err != nil {
		return err
	}
	client, err := s.Tickets(ctx)
	if err != nil {
		return err
	}
	if o.each {
		return runEach(ctx, s, o, client, reqs)
	}
	run := &ticketRun{s: s, o: o, client: client, keytabs: keytabs, worst: app.ExitOK}
	if piped {
		err = run.pipe(ctx, etypes)
	} else {
		err = run.ask(ctx, reqs, s.Count(o.json))
	}
	if err == nil && run.worst != app.ExitOK {
		err = app.Exit{Code: run.worst}
	}
	return err
}

// ownersOf is app.Session.OwnersFrom for the KDC's answers: where it refused one, the owners
// tell why, so that a domain controller is looked for in DNS as well.
func ownersOf(ctx context.Context, s *app.Session, results []ad.TicketResult) (ad.Directory, error) {
	dir, err := s.OwnersFrom(ctx)
	refused := slices.ContainsFunc(results, func(r ad.TicketResult) bool { return r.Error != nil && r.Error.Code == ad.ErrServiceUnknown })
	if dir != nil || !refused || app.Code(err) == app.ExitUsage || len(s.Live().Config().Servers) > 0 {
		return dir, err
	}
	conn, found := s.Directory(ctx)
	if found != nil {
		p := ad.AsProblem(found, ad.ProblemUnreachable, "looking for a domain controller")
		return nil, &ad.Problem{Kind: ad.ProblemNotAsked, What: "no --server was given", Why: p.What + ": " + p.Why, Err: found}
	}
	return conn, nil
}

func rowOf(r ad.TicketResult) Row {
	row := Row{SPN: r.SPN, KDC: r.KDC, ElapsedMS: float64(r.Elapsed.Microseconds()) / 1000, Owners: []string{}}
	if len(r.Trace) > 1 {
		row.Trace = r.Trace
	}
	switch {
	case r.Reply != nil:
		row.TicketEType, row.SessionEType, row.KVNO = r.Reply.TicketEType.String(), r.Reply.SessionEType.String(), r.Reply.KVNO
		row.Flags, row.Ends = r.Reply.Flags.Letters(), &r.Reply.End
	case r.Error != nil:
		row.Error = ErrorOf(r.Error, codes.TGS)
		if r.Error.Code == ad.ErrSkew {
			row.Note = "the clocks are more than five minutes apart (the KDC: " + checks.OffsetWords(r.Error.Offset) + "); set both from the domain"
		}
	case r.Problem != nil:
		row.Note = r.Problem.Error()
	}
	return row
}

// judge gives the row its verdict from the KDC's answer and the owners.
func judge(ctx context.Context, row *Row, r ad.TicketResult, dir ad.Directory, dirErr error) {
	found := lookup.OwnerSet{}
	known := false
	if dir != nil {
		var err error
		if found, err = lookup.OwnersWithAlias(ctx, dir, r.SPN); err != nil {
			row.Note = "owners not known: " + err.Error()
		} else {
			known = true
		}
	} else if dirErr != nil && row.Note == "" && r.Problem == nil {
		row.Note = "KDC reply only; owners not known: " + dirErr.Error()
	}
	if p := cmp.Or(checks.OwnerUnseen(r, found), checks.OwnerDoubt(found)); known && p != nil && row.Note == "" {
		row.Note = p.Error()
	}
	if known && row.Note == "" {
		row.Note = checks.OwnerOut(r, found)
	}
	if known && row.Note == "" && r.Reply != nil && len(found.Owners)+len(found.AliasHeld) == 0 && !strings.EqualFold(r.Reply.Realm, found.Realm) {
		row.Note = "KDC reply only: issued by the KDC of " + r.Reply.Realm + ", whose directory was not asked; the state of the owner is not known"
	}
	for _, a := range append(found.Owners, found.AliasHeld...) {
		row.Owners = append(row.Owners, a.DN)
	}
	row.Verdict = checks.TicketVerdict(r, found, known)
	if asked := app.Code(dirErr) != app.ExitOK && !unnamed(dirErr) || dir != nil; row.Verdict == diag.OK && asked && !known {
		row.Verdict = diag.NotChecked // the owners were to be read and could not be
	}
}

// unnamed says that nobody named a domain controller, so that the KDC's answer was
// all that was wanted.
func unnamed(err error) bool {
	var p *ad.Problem
	return errors.As(err, &p) && p.Kind == ad.ProblemNotAsked
}

func rowCode(r ad.TicketResult, row Row) int {
	switch {
	case r.Problem != nil:
		return app.ExitUnknown
	case row.Verdict == diag.OK, row.Verdict == diag.CoveredByHost:
		return app.ExitOK
	case row.Verdict == diag.NotChecked && r.Reply != nil:
		return app.ExitUnknown
	}
	return app.ExitFound
}

func printTicket(w io.Writer, row Row, r ad.TicketResult) {
	fmt.Fprintf(w, "%s %s\n", app.Glyph(row.Verdict), safetext.Printable(row.SPN+"   "+string(row.Verdict)))
	kdc := safetext.Printable(row.KDC)
	switch {
	case r.Reply != nil:
		fmt.Fprintf(w, "    KDC %s: ticket %s, session %s, kvno %d, flags %s, until %s   %.1f ms\n", kdc,
			row.TicketEType, row.SessionEType, row.KVNO, row.Flags, r.Reply.End.UTC().Format("2006-01-02 15:04:05Z"), row.ElapsedMS)
	case r.Error != nil:
		fmt.Fprintf(w, "    KDC %s: %s   %.1f ms\n", kdc, safetext.Printable(r.Error.Error()), row.ElapsedMS)
	}
	for _, h := range row.Trace {
		at := "no server answered"
		if h.KDC != "" {
			at = "asked at " + h.KDC
		}
		fmt.Fprintf(w, "    hop %s %s for %s: %s\n", safetext.Printable(h.Realm), safetext.Printable(at), safetext.Printable(h.Asked), safetext.Printable(h.Got))
	}
	for _, dn := range row.Owners {
		fmt.Fprintf(w, "    owner: %s\n", safetext.Printable(dn))
	}
	printReplicas(w, row)
	printKeys(w, row)
	if row.Note != "" {
		fmt.Fprintf(w, "    note: %s\n", safetext.Printable(row.Note))
	}
}

// askedSPN is the SPN of an argument: itself, or, of a URL, a UNC path, a server
// of SQL or a connection string, the one that most of its clients ask for.
func askedSPN(arg string) (string, error) {
	t, err := ad.ParseServiceTarget(arg)
	if err != nil || t.Form == ad.TargetHost || t.Realm != "" {
		if _, err := ad.ParseSPN(arg); err != nil {
			return "", err
		}
		return arg, nil
	}
	return t.SPN(), nil
}
