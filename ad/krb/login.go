package krb

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"

	"github.com/jcmturner/gokrb5/v8/types"
)

// LoginPassword gets a ticket-granting ticket with a password. It is tried
// once: a KDC counts wrong ones. The password is not kept; the caller may
// overwrite it afterwards. The error is an *ad.Problem, with the *ad.KDCError
// inside when the KDC said no.
func LoginPassword(ctx context.Context, opts Options, principal string, pass []byte) (*Client, error) {
	if len(pass) == 0 {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in as " + principal, Why: "the password is empty", Do: "give the password, or use a keytab or kinit"}
	}
	p := append(password(nil), pass...)
	defer wipe(p)
	return login(ctx, opts, principal, func(types.PrincipalName, string) (secret, error) { return p, nil })
}

// LoginKeytab gets a ticket-granting ticket with the newest key of a keytab
// that the KDC accepts. An empty principal means the keytab's first. The
// error is an *ad.Problem.
func LoginKeytab(ctx context.Context, opts Options, principal string, kt *keytab.Keytab) (*Client, error) {
	if principal == "" {
		if len(kt.Entries) == 0 {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in with a keytab", Why: "it holds no key"}
		}
		principal = kt.Entries[0].Principal()
	}
	return login(ctx, opts, principal, func(name types.PrincipalName, realm string) (secret, error) {
		es := kt.Find(name.NameString, realm)
		if len(es) == 0 {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in as " + fullName(name, realm),
				Why: fmt.Sprintf("the keytab has no key for it; it has keys for %s", keytabNames(kt)), Do: "name one of those with --user"}
		}
		return keytabSecret(es), nil
	})
}

// LoginKeytabFile is LoginKeytab with the file still to be read.
func LoginKeytabFile(ctx context.Context, opts Options, principal, path string) (*Client, error) {
	kt, err := ReadKeytab(path)
	if err != nil {
		return nil, err
	}
	return LoginKeytab(ctx, opts, principal, kt)
}

// ReadKeytab reads a keytab that somebody named. The error is an *ad.Problem.
func ReadKeytab(path string) (*keytab.Keytab, error) {
	kt, err := keytab.Read(path)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "reading the keytab " + path, Why: err.Error(), Do: "check the path with klist -k", Err: err}
	}
	return kt, nil
}

func keytabNames(kt *keytab.Keytab) string {
	var names []string
	seen := map[string]bool{}
	for _, e := range kt.Entries {
		if n := e.Principal(); !seen[n] && len(names) < 5 {
			seen[n] = true
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return "no principal"
	}
	return fmt.Sprint(names)
}

func login(ctx context.Context, opts Options, principal string, find func(types.PrincipalName, string) (secret, error)) (*Client, error) {
	given := opts.Realm != ""
	opts = opts.complete()
	name, realm, err := clientName(principal, opts.Realm, given)
	if err != nil {
		return nil, err
	}
	opts.Realm = realm
	sec, err := find(name, realm)
	if err != nil {
		return nil, err
	}
	c := newClient(opts)
	l := &loginRun{c: c, name: name, realm: realm, sec: sec, etypes: sec.order(opts.initialETypes()),
		options: optForwardable | optRenewable}
	if opts.Config.Canonicalize || name.NameType == ntEnterprise {
		l.options |= optCanonicalize
	}
	l.command = kinitCommand(principal, sec, name.NameType == ntEnterprise)
	tgt, err := l.run(ctx)
	if err != nil {
		c.Close()
		return nil, err
	}
	c.name, c.realm = tgt.client, tgt.crealm
	c.hold(tgt)
	return c, nil
}

func kinitCommand(principal string, sec secret, enterprise bool) string {
	cmd := "kinit"
	if enterprise {
		cmd += " -E"
	}
	if _, ok := sec.(keytabSecret); ok {
		cmd += " -k"
	}
	return cmd + " " + ad.ShellQuote(principal)
}
