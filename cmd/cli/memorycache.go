package cli

import (
	"context"
	"slices"

	"adwalk/ad"
)

// heldCaches lists what this program holds in memory before the operator's
// caches: a login by password or keytab is written to no cache, and would
// otherwise be nowhere to be seen.
type heldCaches struct{ s *Session }

func (h heldCaches) Caches(ctx context.Context) ([]ad.CredCache, error) {
	caches, err := h.s.caches().Caches(ctx)
	h.s.mu.Lock()
	chosen := h.s.chosen
	h.s.mu.Unlock()
	held, ok := h.s.heldLogin()
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

// heldLogin is the login in memory as a cache of one ticket; there is none
// before the first login, and none when the operator's cache is in use.
func (s *Session) heldLogin() (ad.CredCache, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.tickets.value
	if c == nil || !s.inMemory() {
		return ad.CredCache{}, false
	}
	t, why := c.TGT(), s.held
	if why == "" {
		why = "logged in with --user or --keytab; held in memory only and gone when adwalk ends"
	}
	return ad.CredCache{Name: "MEMORY:adwalk", Principal: c.Client(), Primary: true,
		Why: why,
		Tickets: []ad.CachedTicket{{Client: c.Client(), Server: t.SPN + "@" + t.Realm, TicketEType: t.TicketEType, SessionEType: t.SessionEType,
			KVNO: t.KVNO, Flags: t.Flags, AuthTime: t.AuthTime, Start: t.Start, End: t.End, RenewUntil: t.RenewUntil}}}, true
}
