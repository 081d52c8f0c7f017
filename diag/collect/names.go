package collect

import (
	"context"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

// Namer says what the clients of a service ask for, from DNS and this machine's
// krb5.conf.
type Namer func(ctx context.Context, t ad.ServiceTarget) (facts.ClientNamesValue, error)

// KeytabReader reads a keytab of this machine and holds it against a service. The
// error, a *ad.Problem, is for a file that cannot be read; what is wrong in it is
// part of the answer. Keys do not leave it.
type KeytabReader func(ctx context.Context, file, spn, runAs string) (keytabs.Facts, error)

// clientNames asks DNS for a service and applies the rules of its clients.
func clientNames(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	t, err := ad.ParseServiceTarget(subject)
	if err != nil {
		return err
	}
	if c.ClientNames == nil {
		return notAsked("finding the names that clients of "+subject+" ask for", "nothing here asks DNS", "")
	}
	v, err := c.ClientNames(ctx, t)
	if err != nil {
		return err
	}
	facts.ClientNames.Put(s, diag.Fact[facts.ClientNamesValue]{Subject: subject, Value: v, Source: c.from("dns", "")})
	return nil
}

// keytabFact reads a keytab and tries its keys on a fresh ticket.
func keytabFact(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	file, spn, runAs := facts.KeytabOf(subject)
	if c.Keytabs == nil {
		return notAsked("reading the keytab "+file, "this session reads no keytab", "on the server: adwalk keytab "+file)
	}
	v, err := c.Keytabs(ctx, file, spn, runAs)
	if err != nil {
		return err
	}
	facts.Keytab.Put(s, diag.Fact[keytabs.Facts]{Subject: subject, Value: v, Source: c.from("file", file)})
	return nil
}
