package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// remote is a service whose host may belong to another realm.
type remote struct {
	spn, host, own string // own is the domain in use
	trusts         diag.Fact[[]ad.Trust]
	trust          ad.Trust // that covers the host
	covered        bool
	ticket         diag.Fact[ad.TicketResult]
}

// eachRemote visits the expected services whose host is outside of the domain in use.
func eachRemote(r *diag.Reader, o *diag.Out, visit func(x remote)) {
	dir, ok := facts.Directory.Get(r, "")
	trusts, asked := facts.Trusts.Get(r, "")
	if !ok || !asked {
		return
	}
	for _, e := range facts.Target.All(r) {
		if !e.Known() || !strings.Contains(e.Value.Host, ".") {
			continue
		}
		switch {
		case !dir.Known():
			o.Unknown(e.Subject, dir.Problem)
			continue
		case !trusts.Known():
			o.Unknown(e.Subject, trusts.Problem)
			continue
		}
		x := remote{spn: e.Subject, host: e.Value.Dial(), own: strings.ToLower(dir.Value.Realm), trusts: trusts}
		if within(x.host, x.own) {
			continue
		}
		for _, t := range trusts.Value {
			if within(x.host, strings.ToLower(t.Partner)) && len(t.Partner) > len(x.trust.Partner) {
				x.trust, x.covered = t, true
			}
		}
		x.ticket, _ = facts.Ticket.Get(r, e.Subject)
		visit(x)
	}
}

func within(host, domain string) bool {
	return domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}

// issued says whether the KDCs issued a ticket, whatever the trusts look like from
// here.
func (x remote) issued() bool { return x.ticket.Known() && x.ticket.Value.Reply != nil }

// code is the KDC's error, 0 for none.
func (x remote) code() int {
	if x.ticket.Known() && x.ticket.Value.Error != nil {
		return x.ticket.Value.Error.Code
	}
	return 0
}
