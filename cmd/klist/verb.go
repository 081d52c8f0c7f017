package klist

import (
	"context"
	"fmt"
	"os"
	"strings"

	"adwalk/ad"
	"adwalk/ad/session"
	"adwalk/cmd/app"
	"adwalk/cmd/tickets"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

// klistVerb runs what Windows' klist has as words.
func klistVerb(ctx context.Context, s *app.Session, o klistOptions, args []string) error {
	switch args[0] {
	case "get":
		if len(args) < 2 {
			return app.Usage("klist get", "no SPN was given", "write adwalk klist get SPN")
		}
		ticket := tickets.Command(s)
		if o.json {
			_ = ticket.Flags().Set("json", "true")
		}
		ticket.SetContext(ctx)
		return ticket.RunE(ticket, args[1:])
	case "tgt":
		lister, _, err := listerOf(ctx, s, "")
		if err != nil {
			return err
		}
		caches, err := lister.Caches(ctx)
		if err != nil {
			return err
		}
		for _, c := range caches[:min(len(caches), 1)] {
			switch {
			case partly(c):
				s.Explain(c.Problem)
			case c.Problem != nil:
				return c.Problem
			}
			var own []ad.CachedTicket
			for _, t := range withoutConfig(c.Tickets) {
				if strings.HasPrefix(t.Server, "krbtgt/") {
					own = append(own, t)
				}
			}
			if len(own) > 0 {
				if c.Tickets = own[:1]; o.json {
					return app.WriteJSON(s.Out, cacheAnswers([]ad.CredCache{c}))
				}
				printWindowsTGT(s, own[0])
				return nil
			}
		}
		return &ad.Problem{Kind: ad.ProblemNotFound, What: "showing the ticket-granting ticket", Why: "the cache has none", Do: "run kinit"}
	}
	return purge(ctx, s, args[1:])
}

// purge deletes a FILE cache after confirmation.
func purge(ctx context.Context, s *app.Session, args []string) error {
	if err := s.RefuseReadOnly("deleting tickets"); err != nil {
		return err
	}
	e, err := s.Epoch(ctx)
	if err != nil {
		return err
	}
	caches := session.OwnCaches{Epoch: e}
	name := caches.Default()
	if len(args) > 0 {
		name = args[0]
	}
	if name == "" {
		return app.Usage("purging the default cache", "it is not part of the lab", "name a cache")
	}
	path, file := strings.CutPrefix(name, "FILE:")
	if !file && strings.Contains(strings.SplitN(name, "/", 2)[0], ":") {
		return app.Usage("purging "+name, "only FILE caches are deleted here", "use kdestroy -c "+name)
	}
	cache, err := caches.Open(ctx, "FILE:"+path)
	if cache == nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s of %s, with %s\n", safetext.Printable(cache.Name), safetext.Printable(cache.Principal.String()), diag.Count(len(cache.Credentials), "entry"))
	if err := s.Ask(ctx, "deleting the tickets of "+name, "run it in a terminal, or use kdestroy -c "+ad.ShellQuote(name), false, "This deletes the tickets of the cache.", "yes"); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "deleting " + name, Why: err.Error(), Do: "check who owns the file", Err: err}
	}
	fmt.Fprintln(s.Out, "The tickets were purged.")
	return nil
}
