package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ui/safetext"
)

type klistOptions struct {
	json, collection, all, config bool
}

func klistCommand(s *Session) *cobra.Command {
	var o klistOptions
	cmd := &cobra.Command{
		Use:   "klist",
		Short: "Show the credential cache in use, as MIT klist -e -f does",
		Long: `Show the credential cache in use and why it is the one: tickets, times, flags and
encryption types, in the form of MIT klist -e -f. Caches are read, never written.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runKlist(cmd.Context(), s, o) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVarP(&o.collection, "list", "l", false, "list the caches of the collection")
	f.BoolVarP(&o.all, "all", "A", false, "show every cache of the collection")
	f.BoolVarP(&o.config, "config", "C", false, "show configuration entries too")
	return cmd
}

func runKlist(ctx context.Context, s *Session, o klistOptions) error {
	caches, err := s.caches().Caches(ctx)
	if err != nil {
		return err
	}
	if !o.collection && !o.all && len(caches) > 0 {
		if !caches[0].Primary { // the collection names one that is not there
			if _, err := s.caches().Open(ctx, ""); err != nil {
				return err
			}
		}
		caches = caches[:1]
	}
	now := time.Now()
	found := ExitOK
	for i := range caches {
		if caches[i].Problem != nil || expiredCache(caches[i], now) {
			found = ExitFound
		}
		if !o.config {
			caches[i].Tickets = withoutConfig(caches[i].Tickets)
		}
	}
	switch {
	case o.json:
		if err := writeJSON(s.Out, cacheAnswers(caches)); err != nil {
			return err
		}
	case o.collection:
		printCollection(s, caches, now)
	case len(caches) == 1 && caches[0].Problem != nil: // the error below is all there is to say
	default:
		for i, c := range caches {
			if i > 0 {
				fmt.Fprintln(s.Out)
			}
			printCache(s, c, now)
		}
	}
	if len(caches) > 0 && caches[0].Why != "" && !o.json && terminal(s.Err) {
		fmt.Fprintf(s.Err, "%s is the one in use: %s\n", safetext.Printable(caches[0].Name), safetext.Printable(caches[0].Why))
	}
	if len(caches) == 1 && caches[0].Problem != nil {
		return caches[0].Problem
	}
	if found != ExitOK {
		return exit{found}
	}
	return nil
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

// expiredCache says whether no ticket-granting ticket of the cache is valid.
func expiredCache(c ad.CredCache, now time.Time) bool {
	for _, t := range withoutConfig(c.Tickets) {
		if strings.HasPrefix(t.Server, "krbtgt/") && t.End.After(now) {
			return false
		}
	}
	return true
}

func printCollection(s *Session, caches []ad.CredCache, now time.Time) {
	fmt.Fprintf(s.Out, "%-30s %s\n%-30s %s\n", "Principal name", "Cache name", "--------------", "----------")
	for _, c := range caches {
		if c.Problem != nil {
			continue
		}
		suffix := ""
		if expiredCache(c, now) {
			suffix = " (Expired)"
		}
		fmt.Fprintf(s.Out, "%-30s %s%s\n", safetext.Printable(c.Principal), safetext.Printable(c.Name), suffix)
	}
}

// stampLayout is how MIT klist writes a time: by the locale, of which the plain
// one has two digits for the year.
func stampLayout() string {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_TIME"), os.Getenv("LANG"), "C")
	if locale == "C" || locale == "POSIX" || strings.HasPrefix(locale, "C.") {
		return "01/02/06 15:04:05"
	}
	return "01/02/2006 15:04:05"
}

// stamp is a time as MIT klist prints it: local, or as many blanks.
func stamp(t time.Time) string {
	if t.IsZero() {
		return strings.Repeat(" ", len(stampLayout()))
	}
	return t.Local().Format(stampLayout())
}

func printCache(s *Session, c ad.CredCache, now time.Time) {
	fmt.Fprintf(s.Out, "Ticket cache: %s\n", safetext.Printable(c.Name))
	if c.Problem != nil {
		fmt.Fprintf(s.Out, "  %s\n", safetext.Printable(c.Problem.Error()))
		return
	}
	fmt.Fprintf(s.Out, "Default principal: %s\n\n%-*s  %-*s  Service principal\n", safetext.Printable(c.Principal), len(stampLayout()), "Valid starting", len(stampLayout()), "Expires")
	for _, t := range c.Tickets {
		if t.Config != "" {
			fmt.Fprintf(s.Out, "config: %s = %s\n", safetext.Printable(t.Config), safetext.Printable(t.ConfigValue))
			continue
		}
		start := t.Start
		if start.IsZero() {
			start = t.AuthTime
		}
		expired := ""
		if t.End.Before(now) {
			expired = "  (expired)"
		}
		fmt.Fprintf(s.Out, "%s  %s  %s%s\n", stamp(start), stamp(t.End), safetext.Printable(t.Server), expired)
		printExtras(s, c, t)
	}
}

// printExtras writes the lines below a ticket, in MIT klist's order. "renew
// until" takes the room of two; what would be the fourth starts a new line.
func printExtras(s *Session, c ad.CredCache, t ad.CachedTicket) {
	line, room := []string{}, 0
	end := func() {
		if len(line) > 0 {
			fmt.Fprintf(s.Out, "\t%s\n", safetext.Printable(strings.Join(line, ", ")))
		}
		line, room = nil, 0
	}
	add := func(text string, size int) { line, room = append(line, text), room+size }
	if t.Client != c.Principal {
		add("for client "+t.Client, 1)
	}
	if !t.RenewUntil.IsZero() {
		add("renew until "+stamp(t.RenewUntil), 2)
	}
	if room > 3 {
		end()
	}
	add("Flags: "+t.Flags.Letters(), 1)
	if room > 2 {
		end()
	}
	add("Etype (skey, tkt): "+deprecated(t.SessionEType)+", "+deprecated(t.TicketEType)+" ", 1)
	end()
	if t.TicketServer != "" && t.TicketServer != t.Server {
		fmt.Fprintf(s.Out, "\tTicket server: %s\n", safetext.Printable(t.TicketServer))
	}
}

func deprecated(e ad.EType) string {
	if e.Weak() {
		return "DEPRECATED:" + e.String()
	}
	return e.String()
}
