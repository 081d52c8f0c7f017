package krb

import (
	"context"
	"net"
	"slices"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/krb5conf"
	"adwalk/ad/krb/wire"
	"adwalk/ad/trace"
)

// Options say where the KDCs are and how to talk to them. The zero value of
// each field has a sensible meaning.
type Options struct {
	Realm     string              // of the person who asks; empty: from the principal, then krb5.conf
	KDCs      []string            // of Realm: host, host:port, tcp/host; empty: krb5.conf, then SRV records
	RealmKDCs map[string][]string // of other realms, for referrals
	Guess     []string            // hosts that may be KDCs of Realm, asked when nothing else is known: domain controllers are
	Timeout   time.Duration       // of one exchange; 0: ten seconds
	ETypes    []ad.EType          // asked for by default; nil: krb5.conf's default_tgs_enctypes, then AES256, AES128, RC4
	Config    *krb5conf.Config    // nil: read from KRB5_CONFIG or /etc/krb5.conf
	Resolver  *net.Resolver       // nil: the system's

	// Clock is what time it is here; nil: time.Now. Another one shows what a
	// machine with a wrong clock would see.
	Clock func() time.Time
	// Dial opens a connection; nil: a net.Dialer.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Trace records every exchange with a KDC and every DNS question for one; nil
	// records nothing.
	Trace *trace.Log
}

// defaultETypes are asked for when nobody says otherwise, strongest first.
var defaultETypes = []ad.EType{ad.ETypeAES256, ad.ETypeAES128, ad.ETypeRC4}

// complete fills what the configuration knows.
func (o Options) complete() Options {
	if o.Config == nil {
		o.Config = krb5conf.Load()
	}
	if o.Realm == "" {
		o.Realm = o.Config.DefaultRealm
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	return o
}

func (o Options) now() time.Time {
	if o.Clock != nil {
		return o.Clock()
	}
	return time.Now()
}

func (o Options) locator() *wire.Locator {
	named := map[string][]string{}
	for realm, addrs := range o.RealmKDCs {
		named[realm] = addrs
	}
	if len(o.KDCs) > 0 {
		named[o.Realm] = o.KDCs
	}
	return &wire.Locator{Named: named, Guessed: map[string][]string{o.Realm: o.Guess}, Config: o.Config, Resolver: o.Resolver, Timeout: o.Timeout, Trace: o.Trace}
}

func (o Options) sender() *wire.Sender {
	return &wire.Sender{Dial: o.Dial, Timeout: o.Timeout, Resolver: o.Resolver, UDPLimit: o.Config.UDPLimit, Trace: o.Trace}
}

// initialETypes and serviceETypes are what an AS-REQ and a TGS-REQ ask for.
func (o Options) initialETypes() []int32 { return o.etypes(o.Config.InitialETypes) }

func (o Options) serviceETypes(req []ad.EType) []int32 {
	if len(req) > 0 {
		return etypeIDs(req)
	}
	return o.etypes(o.Config.ServiceETypes)
}

func (o Options) etypes(configured []int32) []int32 {
	switch {
	case len(o.ETypes) > 0:
		return etypeIDs(o.ETypes)
	case len(configured) == 0:
		configured = etypeIDs(defaultETypes)
	}
	return o.permitted(configured)
}

// permitted keeps what permitted_enctypes allows, in the order of the list: a
// client of this machine asks for no more. A list that leaves nothing is left
// aside here, and reported where the file is judged.
func (o Options) permitted(list []int32) []int32 {
	if o.Config.Permitted == nil {
		return list
	}
	kept := slices.DeleteFunc(slices.Clone(list), func(e int32) bool { return !slices.Contains(o.Config.Permitted, e) })
	if len(kept) == 0 {
		return list
	}
	return kept
}

// serves says whether clients of this machine use a ticket-granting ticket with a
// session key of this type: MIT passes over one that krb5.conf does not permit.
func (o Options) serves(e ad.EType) bool {
	for _, list := range [][]int32{o.Config.ServiceETypes, o.Config.Permitted} {
		if list != nil && !slices.Contains(list, int32(e)) {
			return false
		}
	}
	return true
}

func etypeIDs(es []ad.EType) []int32 {
	out := make([]int32, len(es))
	for i, e := range es {
		out[i] = int32(e)
	}
	return out
}
