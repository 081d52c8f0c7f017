package session

import (
	"context"
	"errors"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
)

// Prover logs in as a front end and asks for tickets in a user's name. The key
// comes from a keytab, or from an environment that knows it.
type Prover struct {
	Session *Session
	Keytab  string
}

// Prover returns what proves a delegation, nil when there is no key for it.
func (s *Session) Prover() *Prover {
	if s.cfg.FrontEndKeytab == "" && s.env.Key == nil {
		return nil
	}
	return &Prover{s, s.cfg.FrontEndKeytab}
}

// KnowsKeys says whether the environment knows the keys of its accounts.
func (s *Session) KnowsKeys() bool { return s.env.Key != nil }

// Prove says what the front end may do in the user's name. The error, an
// *ad.Problem, means that there is no key for it or that it does not log in.
func (p Prover) Prove(ctx context.Context, frontEnd, user string, targets []string) (ad.DelegationProof, error) {
	opts := p.Session.KerberosOptions()
	var client *krb.Client
	var err error
	if p.Keytab != "" {
		client, err = frontEndLogin(ctx, opts, frontEnd, p.Keytab)
	} else {
		principal, password := "", ""
		if p.Session.env.Key != nil {
			principal, password = p.Session.env.Key(frontEnd)
		}
		if password == "" {
			return ad.DelegationProof{}, &ad.Problem{Kind: ad.ProblemNotAsked, What: "proving the delegation of " + frontEnd, Why: "there is no key of that account"}
		}
		client, err = krb.LoginPassword(ctx, opts, principal, []byte(password))
	}
	if err != nil {
		return ad.DelegationProof{}, err
	}
	defer client.Close()
	return krb.DelegationProof(ctx, client, user, targets), nil
}

// frontEndLogin takes a front end's name with or without the dollar of a
// computer, as people write both.
func frontEndLogin(ctx context.Context, opts krb.Options, frontEnd, keytab string) (*krb.Client, error) {
	client, err := krb.LoginKeytabFile(ctx, opts, frontEnd, keytab)
	var p *ad.Problem
	if err == nil || frontEnd == "" || strings.Contains(frontEnd, "$") || !errors.As(err, &p) || p.Kind != ad.ProblemUsage {
		return client, err
	}
	name, realm, ok := strings.Cut(frontEnd, "@")
	name += "$"
	if ok {
		name += "@" + realm
	}
	if client, err := krb.LoginKeytabFile(ctx, opts, name, keytab); err == nil {
		return client, nil
	}
	return nil, err
}
