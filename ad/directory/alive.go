package directory

import (
	"context"
	"time"

	"adwalk/ad/directory/wire"
	"adwalk/ad/trace"
)

// alive says whether the server at an address answers a small question while it
// works on a large one: the RootDSE, which anybody may read without a login
// (MS-ADTS 3.1.1.3.2), on a connection of its own, since a server may work on the
// requests of one connection in turn.
func (c *Conn) alive(ctx context.Context, a address) (is bool) {
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	o := c.opt
	o.Others = false
	x := o.Trace.Begin(trace.Event{Protocol: trace.LDAP, Kind: trace.Search, Asked: "RootDSE, while the server works on a search", Server: a.String(),
		Command: "ldapsearch -LLL -x -H " + a.url() + " -b '' -s base currentTime"})
	defer func() {
		if is {
			x.End(nil)
		}
		x.EndAs("no answer")
	}()
	raw, err := dialTCP(ctx, o, a)
	if err != nil {
		return false
	}
	defer raw.Close()
	defer context.AfterFunc(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })()
	conn := raw
	if a.tls {
		if conn, err = handshake(ctx, o, a, raw); err != nil {
			return false
		}
	}
	op, err := wire.Search{Attributes: []string{"currentTime"}}.Append(nil)
	if err != nil {
		return false
	}
	if _, err := conn.Write(wire.AppendMessage(nil, 1, op, nil)); err != nil {
		return false
	}
	m, err := wire.ReadExact(conn)
	return err == nil && m.ID == 1
}
