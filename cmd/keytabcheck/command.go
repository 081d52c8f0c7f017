package keytabcheck

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/keytab"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

type keytabOptions struct {
	json    bool
	service string
	runAs   string
	list    bool
}

// Answer is what keytab says of one service.
type Answer struct {
	keytabs.Facts
	keytabs.Verdict
	Recipes []keytabs.Recipe `json:"recipes,omitempty"`
}

// Command is adwalk keytab.
func Command(s *app.Session) *cobra.Command {
	var o keytabOptions
	cmd := &cobra.Command{
		Use:   "keytab FILE",
		Short: "Say whether a service with this keytab accepts its clients' tickets",
		Long: `Hold a keytab against the directory and a fresh ticket. Each key is tried on the ticket
in this process: one that decrypts it is the proof. Where none does, the cause is named:
another key version, encryption type, salt, account, name, realm or case. Keys are never
shown.

Without --service every service in the keytab is judged. --run-as says which user runs
the service, to check the file's mode. --list shows the entries only and sends nothing.

Exit codes: 0 proved, 1 the service cannot accept the tickets, 2 the file cannot be used,
3 nothing could be proved.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runKeytab(cmd.Context(), s, o, args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.service, "service", "", "SPN that clients ask for, as in HTTP/web.contoso.com")
	f.StringVar(&o.runAs, "run-as", "", "user that runs the service on this machine")
	f.BoolVar(&o.list, "list", false, "show the entries and send nothing")
	return cmd
}

func runKeytab(ctx context.Context, s *app.Session, o keytabOptions, file string) error {
	if s.Flags.Lab {
		if err := s.Start(ctx); err != nil {
			return err
		}
	}
	base, kt, err := Read(s, file, o.runAs)
	if err != nil {
		return err
	}
	services, err := servicesOf(o.service, base.Entries)
	if err != nil {
		return err
	}
	var answers []Answer
	switch {
	case o.list:
		answers = []Answer{{Facts: base}}
	case len(base.Entries) == 0 || base.NoRead != "":
		answers = []Answer{{Facts: base, Verdict: keytabs.Judge(base)}}
	default:
		if len(services) == 0 {
			return app.Usage("adwalk keytab", "the keytab names no service, only accounts", "say which SPN clients ask for with --service HTTP/web.contoso.com")
		}
		if answers, err = Judge(ctx, s, base, kt, services); err != nil {
			return err
		}
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		printKeytabAnswers(s.Out, answers, o.list)
	}
	worst := app.ExitOK
	for _, a := range answers {
		switch {
		case o.list || a.Proved:
		case a.Finding != nil:
			worst = app.WorseExit(worst, app.ExitFound)
		default:
			worst = app.WorseExit(worst, app.ExitUnknown)
		}
	}
	if worst != app.ExitOK {
		return app.Exit{Code: worst}
	}
	return nil
}

// Read reads a keytab as far as it goes: a file, or one of the lab's.
func Read(s *app.Session, file, runAs string) (keytabs.Facts, *keytab.Keytab, error) {
	if b := s.LabKeytab(file); b != nil {
		kt, err := keytab.Parse(b)
		f := keytabs.Facts{File: file, Mode: "-rw-------", Owner: "the lab"}
		if err != nil {
			f.Damaged = err.Error()
		}
		if kt == nil {
			kt = &keytab.Keytab{}
		}
		fillEntries(&f, kt)
		return f, kt, nil
	}
	return readKeytabFile(file, runAs)
}

// fillEntries lists the entries without their keys.
func fillEntries(f *keytabs.Facts, kt *keytab.Keytab) {
	f.Version, f.Deleted = kt.Version, kt.Deleted
	for _, e := range kt.Entries {
		f.Entries = append(f.Entries, keytabs.Entry{Principal: e.Principal(), KVNO: int(e.KVNO), EType: ad.EType(e.EType), Written: e.Written})
	}
}

// readKeytabFile reads the file as far as it goes. A file that is no keytab at all, or
// is not there, is an error; a damaged one is a fact.
func readKeytabFile(file, runAs string) (keytabs.Facts, *keytab.Keytab, error) {
	f := keytabs.Facts{File: file, RunAs: runAs}
	path := strings.TrimPrefix(file, "FILE:")
	if st, err := os.Stat(path); err == nil {
		f.Mode = st.Mode().String()
		f.Owner = fileOwner(st)
		if runAs != "" {
			why, err := mayRead(path, st, runAs)
			if err != nil {
				return f, nil, err
			}
			f.NoRead = why
		}
	}
	kt, err := keytab.Read(path)
	if err != nil && kt == nil {
		if len(f.Mode) > 0 && os.IsPermission(err) {
			return f, nil, app.Usage("reading the keytab "+file, "permission denied: mode "+f.Mode+", owner "+f.Owner, "run this as root or as the file's owner")
		}
		return f, nil, app.Usage("reading the keytab "+file, err.Error(), "name a keytab that you may read and that klist -k can list")
	}
	if err != nil {
		f.Damaged = err.Error()
	}
	fillEntries(&f, kt)
	return f, kt, nil
}

const maxKeytabServices = 50 // of one keytab that are judged in one run

// servicesOf lists the SPNs to judge: the given one, or those in the keytab.
func servicesOf(given string, entries []keytabs.Entry) ([]string, error) {
	if given != "" {
		t, err := ad.ParseServiceTarget(given)
		if err != nil {
			return nil, err
		}
		return []string{t.SPN()}, nil
	}
	var out []string
	for _, e := range entries {
		name, _, _ := strings.Cut(e.Principal, "@")
		if strings.Contains(name, "/") && !slices.Contains(out, name) && len(out) < maxKeytabServices {
			out = append(out, name)
		}
	}
	return out, nil
}

// Judge asks for a ticket for every service, finds its owner and tries the keys.
func Judge(ctx context.Context, s *app.Session, base keytabs.Facts, kt *keytab.Keytab, services []string) ([]Answer, error) {
	client, err := s.Tickets(ctx)
	if err != nil && app.Code(err) == app.ExitUsage {
		return nil, err
	}
	dir, dirErr := s.OwnersFrom(ctx)
	if app.Code(dirErr) == app.ExitUsage && dirErr != nil && dir == nil && !notAsked(dirErr) {
		return nil, dirErr
	}
	tickets := map[string]*krb.Ticket{}
	results := map[string]ad.TicketResult{}
	if client != nil {
		for _, spn := range services {
			tickets[spn], results[spn] = client.Ticket(ctx, ad.TicketRequest{SPN: spn})
		}
	}
	var out []Answer
	for _, spn := range services {
		f := base
		f.Service = spn
		f.Entries = slices.Clone(base.Entries)
		f.Realm = s.Live().Current().Realm()
		fillTicket(s, &f, kt, spn, tickets[spn], results[spn], err)
		fillOwner(ctx, s, &f, dir, dirErr)
		if client != nil && f.Account != nil {
			if salts, err := client.Salts(ctx, f.Account.Name); err == nil {
				for t, salt := range salts {
					if t == ad.ETypeAES256 || t == ad.ETypeAES128 {
						f.Salt, f.SaltKnown = salt, true
					}
				}
			}
		}
		opensOther(ctx, s, &f, kt, client, dir)
		a := Answer{Facts: f, Verdict: keytabs.Judge(f)}
		if a.Finding != nil {
			a.Recipes = keytabs.Recipes(f)
		}
		out = append(out, a)
	}
	return out, nil
}

// fillTicket tries every key on the ticket.
func fillTicket(s *app.Session, f *keytabs.Facts, kt *keytab.Keytab, spn string, t *krb.Ticket, r ad.TicketResult, noClient error) {
	switch {
	case noClient != nil:
		f.NoTicket = noClient.Error()
	case r.Error != nil:
		f.KDCError = r.Error
	case r.Problem != nil:
		f.NoTicket = r.Problem.Error()
	case t == nil || r.Reply == nil:
		f.NoTicket = "the KDC issued no ticket"
	default:
		f.Ticket = &keytabs.Ticket{EType: r.Reply.TicketEType, KVNO: r.Reply.KVNO}
		for i, fit := range krb.FitKeytab(t, kt) {
			f.Entries[i].Tried, f.Entries[i].Fits = true, fit.Fits
		}
	}
}

// fillOwner looks the SPN's owners up.
func fillOwner(ctx context.Context, s *app.Session, f *keytabs.Facts, dir ad.Directory, dirErr error) {
	if dir == nil {
		f.NoOwners = "the directory was not asked"
		if dirErr != nil {
			f.NoOwners = dirErr.Error()
		}
		return
	}
	if info, err := dir.Info(ctx); err == nil {
		f.Domain = info.NetBIOS
		if info.Realm != "" {
			f.Realm = info.Realm
		}
	}
	set, err := lookup.OwnersWithAlias(ctx, dir, f.Service)
	if err != nil {
		f.NoOwners = err.Error()
		return
	}
	owners := set.Owners
	if len(owners) == 0 {
		owners = set.AliasHeld
	}
	for _, a := range owners {
		f.OwnerNames = append(f.OwnerNames, a.Name)
	}
	if len(owners) == 1 {
		f.Account = &owners[0]
	}
	if len(owners) == 0 && (!set.Coverage.Forest || set.Coverage.Truncated) {
		f.NoOwners = "the search did not cover the whole forest"
	}
}

const maxOtherNames = 5 // other names that are asked for to find whose keys these are

// opensOther finds the account whose keys are in the keytab, where they do not open
// the service's ticket: each other account of the keytab is asked for by its name,
// and by an SPN of its own.
func opensOther(ctx context.Context, s *app.Session, f *keytabs.Facts, kt *keytab.Keytab, client *krb.Client, dir ad.Directory) {
	if client == nil || f.Ticket == nil || slices.ContainsFunc(f.Entries, func(e keytabs.Entry) bool { return e.Fits }) {
		return
	}
	var names []string
	add := func(n string) {
		if n != "" && !strings.EqualFold(n, f.Service) && !slices.ContainsFunc(names, func(have string) bool { return strings.EqualFold(have, n) }) && len(names) < maxOtherNames {
			names = append(names, n)
		}
	}
	_, host, _ := strings.Cut(f.Service, "/")
	for _, e := range f.Entries {
		name, _, _ := strings.Cut(e.Principal, "@")
		if strings.Contains(name, "/") {
			add(name)
			continue
		}
		if dir == nil || f.Account != nil && strings.EqualFold(name, f.Account.Name) {
			continue
		}
		if a, err := lookup.Resolve(ctx, dir, name); err == nil && len(a.SPNs) > 0 {
			add(a.SPNs[0])
		}
	}
	add("host/" + host)
	for _, n := range names {
		t, _ := client.Ticket(ctx, ad.TicketRequest{SPN: n})
		if t == nil {
			continue
		}
		if dir != nil && f.Account != nil {
			if owners, _, err := lookup.Owners(ctx, dir, n); err == nil && len(owners) == 1 && owners[0].Same(*f.Account) {
				continue // another name of the same account tells nothing
			}
		}
		for i, fit := range krb.FitKeytab(t, kt) {
			if fit.Fits {
				f.Entries[i].OpensFor = n
			}
		}
	}
}

func notAsked(err error) bool {
	return ad.AsProblem(err, ad.ProblemUsage, "").Kind == ad.ProblemNotAsked
}
