package cli

import (
	"context"

	"adwalk/ad"
)

// heldCaches lists what this program holds in memory before the operator's
// caches: a login by password or keytab is written to no cache, and would
// otherwise be nowhere to be seen.
type heldCaches struct{ s *Session }

func (h heldCaches) Caches(ctx context.Context) ([]ad.CredCache, error) {
	caches, err := h.s.caches().Caches(ctx)
	held, ok := h.s.heldLogin()
	if !ok {
		return caches, err
	}
	for i := range caches {
		caches[i].Primary = false
		caches[i].Why = "not used: --user or --keytab was given"
	}
	return append([]ad.CredCache{held}, caches...), nil
}

// heldLogin is the login in memory as a cache of one ticket; there is none
// before the first login, and none when the operator's cache is in use.
func (s *Session) heldLogin() (ad.CredCache, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.tickets.value
	if c == nil || s.Flags.User == "" && s.Flags.Keytab == "" {
		return ad.CredCache{}, false
	}
	t := c.TGT()
	return ad.CredCache{Name: "MEMORY:adwalk", Principal: c.Client(), Primary: true,
		Why: "logged in with --user or --keytab; held in memory only and gone when adwalk ends",
		Tickets: []ad.CachedTicket{{Client: c.Client(), Server: t.SPN + "@" + t.Realm, TicketEType: t.TicketEType, SessionEType: t.SessionEType,
			KVNO: t.KVNO, Flags: t.Flags, AuthTime: t.AuthTime, Start: t.Start, End: t.End, RenewUntil: t.RenewUntil}}}, true
}
