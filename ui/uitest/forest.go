package uitest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
)

// Forest is a directory, a KDC and an editor in memory.
type Forest struct {
	mu      sync.Mutex
	clock   *Clock
	entries []*ad.Entry
	Writes  []ad.Change   // what the editor was asked to do
	Refuse  *ad.Problem   // what the editor says instead
	Gate    chan struct{} // when set, every KDC request waits for it
	log     []ad.Change   // done, by index as journal id
}

// Domain is the forest's only domain.
const Domain = "DC=contoso,DC=lab"

// NewForest holds an array's account without its names, and a member that holds
// one of them.
func NewForest(clock *Clock) *Forest {
	f := &Forest{clock: clock}
	f.Add("CN=CASARRAY-ASA,CN=Computers,"+Domain, "computer", "CASARRAY-ASA$", "http/mail.contoso.lab")
	f.Add("CN=CAS1,OU=Exchange,"+Domain, "computer", "CAS1$", "HOST/cas1.contoso.lab", "exchangeRFR/outlook.contoso.lab")
	f.Add("CN=alice,CN=Users,"+Domain, "user", "alice")
	return f
}

// Add puts an account into the forest.
func (f *Forest) Add(dn, class, name string, spns ...string) {
	cn, _, _ := strings.Cut(strings.TrimPrefix(dn, "CN="), ",")
	e := &ad.Entry{DN: dn}
	put := func(attr string, values ...string) {
		a := ad.Attribute{Name: attr}
		for _, v := range values {
			a.Values = append(a.Values, []byte(v))
		}
		e.Attributes = append(e.Attributes, a)
	}
	put("objectClass", "top", "person", class)
	put("cn", cn)
	put("sAMAccountName", name)
	put("userAccountControl", "4096")
	if len(spns) > 0 {
		put("servicePrincipalName", spns...)
	}
	f.entries = append(f.entries, e)
}

// Set gives an entry a further attribute.
func (f *Forest) Set(dn, attr string, values ...[]byte) {
	for _, e := range f.entries {
		if strings.EqualFold(e.DN, dn) {
			e.Attributes = append(e.Attributes, ad.Attribute{Name: attr, Values: values})
		}
	}
}

// Info implements ad.Directory.
func (f *Forest) Info(context.Context) (ad.DirectoryInfo, error) {
	now := f.clock.Now()
	return ad.DirectoryInfo{Server: "dc1.contoso.lab", Realm: "CONTOSO.LAB", Domain: Domain, Forest: Domain, Configuration: "CN=Configuration," + Domain,
		Schema: "CN=Schema,CN=Configuration," + Domain, GlobalCatalog: true, Time: now.Add(2 * time.Second), At: now, HighestUSN: 20481, DomainLevel: 4, ForestLevel: 4,
		SASL: []string{"GSSAPI", "GSS-SPNEGO"}, Protection: "TLS", As: "alice@CONTOSO.LAB"}, nil
}

// Search implements ad.Directory.
func (f *Forest) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	f.mu.Lock()
	var hits []ad.Entry
	for _, e := range f.entries {
		dn, base := strings.ToLower(e.DN), strings.ToLower(q.Base)
		_, parent, _ := strings.Cut(dn, ",")
		in := base == "" || dn == base || strings.HasSuffix(dn, ","+base)
		switch q.Scope {
		case ad.ScopeBase:
			in = dn == base
		case ad.ScopeOne:
			in = parent == base
		}
		if in && matches(q.Filter, *e) {
			hits = append(hits, ad.Entry{DN: e.DN, Attributes: slices.Clone(e.Attributes)})
		}
	}
	f.mu.Unlock()
	for _, e := range hits {
		if err := yield(e); err != nil {
			return ad.Coverage{}, err
		}
	}
	return ad.Coverage{Forest: q.Forest, Source: ad.Source{Kind: "gc", Name: "dc1.contoso.lab", At: f.clock.Now()}}, nil
}

// holders lists the accounts that hold a name.
func (f *Forest) holders(spn string) []ad.Account {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []ad.Account
	for _, e := range f.entries {
		for _, v := range e.Texts("servicePrincipalName") {
			if ad.FoldSPN(v) == ad.FoldSPN(spn) {
				out = append(out, ad.Account{DN: e.DN, Name: e.Text("sAMAccountName"), Classes: e.Texts("objectClass"), SPNs: e.Texts("servicePrincipalName")})
			}
		}
	}
	return out
}

// Client implements ad.TicketAsker.
func (f *Forest) Client() string { return "alice@CONTOSO.LAB" }

// Ask implements ad.TicketAsker: a ticket for a name with one owner.
func (f *Forest) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	if f.Gate != nil {
		select {
		case <-f.Gate:
		case <-ctx.Done():
			return ad.TicketResult{SPN: req.SPN, Problem: &ad.Problem{Kind: ad.ProblemCancelled, What: "asking for " + req.SPN, Why: "stopped"}}
		}
	}
	out := ad.TicketResult{SPN: req.SPN, KDC: "dc1.contoso.lab:88", Elapsed: 2 * time.Millisecond, At: f.clock.Now()}
	if len(f.holders(req.SPN)) != 1 {
		out.Error = &ad.KDCError{Code: ad.ErrServiceUnknown}
		return out
	}
	out.Reply = &ad.TicketReply{SPN: req.SPN, Realm: "CONTOSO.LAB", Client: f.Client(), TicketEType: ad.ETypeAES256, SessionEType: ad.ETypeAES256, KVNO: 4,
		Flags: ad.FlagForwardable, Start: out.At, End: out.At.Add(10 * time.Hour)}
	return out
}

// Apply implements ad.Editor.
func (f *Forest) Apply(_ context.Context, c ad.Change) ad.ChangeOutcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.Writes = append(f.Writes, c)
	out := ad.ChangeOutcome{Change: c, Server: "dc1.contoso.lab", At: f.clock.Now(), ID: fmt.Sprint(len(f.log))}
	if f.Refuse != nil {
		out.Problem = f.Refuse
		return out
	}
	for _, e := range f.entries {
		if !strings.EqualFold(e.DN, c.DN) {
			continue
		}
		e.Attributes = slices.Clone(e.Attributes)
		at := slices.IndexFunc(e.Attributes, func(a ad.Attribute) bool { return a.Name == c.Attribute })
		if at < 0 {
			e.Attributes = append(e.Attributes, ad.Attribute{Name: c.Attribute})
			at = len(e.Attributes) - 1
		}
		values := slices.DeleteFunc(slices.Clone(e.Attributes[at].Values), func(v []byte) bool { return ad.FoldSPN(string(v)) == ad.FoldSPN(c.Value) })
		if c.Op == ad.AddValue {
			values = append(values, []byte(c.Value))
		}
		e.Attributes[at].Values = values
		out.Done, out.After = true, e.Texts(c.Attribute)
	}
	f.log = append(f.log, c)
	return out
}

// Undo implements ad.Editor.
func (f *Forest) Undo(ctx context.Context, id string) ad.ChangeOutcome {
	var n int
	if _, err := fmt.Sscan(id, &n); err != nil || n >= len(f.log) {
		return ad.ChangeOutcome{ID: id, Problem: &ad.Problem{Kind: ad.ProblemNotFound, What: "there is no entry " + id}}
	}
	return f.Apply(ctx, f.log[n].Inverse())
}

// Collect implements guide.Collector for owners and tickets.
func (f *Forest) Collect(ctx context.Context, reqs []diag.Request, s *diag.Snapshot, progress guide.Progress) {
	for i, r := range reqs {
		src := ad.Source{Kind: "ldap", Name: "dc1.contoso.lab", At: f.clock.Now()}
		switch r.Kind {
		case facts.Owners.Name:
			facts.Owners.Put(s, diag.Fact[facts.OwnersValue]{Subject: r.Subject, Source: src, Value: facts.OwnersValue{Owners: f.holders(r.Subject), Coverage: ad.Coverage{Forest: true, Source: src}}})
		case facts.Ticket.Name:
			res := f.Ask(ctx, ad.TicketRequest{SPN: r.Subject})
			if ctx.Err() != nil {
				return
			}
			facts.Ticket.Put(s, diag.Fact[ad.TicketResult]{Subject: r.Subject, Value: res, Source: ad.Source{Kind: "kdc", Name: "dc1.contoso.lab", At: f.clock.Now()}})
		}
		if progress != nil {
			progress(i+1, len(reqs), r.Kind+" "+r.Subject)
		}
	}
}

// Caches implements ad.CacheLister.
func (f *Forest) Caches(context.Context) ([]ad.CredCache, error) {
	now := f.clock.Now()
	ticket := func(server string, e ad.EType, kvno int, left time.Duration, flags ad.TicketFlags) ad.CachedTicket {
		return ad.CachedTicket{Client: f.Client(), Server: server, TicketEType: e, SessionEType: ad.ETypeAES256, KVNO: kvno, Flags: flags,
			AuthTime: now.Add(left - 10*time.Hour), Start: now.Add(left - 10*time.Hour), End: now.Add(left)}
	}
	return []ad.CredCache{{Name: "FILE:/tmp/krb5cc_1000", Principal: f.Client(), Primary: true, Why: "the default of user 1000", Tickets: []ad.CachedTicket{
		ticket("krbtgt/CONTOSO.LAB@CONTOSO.LAB", ad.ETypeAES256, 2, 9*time.Hour+12*time.Minute, 0x40c10000|0x00200000),
		ticket("http/mail.contoso.lab@CONTOSO.LAB", ad.ETypeAES256, 4, 9*time.Hour+12*time.Minute, ad.FlagForwardable),
		ticket("http/old.contoso.lab@CONTOSO.LAB", ad.ETypeRC4, 2, 3*time.Minute, ad.FlagForwardable),
	}}}, nil
}
