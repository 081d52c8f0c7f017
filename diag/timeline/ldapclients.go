package timeline

import (
	"cmp"
	"context"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"adwalk/diag/facts"
)

// maxLDAPClients is how many rows are kept.
const maxLDAPClients = 2000

// LDAPClients reads an export (XML or CSV) of domain controllers' Directory Service
// log and counts the clients that signing and channel binding would refuse: 2886 to
// 2889 about signing, 3039 to 3041, 3074 and 3075 about channel binding (KB4520412).
// ErrNotEvents says that it is no export of events.
func LDAPClients(ctx context.Context, in io.Reader) (facts.LDAPClientsValue, error) {
	u := &ldapUse{rows: map[facts.LDAPClient]*facts.LDAPClient{}, sums: map[facts.LDAPCount]*facts.LDAPCount{}}
	if err := readEvents(ctx, in, u.add); err != nil {
		return facts.LDAPClientsValue{}, err
	}
	for _, row := range u.rows {
		u.out.Rows = append(u.out.Rows, *row)
	}
	slices.SortFunc(u.out.Rows, func(a, b facts.LDAPClient) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Subject(), b.Subject()), strings.Compare(a.Problem, b.Problem), strings.Compare(a.Server, b.Server))
	})
	for _, sum := range u.sums {
		u.out.Counted = append(u.out.Counted, *sum)
	}
	slices.SortFunc(u.out.Counted, func(a, b facts.LDAPCount) int {
		return cmp.Or(strings.Compare(a.Server, b.Server), cmp.Compare(a.Event, b.Event))
	})
	slices.Sort(u.out.Advice)
	u.out.Advice = slices.Compact(u.out.Advice)
	return u.out, nil
}

type ldapUse struct {
	out  facts.LDAPClientsValue
	rows map[facts.LDAPClient]*facts.LDAPClient // by what does not count
	sums map[facts.LDAPCount]*facts.LDAPCount   // by event and server
}

func (u *ldapUse) add(ev winEvent) {
	u.out.Events++
	switch ev.ID {
	case 2886, 3041:
		if len(u.out.Advice) < maxValues {
			u.out.Advice = append(u.out.Advice, ev.ID)
		}
	case 2887, 2888, 3040:
		u.sum(ev)
	case 2889, 3039, 3074, 3075:
		u.client(ev)
	}
}

// sum adds a day's summary: the number of simple binds, then of unsigned ones; 3040
// has one number.
func (u *ldapUse) sum(ev winEvent) {
	var n []int
	for _, v := range ev.Values {
		if i, err := strconv.Atoi(v); err == nil && i >= 0 && i < 1<<31 {
			n = append(n, i)
		}
	}
	for len(n) < 2 {
		n = append(n, 0)
	}
	key := facts.LDAPCount{Event: ev.ID, Server: ev.Computer}
	have := u.sums[key]
	if have == nil {
		if len(u.sums) >= maxLDAPClients {
			return
		}
		have = &facts.LDAPCount{Event: ev.ID, Server: ev.Computer}
		u.sums[key] = have
	}
	if ev.ID == 3040 {
		have.Unsigned += n[0]
		return
	}
	have.Simple, have.Unsigned = have.Simple+n[0], have.Unsigned+n[1]
}

// client adds an event that names one: its address, its identity and, of 2889, the
// type of the bind (0 with SASL, 1 simple).
func (u *ldapUse) client(ev winEvent) {
	at := slices.IndexFunc(ev.Values, func(v string) bool { return hostOf(v) != "" })
	row := facts.LDAPClient{Problem: facts.LDAPNoToken, Host: "an address that the event does not name", Server: ev.Computer}
	rest := ev.Values
	if at >= 0 {
		row.Host, rest = hostOf(ev.Values[at]), ev.Values[at+1:]
	}
	if len(rest) > 0 {
		row.User = given(rest[0])
	}
	if ev.ID == 2889 {
		row.Problem = facts.LDAPUnsigned
		if len(rest) > 1 && rest[1] == "1" {
			row.Problem = facts.LDAPSimpleClear
		}
	}
	key := row
	key.User = strings.ToLower(row.User)
	have := u.rows[key]
	switch {
	case have != nil:
		have.Count++
		if ev.At.After(have.Last) {
			have.Last = ev.At
		}
	case len(u.rows) >= maxLDAPClients:
		u.out.More++
	default:
		row.Count, row.Last = 1, ev.At
		u.rows[key] = &row
	}
}

// hostOf is the address in "10.0.0.7:50123" or "[fe80::1]:50123", "" for what is none.
func hostOf(v string) string {
	if p, err := netip.ParseAddrPort(v); err == nil {
		return p.Addr().Unmap().String()
	}
	if a, err := netip.ParseAddr(strings.Trim(v, "[]")); err == nil {
		return a.Unmap().String()
	}
	return ""
}
