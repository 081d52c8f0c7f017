package lab

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"adwalk/ad"
	"adwalk/ad/lab/fault"
	"adwalk/ad/lab/forest"
	"adwalk/ad/lab/kdc"
	"adwalk/ad/lab/ldapd"
	"adwalk/ad/lab/scenario"
)

// Lab is a running forest. Close ends it.
type Lab struct {
	Forest *forest.Forest // the world behind the servers; may be changed while they run

	opts    Options
	ca      *authority
	caDir   string
	cancel  context.CancelFunc
	dcs     []*controller
	partner *controller // of the second forest, nil when there is none
	waits   []func()
	addrs   addresses
	mu      sync.Mutex
	certs   int64

	ldapEvents []ldapd.Event
	kdcEvents  []kdc.Event
}

// controller is one domain controller's view and its listeners.
type controller struct {
	host                 string // FQDN
	ldap, ldaps, gc, gcs string // host:port
	kdc                  string
}

type addresses struct {
	dns, web, plain string
	hosts           map[string]string // by the address of a server that speaks another protocol than HTTP
	browsers        map[string]string // SQL Server Browsers, likewise
}

// Scenarios lists what Options.Scenario may name.
func Scenarios() []ScenarioInfo {
	var out []ScenarioInfo
	for _, s := range scenario.All() {
		out = append(out, ScenarioInfo{s.Name, s.Title})
	}
	return out
}

// Start builds the forest and serves it until ctx ends or Close is called. An
// unknown scenario is a *ad.Problem that lists the known ones.
func Start(ctx context.Context, o Options) (*Lab, error) {
	o = o.parse()
	if o.Host == "" {
		o.Host = "127.0.0.1"
	}
	f, err := build(o)
	if err != nil {
		return nil, err
	}
	ca, err := newAuthority(f.Domain)
	if err != nil {
		return nil, fmt.Errorf("lab: make a certificate authority: %w", err)
	}
	run, cancel := context.WithCancel(ctx)
	l := &Lab{Forest: f, opts: o, ca: ca, cancel: cancel}
	if err := l.serve(run); err != nil {
		l.Close()
		return nil, fmt.Errorf("lab: start: %w", err)
	}
	return l, nil
}

// parse takes a scenario's text apart.
func (o Options) parse() Options {
	name, rest, more := strings.Cut(o.Scenario, "+")
	if more {
		o.Faults = append(strings.Split(rest, "+"), o.Faults...)
	}
	if v, ok := strings.CutPrefix(name, "variant:"); ok {
		o.Variant, name = v, ""
	}
	if name == "" {
		name = "healthy"
	}
	o.Scenario = name
	return o
}

func build(o Options) (*forest.Forest, error) {
	s, ok := scenario.Find(o.Scenario)
	if !ok {
		return nil, unknown("scenario", o.Scenario, Scenarios(), func(s ScenarioInfo) string { return s.Name })
	}
	f, err := forest.Contoso(o.Clock)
	if err != nil {
		return nil, fmt.Errorf("lab: build the forest: %w", err)
	}
	if err := furnish(f, o); err != nil {
		return nil, err
	}
	if err := s.Build(f); err != nil {
		return nil, fmt.Errorf("lab: %w", err)
	}
	return f, inject(f, o.Faults)
}

// furnish adds what the options ask for beside the scenario.
func furnish(f *forest.Forest, o Options) error {
	if o.Variant != "" {
		v, ok := fault.FindVariant(o.Variant)
		if !ok {
			return unknown("healthy variant", o.Variant, fault.Variants(), func(v fault.Variant) string { return v.Name })
		}
		v.Apply(f)
		maps.Copy(f.Inputs, v.Inputs)
	}
	if o.SecondDC {
		f.AddSecondDC()
	}
	if o.Trust {
		f.AddTrust()
	}
	return f.Err()
}

func inject(f *forest.Forest, names []string) error {
	for _, n := range names {
		x, ok := fault.Find(n)
		if !ok {
			return unknown("fault", n, fault.All(), func(x fault.Fault) string { return x.Name })
		}
		x.Inject(f)
	}
	return f.Err()
}

// unknown says which names there are instead.
func unknown[T any](what, name string, all []T, called func(T) string) error {
	names := make([]string, 0, len(all))
	for _, x := range all {
		names = append(names, called(x))
	}
	return &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("the lab has no %s %q", what, name),
		Why: "there is none of that name", Do: "use one of " + strings.Join(names, ", ")}
}

// Close stops the servers, waits for them and removes the CA file.
func (l *Lab) Close() error {
	l.cancel()
	for _, w := range l.waits {
		w()
	}
	if l.caDir != "" {
		return os.RemoveAll(l.caDir)
	}
	return nil
}

// writeCA puts the CA certificate into a file that tools can be pointed at.
func (l *Lab) writeCA() error {
	dir, err := os.MkdirTemp("", "adwalk-lab-")
	if err != nil {
		return err
	}
	l.caDir = dir
	return os.WriteFile(filepath.Join(dir, "ca.pem"), l.ca.pem, 0o600)
}

// listen opens a TCP listener on the lab's address with a free port.
func listen(ctx context.Context, host string) (net.Listener, error) {
	var lc net.ListenConfig
	return lc.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
}
