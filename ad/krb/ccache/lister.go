package ccache

import (
	"context"
	"os"
	"os/user"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb/krb5conf"
)

// Lister finds the operator's caches. It implements ad.CacheLister.
type Lister struct {
	Name   string           // given by the operator; "" for the default
	Config *krb5conf.Config // nil: no krb5.conf
}

var _ ad.CacheLister = (*Lister)(nil)

// Default says which cache is in use, and why that one.
func (l *Lister) Default() (name, why string) {
	switch env := os.Getenv("KRB5CCNAME"); {
	case l.Name != "":
		return typed(l.Name), "it was named with --ccache"
	case env != "":
		return typed(env), "KRB5CCNAME names it"
	case l.Config != nil && l.Config.CCacheName != "":
		return typed(expand(l.Config.CCacheName)), "default_ccache_name in krb5.conf names it"
	}
	return defaultCache(), "it is the usual place; neither KRB5CCNAME nor krb5.conf names another"
}

// typed puts the type in front of a bare path.
func typed(name string) string {
	kind, residual := split(name)
	return kind + ":" + residual
}

// expand replaces the variables that krb5.conf knows in file names.
func expand(s string) string {
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	uid := strconv.Itoa(os.Getuid())
	return strings.NewReplacer("%{uid}", uid, "%{USERID}", uid, "%{euid}", strconv.Itoa(os.Geteuid()),
		"%{username}", name, "%{TEMP}", tempDir(), "%{null}", "").Replace(s)
}

// Open reads the cache in use, or another of the same kinds by name.
func (l *Lister) Open(ctx context.Context, name string) (*Cache, error) {
	if name == "" {
		name, _ = l.Default()
	}
	return open(ctx, name, l.socket())
}

func (l *Lister) socket() string {
	if l.Config != nil && l.Config.KCMSocket != "" {
		return l.Config.KCMSocket
	}
	return KCMSocket
}

// Caches lists the cache in use and the others of its collection. A cache
// that cannot be read is listed with its Problem; the error is set when not
// even names could be found.
func (l *Lister) Caches(ctx context.Context) ([]ad.CredCache, error) {
	name, why := l.Default()
	names, err := l.members(ctx, name)
	if err != nil && len(names) == 0 {
		return []ad.CredCache{{Name: name, Primary: true, Why: why, Problem: ad.AsProblem(err, ad.ProblemUsage, "reading the cache "+name)}}, nil
	}
	if len(names) > 1 {
		why += ", and it is the primary of the collection"
	}
	var out []ad.CredCache
	for i, n := range names {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		c, err := open(ctx, n, l.socket())
		d := Describe(c)
		d.Name = n
		d.Problem = ad.AsProblem(err, ad.ProblemUsage, "reading the cache "+n)
		if i == 0 && (len(names) == 1 || l.isPrimary(name, n)) {
			d.Primary, d.Why = true, why
		}
		out = append(out, d)
	}
	return out, nil
}

// isPrimary is false when a collection's primary is gone and another cache
// stands first.
func (l *Lister) isPrimary(name, member string) bool {
	kind, residual := split(name)
	if kind != "DIR" {
		return true
	}
	path, err := dirPrimary(residual)
	return err == nil && member == "DIR::"+path
}

// members lists the collection's caches, the one in use first.
func (l *Lister) members(ctx context.Context, name string) ([]string, error) {
	kind, residual := split(name)
	switch {
	case kind == "DIR" && !strings.HasPrefix(residual, ":"):
		paths, err := dirMembers(residual)
		var out []string
		for _, p := range paths {
			out = append(out, "DIR::"+p)
		}
		return out, err
	case kind == "KEYRING":
		return keyringMembers(residual)
	case kind == "KCM" && residual == "":
		k, done := dialKCM(ctx, l.socket())
		defer done()
		names, err := k.names()
		if err != nil && len(names) == 0 {
			return nil, kcmProblem(name, err)
		}
		var out []string
		for _, n := range names {
			out = append(out, "KCM:"+n)
		}
		return out, nil
	}
	if l.Name == "" && os.Getenv("KRB5CCNAME") == "" {
		for _, n := range sessionCaches() {
			if n != name {
				return []string{name, n}, nil
			}
		}
	}
	return []string{name}, nil
}
