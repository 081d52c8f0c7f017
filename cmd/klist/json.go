package klist

import "adwalk/ad"

// cacheAnswer is a cache as klist --json prints it: enctypes and flags by name,
// as in the answers of ticket.
type cacheAnswer struct {
	ad.CredCache
	Tickets []cachedAnswer `json:"tickets"`
}

type cachedAnswer struct {
	ad.CachedTicket
	TicketEType  string `json:"ticket_etype"`
	SessionEType string `json:"session_etype"`
	Flags        string `json:"flags"`
}

func cacheAnswers(caches []ad.CredCache) []cacheAnswer {
	out := []cacheAnswer{}
	for _, c := range caches {
		a := cacheAnswer{CredCache: c, Tickets: []cachedAnswer{}}
		for _, t := range c.Tickets {
			a.Tickets = append(a.Tickets, cachedAnswer{t, t.TicketEType.String(), t.SessionEType.String(), t.Flags.Letters()})
		}
		out = append(out, a)
	}
	return out
}
