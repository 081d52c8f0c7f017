package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/lookup"
	"adwalk/diag/names"
	"adwalk/ui/safetext"
)

type namesOptions struct {
	json  bool
	canon string
	rdns  string
}

// namesAnswer is what names says of one target.
type namesAnswer struct {
	Target   ad.ServiceTarget       `json:"target"`
	DNS      names.DNS              `json:"dns"`
	Krb5     names.Krb5             `json:"krb5"`
	Clients  []names.Client         `json:"clients"`
	Owners   map[string]names.Owner `json:"owners,omitempty"` // by SPN in small letters
	Tickets  map[string]string      `json:"tickets,omitempty"`
	Sentence string                 `json:"sentence"`
	Notes    []string               `json:"notes,omitempty"`
	order    []string
}

func namesCommand(s *Session) *cobra.Command {
	var o namesOptions
	cmd := &cobra.Command{
		Use:   "names TARGET…",
		Short: "Say which SPN each client of a service asks for",
		Long: `Say which service principal names the clients of a service ask for, in the order in
which they try them, why, and by which rule. TARGET is what people have: a URL, a host,
host:port, a UNC path, sql1\INST, tcp:sql1,1433, a JDBC, ADO.NET, ODBC or libpq
connection string (a password in it is dropped), an SPN.

DNS is asked for the target's canonical name, addresses and their reverse names, and
krb5.conf is read as MIT's clients read it. With --server or --lab the owner of each SPN
is looked up, and the KDC is asked for a ticket for each unless --no-probes is given.

Exit codes: 0 each client finds one owner, 1 one does not, 2 the target cannot be read,
3 owners were not looked up.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runNames(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.canon, "dns-canonicalize-hostname", "", "true, false or fallback, in place of krb5.conf's value")
	f.StringVar(&o.rdns, "rdns", "", "true or false, in place of krb5.conf's value")
	return cmd
}

func runNames(ctx context.Context, s *Session, o namesOptions, args []string) error {
	if err := s.start(ctx); err != nil {
		return err
	}
	var answers []namesAnswer
	for _, arg := range args {
		t, err := ad.ParseServiceTarget(arg)
		if err != nil {
			return err
		}
		a := namesAnswer{Target: t}
		if a.Krb5, err = s.krb5Names(o, t); err != nil {
			return err
		}
		a.DNS = s.lookUpNames(ctx, t)
		in := names.Input{Target: t, DNS: a.DNS, Krb5: a.Krb5}
		a.Clients = names.Clients(in)
		a.order = names.All(a.Clients)
		answers = append(answers, a)
	}
	var unasked error
	if len(s.Flags.Servers) > 0 || s.Flags.Lab {
		unasked = s.ownersOfNames(ctx, answers)
	}
	for i := range answers {
		answers[i].Sentence = names.Sentence(answers[i].Clients, answers[i].Owners)
	}
	if o.json {
		if err := writeJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		for i, a := range answers {
			if i > 0 {
				fmt.Fprintln(s.Out)
			}
			printNames(s.Out, a)
		}
	}
	switch {
	case unasked != nil:
		return unasked
	case len(s.Flags.Servers) == 0 && !s.Flags.Lab:
		return nil // only the names were asked for
	}
	for _, a := range answers {
		if c := a.code(); c != ExitOK {
			return exit{c}
		}
	}
	return nil
}

// code is 1 where the first name of a client has no owner or several, 3 where an
// owner is not known.
func (a namesAnswer) code() int {
	worst := ExitOK
	for _, c := range a.Clients {
		if len(c.Names) == 0 || c.Setting {
			continue
		}
		one, known := false, true
		for _, n := range c.Names {
			o := a.Owners[strings.ToLower(n.SPN)]
			known = known && o.Known
			one = one || len(o.Owners) == 1
		}
		switch {
		case one:
		case !known:
			worst = worseExit(worst, ExitUnknown)
		default:
			worst = worseExit(worst, ExitFound)
		}
	}
	return worst
}

// krb5Names reads the settings for names, from krb5.conf and the command line.
func (s *Session) krb5Names(o namesOptions, t ad.ServiceTarget) (names.Krb5, error) {
	c := s.live.KerberosConfig()
	k := names.Krb5{Canonicalise: names.Canonicalise(c.DNSCanonicalize), ReverseDNS: c.ReverseDNS, QualifyShortname: c.QualifyShortname, NoQualify: c.NoQualify, Realm: c.RealmOf(t.Dial())}
	switch v := names.Canonicalise(strings.ToLower(o.canon)); v {
	case "":
	case names.CanonTrue, names.CanonFalse, names.CanonFallback:
		k.Canonicalise = v
	default:
		return k, usage("--dns-canonicalize-hostname "+o.canon, "it is none of its values", "give true, false or fallback")
	}
	switch strings.ToLower(o.rdns) {
	case "":
	case "true", "false":
		k.ReverseDNS = strings.EqualFold(o.rdns, "true")
	default:
		return k, usage("--rdns "+o.rdns, "it is none of its values", "give true or false")
	}
	return k, nil
}

// lookUpNames asks DNS for the target. A single label is tried with the search
// domains of this machine, as its resolver would.
func (s *Session) lookUpNames(ctx context.Context, t ad.ServiceTarget) names.DNS {
	d := names.DNS{Name: t.Dial(), Reverse: map[string]string{}}
	if !s.Flags.Lab {
		d.Search = searchDomains("/etc/resolv.conf")
	}
	r := s.live.Names()
	if addr, ok := t.Address(); ok {
		d.Addresses = []string{addr.String()}
	} else {
		candidates := []string{d.Name}
		if !strings.Contains(d.Name, ".") {
			candidates = nil
			for _, suffix := range d.Search {
				candidates = append(candidates, d.Name+"."+suffix)
			}
			candidates = append(candidates, d.Name)
		}
		for _, name := range candidates {
			canonical, addresses, _, err := r.Lookup(ctx, name)
			if err != nil {
				d.Problem = err.Error()
				continue
			}
			if len(addresses) > 0 {
				d.Name, d.Canonical, d.Addresses, d.Problem = name, canonical, addresses, ""
				break
			}
		}
		d.NotFound = len(d.Addresses) == 0 && d.Problem == ""
	}
	for i, a := range d.Addresses {
		if i < maxReverse {
			d.Reverse[a] = r.Reverse(ctx, a)
		}
	}
	return d
}

const maxReverse = 8 // addresses of one name that are looked up in reverse

// searchDomains reads the search list of resolv.conf(5).
func searchDomains(path string) []string {
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 64<<10 {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) > 1 && (f[0] == "search" || f[0] == "domain") {
			out = f[1:] // the last line counts
		}
	}
	return out[:min(len(out), 6)]
}

// ownersOfNames finds the owner and the ticket of each SPN.
func (s *Session) ownersOfNames(ctx context.Context, answers []namesAnswer) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	aliases, err := lookup.HostAliases(ctx, dir)
	if err != nil {
		return err
	}
	for i := range answers {
		a := &answers[i]
		a.Owners, a.Tickets = map[string]names.Owner{}, map[string]string{}
		for _, spn := range a.order {
			set, err := lookup.OwnersUnder(ctx, dir, spn, aliases)
			if err != nil {
				a.Owners[strings.ToLower(spn)] = names.Owner{Text: "owner not known: " + err.Error()}
				continue
			}
			a.Owners[strings.ToLower(spn)] = ownerOfName(spn, set)
		}
	}
	if s.Flags.NoProbes {
		return nil
	}
	client, err := s.Tickets(ctx)
	if err != nil {
		for i := range answers {
			answers[i].Notes = append(answers[i].Notes, "no ticket was asked for: "+err.Error())
		}
		return nil
	}
	for i := range answers {
		a := &answers[i]
		var reqs []ad.TicketRequest
		for _, spn := range a.order {
			reqs = append(reqs, ad.TicketRequest{SPN: spn})
		}
		for _, r := range krb.AskAll(ctx, client, reqs, s.Flags.Parallel, nil) {
			a.Tickets[strings.ToLower(r.SPN)] = ticketText(r)
		}
	}
	return nil
}

// ownerOfName counts a name that HOST covers as one with an owner.
func ownerOfName(spn string, set lookup.OwnerSet) names.Owner {
	r := ownersText(spn, set)
	o := names.Owner{Known: len(r.Owners) > 0 || len(set.AliasHeld) > 0 || set.Coverage.Forest && !set.Coverage.Truncated, Owners: r.Owners, Text: r.Text}
	if len(o.Owners) == 0 {
		for _, a := range set.AliasHeld {
			o.Owners = append(o.Owners, a.DN)
		}
	}
	return o
}

func ticketText(r ad.TicketResult) string {
	switch {
	case r.Reply != nil:
		return fmt.Sprintf("ticket %s, kvno %d", r.Reply.TicketEType, r.Reply.KVNO)
	case r.Error != nil:
		return "error " + r.Error.Error()
	case r.Problem != nil:
		return "no answer: " + r.Problem.Error()
	}
	return "not asked"
}

func printNames(w io.Writer, a namesAnswer) {
	out := func(format string, args ...any) { fmt.Fprintln(w, safetext.Printable(fmt.Sprintf(format, args...))) }
	out("%s", a.Target.String())
	out("  %s", dnsText(a.DNS))
	out("  %s", a.Sentence)
	for _, n := range a.Notes {
		out("? %s", n)
	}
	for _, group := range sameNames(a.Clients) {
		out("")
		for i, n := range group[0].Names {
			then := ""
			if i > 0 {
				then = "then "
			}
			out("%s%s  %s", then, n.SPN, n.Why)
			if o, ok := a.Owners[strings.ToLower(n.SPN)]; ok {
				out("  %s", o.Text)
			}
			if t, ok := a.Tickets[strings.ToLower(n.SPN)]; ok {
				out("  %s", t)
			}
		}
		for _, c := range group {
			rule := c.Rule + "; " + c.Source
			if c.Unverified {
				rule += "; not tried against the client"
			}
			out("  - %s: %s", c.Client, rule)
		}
	}
}

// sameNames puts clients together that ask for the same names.
func sameNames(clients []names.Client) [][]names.Client {
	var out [][]names.Client
	at := map[string]int{}
	for _, c := range clients {
		key := ""
		for _, n := range c.Names {
			key += strings.ToLower(n.SPN) + " "
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

func dnsText(d names.DNS) string {
	switch {
	case d.Problem != "":
		return "DNS: " + d.Name + " could not be looked up: " + d.Problem
	case len(d.Addresses) == 0:
		return "DNS: " + d.Name + " does not exist"
	}
	text := "DNS: " + d.Name
	if d.Canonical != "" {
		text += ", CNAME " + d.Canonical
	}
	for _, a := range d.Addresses {
		text += ", " + a
		switch r, asked := d.Reverse[a]; {
		case r != "":
			text += " (reverse " + r + ")"
		case asked:
			text += " (no reverse name)"
		}
	}
	return text
}
