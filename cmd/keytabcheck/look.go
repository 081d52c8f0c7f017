package keytabcheck

import (
	"context"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/keytab"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// Question is what is asked about a keytab.
type Question struct {
	Service     string // the SPN that clients ask for; "" is every service in the keytab
	RunAs       string // the user that runs the service on this machine; "" is not known
	EntriesOnly bool   // nothing is sent
	// Directory finds owners; it may say why it cannot.
	Directory func(context.Context) (ad.Directory, error)
	Progress  func(done, total int) // may be nil
}

// Look reads a keytab and judges it for each service that it is asked about. There is
// at least one answer.
func Look(ctx context.Context, s *app.Session, file string, q Question) ([]keytabs.Answer, error) {
	base, kt, err := Read(s, file, q.RunAs)
	if err != nil {
		return nil, err
	}
	services, err := servicesOf(q.Service, base.Entries)
	if err != nil {
		return nil, err
	}
	if q.Service != "" {
		base.Service = services[0]
	}
	switch {
	case q.EntriesOnly:
		return []keytabs.Answer{{Facts: base}}, nil
	case len(base.Entries) == 0 || base.NoRead != "":
		return []keytabs.Answer{{Facts: base, Verdict: keytabs.Judge(base)}}, nil
	case len(services) == 0:
		return nil, app.Usage("adwalk keytab", "the keytab names no service, only accounts", "say which SPN clients ask for with --service HTTP/web.contoso.com")
	}
	return judgeAll(ctx, s, base, kt, services, q)
}

const maxKeytabServices = 50 // of one keytab that are judged in one run

// servicesOf lists the SPNs to judge: the given one, or those in the keytab.
func servicesOf(given string, entries []keytabs.Entry) ([]string, error) {
	if given != "" {
		t, err := ad.ParseServiceTarget(given)
		if err != nil {
			return nil, err
		}
		if t.Form != ad.TargetSPN { // an SPN that was typed is taken to the letter
			return []string{keytabs.AsAsked(t.SPN())}, nil
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

// judgeAll asks for a ticket for every service, finds its owner and tries the keys.
func judgeAll(ctx context.Context, s *app.Session, base keytabs.Facts, kt *keytab.Keytab, services []string, q Question) ([]keytabs.Answer, error) {
	client, err := s.Tickets(ctx)
	if err != nil && app.Code(err) == app.ExitUsage {
		return nil, err
	}
	dir, dirErr := q.Directory(ctx)
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
	var out []keytabs.Answer
	for i, spn := range services {
		if q.Progress != nil {
			q.Progress(i, len(services))
		}
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
		a := keytabs.Answer{Facts: f, Verdict: keytabs.Judge(f)}
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
