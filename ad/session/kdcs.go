package session

import (
	"context"
	"net"
)

// EveryKDC lists the KDCs of the login's realm: those that were named, else
// every domain controller of the directory, else what krb5.conf or DNS knows.
func (e *Epoch) EveryKDC(ctx context.Context) ([]string, error) {
	if e.session.env.EveryKDC != nil {
		return e.session.env.EveryKDC, nil
	}
	if named := e.session.KerberosOptions().KDCs; len(named) > 0 {
		return named, nil
	}
	if len(e.session.cfg.Servers) > 0 {
		var out []string
		if _, info, known, err := e.Known(ctx); err == nil {
			for _, k := range OfDomain(known, info.Domain) {
				out = append(out, net.JoinHostPort(k.Host, "88"))
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	client, err := e.Tickets(ctx)
	if err != nil {
		return nil, err
	}
	return client.KDCs(ctx, "")
}
