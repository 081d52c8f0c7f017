package klist

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/krb/ccache"
	"adwalk/ad/session"
	"adwalk/cmd/app"
)

type klistOptions struct {
	json, collection, all, config      bool
	cache, etypes, flags, silent       bool
	addresses, numeric, authData       bool
	keytab, clientKeytab, stamps, keys bool
	version, verbose                   bool
	style                              string
	text                               klistText
	layout                             timeLayout
}

// Command is adwalk klist.
func Command(s *app.Session) *cobra.Command {
	var o klistOptions
	cmd := &cobra.Command{
		Use:   "klist [CACHE | -k [KEYTAB]] | get SPN… | tgt | purge",
		Short: "Show a credential cache or a keytab, as MIT klist does",
		Long: `Show the credential cache in use, another one that is named, or with -k a keytab.
Switches and layout are those of MIT klist; --style takes the layout of Windows or of
Heimdal. Heimdal's -v, -f, -l, -A, -s and -t mean there what they mean in its klist;
--hidden is -C. With -k its layout is that of ktutil list; -t is --timestamp, -K --keys.

  get SPN…   ask the KDC for a service ticket (as adwalk ticket does)
  tgt        show the ticket-granting ticket alone, as Windows klist tgt does
  purge      delete the tickets of a FILE cache, after confirmation

Of a damaged file the entries before the damage are shown.

Switches that contradict each other are refused, as MIT's klist does: -l beside -A, -K
without -k.

Exit codes: 0, or 1 where the tickets have expired; with -s nothing is printed, and 1
says that the user's ticket-granting ticket is not valid, or in a cache without one that
no ticket is. 2 where nothing of the file can be used, 3 where there is none.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runKlist(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVarP(&o.cache, "cache", "c", false, "show a credential cache (the default)")
	f.BoolVarP(&o.keytab, "keytab-file", "k", false, "show a keytab")
	f.BoolVarP(&o.collection, "list", "l", false, "list the caches of the collection")
	f.BoolVarP(&o.all, "all", "A", false, "show every cache of the collection")
	f.BoolVarP(&o.config, "config", "C", false, "show configuration entries too")
	f.BoolVarP(&o.etypes, "etypes", "e", false, "show encryption types")
	f.BoolVarP(&o.flags, "flags", "f", false, "show the flags of tickets")
	f.BoolVarP(&o.silent, "silent", "s", false, "print nothing; the exit code says whether there is a valid ticket")
	f.BoolVarP(&o.addresses, "addresses", "a", false, "show the addresses of tickets")
	f.BoolVarP(&o.numeric, "numeric", "n", false, "with -a: do not look up names of addresses")
	f.BoolVarP(&o.authData, "auth-data", "d", false, "show the types of submitted authorization data")
	f.BoolVarP(&o.clientKeytab, "client-keytab", "i", false, "with -k: the default client keytab")
	f.BoolVarP(&o.stamps, "timestamps", "t", false, "with -k: show when entries were written; with --style heimdal: as -s")
	f.BoolVarP(&o.keys, "keys", "K", false, "with -k: show the keys themselves")
	f.BoolVarP(&o.version, "kerberos-version", "V", false, "print whose klist this is like, and exit")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "with --style heimdal: show each ticket whole")
	f.StringVar(&o.style, "style", "mit", "layout: mit, windows or heimdal")
	return cmd
}

func runKlist(ctx context.Context, s *app.Session, o klistOptions, args []string) error {
	o.text, o.layout = loadKlistText(), loadTimeLayout(ctx)
	switch {
	case o.version:
		fmt.Fprintf(s.Out, o.text.of("%s version %s\n"), "Kerberos 5", "1.20.1")
		return nil
	case o.style != "mit" && o.style != "windows" && o.style != "heimdal":
		return app.Usage(fmt.Sprintf("--style %q", o.style), "there is no such layout", "write mit, windows or heimdal")
	case len(args) > 0 && !o.keytab && (args[0] == "get" || args[0] == "tgt" || args[0] == "purge"):
		return klistVerb(ctx, s, o, args)
	case len(args) > 1:
		return app.Usage("klist", fmt.Sprintf("%d arguments were given", len(args)), "name one cache or keytab")
	}
	if a, b := o.contradiction(); a != "" {
		return app.Usage("klist", a+" "+b, "see adwalk klist --help")
	}
	o.silent = o.silent || o.style == "heimdal" && o.stamps && !o.keytab
	name := ""
	if len(args) == 1 {
		name = args[0]
	}
	if o.keytab {
		return klistKeytab(s, o, name)
	}
	return klistCaches(ctx, s, o, name)
}

// contradiction is a switch that means nothing beside the others, and why: MIT's klist
// refuses it too. A script must not take what is printed for what it asked for.
func (o klistOptions) contradiction() (flag, why string) {
	mit := o.style == "mit"
	for _, c := range []struct {
		set       bool
		flag, why string
	}{
		{o.keytab && o.cache, "-k", "and -c exclude each other"},
		{o.keytab && o.collection, "-l", "lists caches: it says nothing of a keytab"},
		{o.keytab && o.all, "-A", "shows caches: it says nothing of a keytab"},
		{o.keytab && o.silent, "-s", "judges a cache: it says nothing of a keytab"},
		{o.keytab && o.addresses, "-a", "is about tickets: a keytab has no addresses"},
		{o.keytab && o.flags, "-f", "is about tickets: a keytab has no flags"},
		{!o.keytab && o.stamps && o.style != "heimdal", "-t", "is about keytabs: it needs -k"},
		{!o.keytab && o.keys, "-K", "is about keytabs: it needs -k"},
		{o.numeric && !o.addresses && mit, "-n", "is about addresses: it needs -a"},
		{o.collection && o.all && mit, "-l", "and -A exclude each other"},
		{o.collection && o.silent && mit, "-l", "and -s exclude each other"},
	} {
		if c.set {
			return c.flag, c.why
		}
	}
	return "", ""
}

// klistCaches shows one cache, or those of the collection.
func klistCaches(ctx context.Context, s *app.Session, o klistOptions, name string) error {
	lister, check, err := listerOf(ctx, s, name)
	if err != nil {
		return err
	}
	caches, err := lister.Caches(ctx)
	if err != nil {
		return err
	}
	if !o.collection && !o.all && len(caches) > 0 {
		if !caches[0].Primary { // the collection names one that is not there
			if err := check(ctx); err != nil {
				return err
			}
		}
		caches = caches[:1]
	}
	now := time.Now()
	found := app.ExitOK
	expired := expiredCache
	if o.style == "heimdal" {
		expired = func(c ad.CredCache, now time.Time) bool { return heimdalEnd(c, now).IsZero() }
	}
	for i := range caches {
		if caches[i].Problem != nil && !partly(caches[i]) || expired(caches[i], now) {
			found = app.ExitFound
		}
		caches[i].Tickets = slices.DeleteFunc(caches[i].Tickets, func(t ad.CachedTicket) bool { return t.Removed || t.Config != "" && !o.config })
	}
	if o.silent {
		if len(caches) == 0 || found != app.ExitOK {
			return app.Exit{Code: app.ExitFound}
		}
		return nil
	}
	switch {
	case o.json:
		if err := app.WriteJSON(s.Out, cacheAnswers(caches)); err != nil {
			return err
		}
	case o.collection:
		printCollection(s, o, caches, now)
	case len(caches) == 1 && caches[0].Problem != nil && caches[0].Principal == "": // the error below is all there is to say
	default:
		for i, c := range caches {
			if i > 0 && o.style != "heimdal" {
				fmt.Fprintln(s.Out)
			}
			printStyled(s, o, c, now)
			if o.all && o.style == "heimdal" { // two empty lines behind each cache
				fmt.Fprint(s.Out, "\n\n")
			}
		}
	}
	for _, c := range caches {
		switch {
		case partly(c):
			s.Explain(c.Problem)
		case c.Problem != nil && len(caches) == 1:
			return c.Problem
		}
	}
	if found != app.ExitOK {
		return app.Exit{Code: found}
	}
	return nil
}

// listerOf is where the caches of a command are looked for: the one that is named, in
// the lab its login in memory, else the operator's own. check says why the default cache
// cannot be read.
func listerOf(ctx context.Context, s *app.Session, name string) (lister ad.CacheLister, check func(context.Context) error, err error) {
	e, err := s.Epoch(ctx)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case name != "":
		named := &ccache.Lister{Name: name, Config: s.Live().KerberosConfig()}
		return named, func(ctx context.Context) error { _, err := named.Open(ctx, ""); return err }, nil
	case s.Flags.Lab && s.Flags.CCache == "":
		if _, err := e.Tickets(ctx); err != nil {
			return nil, nil, err
		}
		return e, e.CheckDefaultCache, nil
	}
	return session.OwnCaches{Epoch: e}, e.CheckDefaultCache, nil
}

// partly says that a cache is damaged behind what is listed of it. Programs use the
// tickets before the damage, MIT's without a word, so that it decides no exit code.
func partly(c ad.CredCache) bool { return c.Problem != nil && c.Principal != "" }

// ownTGT says whether a ticket is the ticket-granting ticket of the user's own realm.
func ownTGT(c ad.CredCache, t ad.CachedTicket) bool {
	_, realm, _ := ad.CutRealm(c.Principal)
	return t.Server == "krbtgt/"+realm+"@"+realm
}

// withoutConfig leaves out configuration entries and removed tickets: their
// end times mean nothing.
func withoutConfig(in []ad.CachedTicket) []ad.CachedTicket {
	out := []ad.CachedTicket{}
	for _, t := range in {
		if t.Config == "" && !t.Removed {
			out = append(out, t)
		}
	}
	return out
}

// expiredCache says whether a cache is of no use any more, by MIT's rule: where it has
// a ticket-granting ticket of the user's own realm, that one must be valid; where it has
// none, any ticket will do.
func expiredCache(c ad.CredCache, now time.Time) bool {
	granting, valid, other := false, false, false
	for _, t := range withoutConfig(c.Tickets) {
		current := t.End.After(now)
		if ownTGT(c, t) {
			granting, valid = true, valid || current
		} else {
			other = other || current
		}
	}
	return !valid && (granting || !other)
}
