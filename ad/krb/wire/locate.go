package wire

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/trace"
)

// KDC is where one KDC listens. Proto is "tcp" or "udp" where the
// configuration names one, and "" where either will do.
type KDC struct {
	Addr  string // host:port
	Proto string
}

// NoKDC says that a realm's KDCs could not be found, and where they were
// looked for.
type NoKDC struct {
	Realm string
	Asked []string // DNS names and files, in order
	Err   error    // the resolver's answer, if it was asked
}

// Error names the places.
func (e *NoKDC) Error() string {
	s := "no KDC is known for the realm " + e.Realm
	if len(e.Asked) > 0 {
		s += "; looked in " + strings.Join(e.Asked, ", ")
	}
	return s
}

// Unwrap returns the resolver's error.
func (e *NoKDC) Unwrap() error { return e.Err }

// Locator finds KDCs: those named for the realm first, then krb5.conf, then
// the SRV records _kerberos._tcp and _kerberos._udp of the realm (RFC 4120
// 7.2.3.2), and last the guesses. It is safe for concurrent use.
type Locator struct {
	Named    map[string][]string // realm to addresses; the key's case does not count
	Guessed  map[string][]string // realm to addresses that may be KDCs, for when nothing else is known
	Config   *krb5conf.Config    // may be nil
	Resolver *net.Resolver       // nil: the system's
	Timeout  time.Duration       // of the DNS question; 0: five seconds
	Trace    *trace.Log          // records the DNS questions

	mu      sync.Mutex
	dns     map[string]dnsAnswer
	unknown map[string]time.Time // realms that nobody knew, and since when the guesses stand in
}

type dnsAnswer struct {
	kdcs []KDC
	at   time.Time
}

// The waits for DNS.
const (
	dnsFor   = 5 * time.Minute // how long SRV answers are kept
	guessFor = time.Minute     // how long a guess is taken without asking again
	dnsBrief = 2 * time.Second // how long a name server may take where there is a guess
)

// KDCs returns the KDCs of a realm in the order in which to ask them. The
// error is a *NoKDC.
func (l *Locator) KDCs(ctx context.Context, realm string) ([]KDC, error) {
	if addrs := of(l.Named, realm); len(addrs) > 0 {
		return parseAll(addrs)
	}
	guessed := of(l.Guessed, realm)
	if len(guessed) == 0 {
		return l.announced(ctx, realm, l.timeout())
	}
	if l.guessing(realm) {
		return parseAll(guessed)
	}
	kdcs, err := l.announced(ctx, realm, min(l.timeout(), dnsBrief))
	if err == nil || ctx.Err() != nil {
		return kdcs, err
	}
	l.guess(realm)
	return parseAll(guessed)
}

// guessing says that nobody knew the realm's KDCs a moment ago: a name server
// that keeps silent is not waited for in each exchange.
func (l *Locator) guessing(realm string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	since, ok := l.unknown[realm]
	return ok && time.Since(since) < guessFor
}

func (l *Locator) guess(realm string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.unknown == nil {
		l.unknown = map[string]time.Time{}
	}
	l.unknown[realm] = time.Now()
}

func (l *Locator) timeout() time.Duration {
	if l.Timeout > 0 {
		return l.Timeout
	}
	return 5 * time.Second
}

// of looks a realm up without regard to case.
func of(table map[string][]string, realm string) []string {
	for name, addrs := range table {
		if strings.EqualFold(name, realm) {
			return addrs
		}
	}
	return nil
}

// announced finds the KDCs that krb5.conf or DNS know.
func (l *Locator) announced(ctx context.Context, realm string, timeout time.Duration) ([]KDC, error) {
	no := &NoKDC{Realm: realm}
	conf := l.Config
	if conf == nil {
		conf = krb5conf.Default()
	}
	if addrs := conf.KDCs(realm); len(addrs) > 0 {
		if kdcs, err := parseAll(addrs); err == nil {
			return kdcs, nil
		}
	}
	no.Asked = append(no.Asked, "krb5.conf")
	if !conf.DNSLookupKDC {
		no.Asked = append(no.Asked, "no DNS (dns_lookup_kdc is off)")
		return nil, no
	}
	return l.srv(ctx, realm, timeout, no)
}

// srv asks for both records; Go's resolver sorts by priority and shuffles by
// weight (RFC 2782).
func (l *Locator) srv(ctx context.Context, realm string, timeout time.Duration, no *NoKDC) ([]KDC, error) {
	l.mu.Lock()
	have, ok := l.dns[realm]
	l.mu.Unlock()
	if ok && time.Since(have.at) < dnsFor {
		return have.kdcs, nil
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r := l.Resolver
	if r == nil {
		r = net.DefaultResolver
	}
	var kdcs []KDC
	var seen = map[string]bool{}
	for _, proto := range []string{"tcp", "udp"} {
		name := "_kerberos._" + proto + "." + realm + "."
		no.Asked = append(no.Asked, strings.TrimSuffix(name, "."))
		x := l.Trace.Named("resolver", strings.TrimSuffix(name, "."), "SRV")
		_, records, err := r.LookupSRV(ctx, "", "", name)
		x.End(err)
		if err != nil && no.Err == nil {
			no.Err = err
		}
		for _, rec := range records {
			host := strings.TrimSuffix(rec.Target, ".")
			if host == "" || rec.Port == 0 { // "." says: no such service here
				continue
			}
			addr := net.JoinHostPort(host, strconv.Itoa(int(rec.Port)))
			if !seen[addr] {
				seen[addr] = true
				p := ""
				if proto == "udp" { // not announced over TCP
					p = "udp"
				}
				kdcs = append(kdcs, KDC{Addr: addr, Proto: p})
			}
		}
	}
	if len(kdcs) == 0 {
		return nil, no
	}
	l.mu.Lock()
	if l.dns == nil {
		l.dns = map[string]dnsAnswer{}
	}
	l.dns[realm] = dnsAnswer{kdcs, time.Now()}
	l.mu.Unlock()
	return kdcs, nil
}

func parseAll(addrs []string) ([]KDC, error) {
	var out []KDC
	var firstErr error
	for _, a := range addrs {
		k, err := ParseKDC(a)
		if err != nil {
			if firstErr == nil {
				firstErr = err
			}
			continue
		}
		out = append(out, k)
	}
	if len(out) == 0 {
		return nil, firstErr
	}
	return out, nil
}

// ParseKDC reads an address as people and krb5.conf write it: host, host:port,
// [v6]:port, v6, tcp/host, udp/host:port. The port is 88 by default.
func ParseKDC(s string) (KDC, error) {
	var k KDC
	rest := strings.TrimSpace(s)
	if p, r, ok := strings.Cut(rest, "/"); ok {
		switch strings.ToLower(p) {
		case "tcp", "udp":
			k.Proto, rest = strings.ToLower(p), r
		default:
			return k, fmt.Errorf("KDC address %q: only tcp/ and udp/ are spoken here", s)
		}
	}
	host, port, err := net.SplitHostPort(rest)
	if err != nil {
		host, port = strings.Trim(rest, "[]"), "88"
	}
	if !ad.IsPort(port) {
		return k, fmt.Errorf("KDC address %q: %q is no port", s, port)
	}
	if host == "" {
		return k, fmt.Errorf("KDC address %q: no host", s)
	}
	if r, odd := ad.OddInHost(host); odd {
		return k, fmt.Errorf("KDC address %q: a host cannot have the character %q", s, r)
	}
	k.Addr = net.JoinHostPort(host, port)
	return k, nil
}
