package session

import (
	"context"
	"slices"

	"adwalk/ad"
	"adwalk/ad/krb/ccache"
)

// memoryCache names the login that is in no cache.
const memoryCache = "MEMORY:adwalk"

// Caches lists the credential caches: a login that this program holds in memory
// first, then the operator's caches, those of the collection too. In a sealed
// environment the operator's caches are read only where --ccache names one.
func (e *Epoch) Caches(ctx context.Context) ([]ad.CredCache, error) {
	var caches []ad.CredCache
	var err error
	if !e.session.env.Sealed || e.session.cfg.CCache != "" {
		caches, err = e.lister().Caches(ctx)
	}
	held, ok := e.inMemory()
	chosen := e.identity.Cache
	if !ok && chosen == "" {
		return caches, err
	}
	used := -1
	for i := range caches {
		caches[i].Primary = !ok && caches[i].Name == chosen
		if caches[i].Primary {
			used, caches[i].Why = i, "it was chosen here"
		} else {
			caches[i].Why = "not used"
		}
	}
	if ok {
		return append([]ad.CredCache{held}, caches...), nil
	}
	if used > 0 {
		first := caches[used]
		caches = append([]ad.CredCache{first}, slices.Delete(caches, used, used+1)...)
	}
	return caches, err
}

// OwnCaches lists the operator's credential caches and nothing else, the one
// that a login without --user uses first.
type OwnCaches struct{ Epoch *Epoch }

// Caches implements ad.CacheLister.
func (o OwnCaches) Caches(ctx context.Context) ([]ad.CredCache, error) {
	if s := o.Epoch.session; s.env.Sealed && s.cfg.CCache == "" {
		return nil, &ad.Problem{Kind: ad.ProblemNotAsked, What: "reading the credential caches", Why: "they are not part of the lab", Do: "name one with --ccache"}
	}
	return o.Epoch.lister().Caches(ctx)
}

// Default names the default cache, "" in a sealed environment.
func (o OwnCaches) Default() string {
	if s := o.Epoch.session; s.env.Sealed && s.cfg.CCache == "" {
		return ""
	}
	name, _ := o.Epoch.lister().Default()
	return name
}

// Open reads one cache by name.
func (o OwnCaches) Open(ctx context.Context, name string) (*ccache.Cache, error) {
	return o.Epoch.lister().Open(ctx, name)
}

// CheckDefaultCache says why the default credential cache cannot be used.
func (e *Epoch) CheckDefaultCache(ctx context.Context) error {
	_, err := e.lister().Open(ctx, "")
	return err
}

// inMemory is the login in memory as a cache of one ticket; there is none
// before the first login, and none when a cache of the operator's is in use.
func (e *Epoch) inMemory() (ad.CredCache, bool) {
	c, ok := e.tickets.have()
	if !ok || !e.InMemory() {
		return ad.CredCache{}, false
	}
	t, why := c.TGT(), e.identity.Held
	if why == "" {
		why = "the login of this run; held in memory only and gone when adwalk ends"
	}
	return ad.CredCache{Name: memoryCache, Principal: c.Client(), Primary: true, Why: why,
		Tickets: []ad.CachedTicket{{Client: c.Client(), Server: t.SPN + "@" + t.Realm, TicketEType: t.TicketEType, SessionEType: t.SessionEType,
			KVNO: t.KVNO, Flags: t.Flags, AuthTime: t.AuthTime, Start: t.Start, End: t.End, RenewUntil: t.RenewUntil}}}, true
}
