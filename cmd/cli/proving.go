package cli

import (
	"context"
	"errors"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
)

// prover logs in as a front end and asks in a user's name. The key comes from
// a keytab, or in the lab from the lab itself.
type prover struct {
	s      *Session
	keytab string
}

// Prove implements collect.Prover.
func (p prover) Prove(ctx context.Context, frontEnd, user string, targets []string) (ad.DelegationProof, error) {
	opts := p.s.kerberosOptions()
	var client *krb.Client
	var err error
	if p.keytab != "" {
		client, err = frontEndLogin(ctx, opts, frontEnd, p.keytab)
	} else {
		name, pass := p.s.labSecret(frontEnd)
		if pass == "" {
			return ad.DelegationProof{}, &ad.Problem{Kind: ad.ProblemNotAsked, What: "proving the delegation of " + frontEnd, Why: "the lab has no account of that name"}
		}
		client, err = krb.LoginPassword(ctx, opts, name+"@"+p.s.lab.Realm(), []byte(pass))
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

// labSecret is the name and the password of one of the lab's own accounts,
// which are no secret, found with or without the dollar of a computer.
func (s *Session) labSecret(account string) (name, password string) {
	account, _, _ = strings.Cut(account, "@")
	for _, n := range []string{account + "$", account} {
		if e := s.lab.Forest.Tree.Account(n); e != nil && e.Secret != nil {
			return e.Text("sAMAccountName"), e.Secret.Password
		}
	}
	return "", ""
}
