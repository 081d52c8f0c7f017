package probe

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"adwalk/ad"
	"adwalk/ad/tds"
	"adwalk/ad/trace"
)

// The waits for a SQL Server Browser, of which each address of a host is asked once more
// when half of the first is over: a datagram may be lost.
const (
	browserTime = 2 * time.Second // for the instance, as clients wait
	listTime    = time.Second     // for the list of all instances
)

// maxBrowsers bounds the addresses of one host that are asked.
const maxBrowsers = 4

// maxBrowserAnswer bounds one datagram (MC-SQLR 2.2.5 allows 64 KiB for a list).
const maxBrowserAnswer = 64 << 10

// Instance asks the SQL Server Browser of a host, on UDP port 1434, for the TCP port of an
// instance, and for the list of the others (MC-SQLR 3.1). A Browser does not answer a
// request for an instance that it does not know: only the list tells that from a Browser
// that cannot be reached. addresses are asked in place of what DNS says.
func (p *Prober) Instance(ctx context.Context, host, instance string, addresses []string) ad.SQLInstance {
	out := ad.SQLInstance{Instance: instance, Asked: net.JoinHostPort(host, tds.BrowserPort)}
	failed := func(told ad.SQLInstanceTold, kind ad.ProblemKind, why, do string, err error) ad.SQLInstance {
		out.Told, out.Problem = told, &ad.Problem{Kind: kind, What: `the port of ` + host + `\` + instance + " is not known", Why: why, Do: do, Err: err}
		return out
	}
	request := tds.AskInstance(instance)
	if request == nil {
		return failed(ad.TellsUnasked, ad.ProblemUsage, "no instance has such a name", "give the instance's name, or its port: tcp:"+host+",PORT", nil)
	}
	found, err := p.addresses(ctx, target{host: host, port: tds.BrowserPort}, addresses)
	if err != nil {
		return failed(ad.TellsUnasked, ad.ProblemUnreachable, "its host has no address: "+lookupReason(err), "check the spelling", err)
	}
	var ports []string
	for _, a := range found {
		bare, _, _ := net.SplitHostPort(a)
		ports = append(ports, net.JoinHostPort(bare, tds.BrowserPort))
	}
	if found = ports[:min(len(ports), maxBrowsers)]; len(found) == 0 {
		return failed(ad.TellsUnasked, ad.ProblemUnreachable, "its host has no address", "check the spelling", nil)
	}

	one, err := p.browse(ctx, found, request, browserTime, "the port of the instance "+instance)
	var all []tds.Instance
	listErr := err
	if !errors.Is(err, syscall.ECONNREFUSED) {
		all, listErr = p.browse(ctx, found, tds.AskInstances(), listTime, "the instances of "+host)
	}
	own := slices.IndexFunc(one, func(i tds.Instance) bool { return strings.EqualFold(i.Name, instance) })
	if own < 0 {
		one = all
		own = slices.IndexFunc(one, func(i tds.Instance) bool { return strings.EqualFold(i.Name, instance) })
	}
	for _, i := range all {
		if !strings.EqualFold(i.Name, instance) {
			out.Others = append(out.Others, ad.SQLListedPorts{Instance: i.Name, Port: i.Port})
		}
	}
	byPort := "give the port, which needs no Browser: tcp:" + host + ",PORT"
	switch {
	case own >= 0 && one[own].Port != "":
		out.Told, out.Port = ad.TellsPort, one[own].Port
		return out
	case own >= 0:
		return failed(ad.TellsNoTCP, ad.ProblemNotFound, "SQL Server Browser names no TCP port of it", "enable TCP/IP for the instance in SQL Server Configuration Manager, and restart it", nil)
	case ctx.Err() != nil:
		return failed(ad.TellsUnasked, ad.ProblemCancelled, "asking SQL Server Browser was stopped", "", ctx.Err())
	case len(all) > 0:
		return failed(ad.TellsNoInstance, ad.ProblemNotFound, "SQL Server Browser lists "+listed(out.Others), "check the spelling; an instance that is hidden is reached by its port only: tcp:"+host+",PORT", nil)
	case errors.Is(err, tds.ErrPacket) || errors.Is(listErr, tds.ErrPacket):
		return failed(ad.TellsGarbage, ad.ProblemProtocol, "what answers at UDP port 1434 is no SQL Server Browser", byPort, err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return failed(ad.TellsClosed, ad.ProblemUnreachable, "nothing listens at UDP port 1434, where SQL Server Browser would", "start the service SQL Server Browser there; or "+byPort, err)
	case timedOut(err):
		return failed(ad.TellsNothing, ad.ProblemUnreachable, "no answer at UDP port 1434: a firewall drops it, or SQL Server Browser does not run", "let UDP port 1434 through, and start the service SQL Server Browser there; or "+byPort, err)
	}
	return failed(ad.TellsNothing, ad.ProblemUnreachable, "SQL Server Browser could not be asked: "+lookupReason(err), byPort, err)
}

// listed names some instances.
func listed(list []ad.SQLListedPorts) string {
	const most = 8
	var out []string
	for _, i := range list[:min(len(list), most)] {
		out = append(out, i.Instance)
	}
	text := strings.Join(out, ", ")
	if len(list) > most {
		text += fmt.Sprintf(" and %d more", len(list)-most)
	}
	return "only " + text
}

// browse sends one request to every address, of which there is at least one, and takes an
// answer that can be read. Without one the error is that of an address that answered
// otherwise, then of one that stayed silent, then that nothing listens at any of them.
func (p *Prober) browse(ctx context.Context, addresses []string, request []byte, wait time.Duration, asked string) ([]tds.Instance, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	type answer struct {
		list []tds.Instance
		err  error
	}
	got := make([]answer, len(addresses))
	var all sync.WaitGroup
	for i, a := range addresses {
		all.Go(func() {
			host, port, _ := net.SplitHostPort(a)
			x := p.opts.Trace.Begin(trace.Event{Protocol: trace.TDS, Kind: trace.Probe, Asked: asked, Server: a, Protection: "none", Command: "portqry -n " + ad.ShellQuote(host) + " -p udp -e " + port})
			got[i].list, got[i].err = p.datagram(ctx, a, request, wait/2)
			x.End(got[i].err)
			if got[i].err == nil {
				cancel() // one is enough
			}
		})
	}
	all.Wait()
	rank := func(a answer) int {
		switch {
		case a.err == nil:
			return 0
		case errors.Is(a.err, tds.ErrPacket):
			return 1
		case timedOut(a.err):
			return 2
		case errors.Is(a.err, syscall.ECONNREFUSED):
			return 3
		}
		return 4
	}
	best := slices.MinFunc(got, func(a, b answer) int { return rank(a) - rank(b) })
	return best.list, best.err
}

// datagram sends a request, once more after a while, and reads an answer.
func (p *Prober) datagram(ctx context.Context, address string, request []byte, again time.Duration) ([]tds.Instance, error) {
	conn, err := p.opts.Dial(ctx, "udp", address)
	if err != nil {
		return nil, late(ctx, err)
	}
	defer conn.Close()
	defer closeWith(ctx, conn)()
	b := make([]byte, maxBrowserAnswer)
	for end, _ := ctx.Deadline(); ; {
		if _, err := conn.Write(request); err != nil {
			return nil, late(ctx, err)
		}
		wait := time.Now().Add(again)
		last := !wait.Before(end)
		if last {
			wait = end
		}
		_ = conn.SetReadDeadline(wait)
		if ctx.Err() != nil { // it ended before the deadline was set anew
			return nil, ctx.Err()
		}
		n, err := conn.Read(b)
		switch {
		case err == nil:
			return tds.ToldInstances(b[:n])
		case !timedOut(err) || last || ctx.Err() != nil:
			return nil, late(ctx, err)
		}
		again = time.Until(end)
	}
}
