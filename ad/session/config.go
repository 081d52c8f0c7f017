package session

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/trace"
)

// Config is what the operator asked for. It does not change after New.
type Config struct {
	Servers []string // domain controllers, the first that answers is used; none: those in DNS
	Realm   string
	KDCs    []string // host or host:port; REALM=host for another realm
	// User and Keytab are the login of the first Epoch, CCache a credential
	// cache in place of the default one.
	User, Keytab, CCache string
	// Password supplies the password of User. It is asked at most once, and only
	// when a password is needed; it returns when ctx ends.
	Password func(ctx context.Context) ([]byte, error)
	CAFile   string
	// Accepted are SHA-256 fingerprints, in hexadecimal, of certificates that the
	// operator accepted for this run although no known authority signed them. Name
	// and dates are checked all the same.
	Accepted   []string
	SkipVerify bool
	Timeout    time.Duration    // of one exchange
	Limits     directory.Limits // of one search; the zero value has the usual ones
	Parallel   int              // exchanges at the same time
	NoProbes   bool             // read the directory, ask no KDC and no service
	// FrontEndKeytab holds the key of a front end whose delegation may be proved.
	FrontEndKeytab string
	// Moved hears that another domain controller is asked from now on.
	Moved func(Move)
	// Guard stands before every question to a service, where one was given.
	Guard func(ad.Prober) ad.Prober
	// Trace records every exchange of the session; nil records nothing.
	Trace *trace.Log
}
