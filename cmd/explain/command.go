package explain

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/explain"
	"adwalk/diag/glossary"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
	"adwalk/diag/paste"
	"adwalk/ui/safetext"
)

type explainOptions struct {
	json bool
	from string
}

// Command is adwalk explain.
func Command(s *app.Session) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:   "explain TEXT|CODE|-",
		Short: "Say what an error text means, what causes it and which guide to take",
		Long: `Say what a pasted text is: an error code in decimal, hex, MIT's or Windows' form, a
message of a Kerberos or LDAP tool, a Windows event, an SMTP reply, a log line. With
the code of a finding, show its page; with a verdict or a term such as SPN, kvno or
blocked, what it means. - reads standard input, --from a file.

Exit codes: 0 recognised, 3 not recognised.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.StringVar(&o.from, "from", "", "read the text from this file")
	return cmd
}

func runExplain(ctx context.Context, s *app.Session, o explainOptions, args []string) error {
	text := strings.Join(args, " ")
	switch {
	case o.from != "" && text != "":
		return app.Usage("adwalk explain", "there is a text and a file", "give one of them")
	case o.from == "" && text == "":
		return app.Usage("adwalk explain", "there is no text", "give the error's text or code, - for standard input, or --from FILE")
	case o.from != "" || text == "-":
		path := o.from
		if path == "" {
			path = "-"
		}
		var err error
		if text, err = s.ReadText(ctx, path); err != nil {
			return err
		}
	}
	if p, ok := pages.ByCode(strings.ToLower(strings.TrimSpace(text))); ok {
		return showPage(s, o, p)
	}
	if t, ok := glossary.Lookup(text); ok {
		return showTerm(s, o, t)
	}
	e := explain.TextContext(ctx, text)
	if o.json {
		if err := app.WriteJSON(s.Out, e); err != nil {
			return err
		}
	} else {
		printExplanation(s, e)
	}
	if len(e.Matches) == 0 {
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

func showPage(s *app.Session, o explainOptions, p pages.Page) error {
	if o.json {
		return app.WriteJSON(s.Out, struct {
			Code  string `json:"code"`
			Title string `json:"title"`
			Page  string `json:"page"`
		}{p.Code, p.Title, p.Body})
	}
	fmt.Fprintf(s.Out, "%s: %s\n\n%s\n", p.Code, p.Title, p.Body)
	return nil
}

func showTerm(s *app.Session, o explainOptions, t glossary.Term) error {
	if o.json {
		return app.WriteJSON(s.Out, struct {
			Code  string   `json:"code"`
			Title string   `json:"title"`
			Page  string   `json:"page"`
			See   []string `json:"see"`
		}{t.Word, t.Title, t.Text, t.See})
	}
	fmt.Fprintf(s.Out, "%s: %s\n", t.Word, t.Title)
	if t.Text != "" {
		fmt.Fprintf(s.Out, "\n%s\n", t.Text)
	}
	if len(t.See) > 0 {
		fmt.Fprintf(s.Out, "\nsee also  %s\n", strings.Join(t.See, ", "))
	}
	return nil
}

func printExplanation(s *app.Session, e explain.Explanation) {
	out := func(format string, args ...any) {
		fmt.Fprintln(s.Out, safetext.Printable(fmt.Sprintf(format, args...)))
	}
	if len(e.Matches) == 0 {
		out("? not recognised")
		out("  %s", e.Hint)
		printTruncated(out, e)
		return
	}
	out("%s", e.Kind)
	printTickets(out, e.Tickets)
	for i, m := range e.Matches {
		out("")
		out("%d. %s  [%s]", i+1, m.Title, m.Confidence)
		out("   %s", m.What)
		out("   seen   line %d: %s", m.At, m.Seen)
		if len(m.Codes) > 0 {
			out("   codes  %s", strings.Join(m.Codes, ", "))
		}
		for n, c := range m.Causes {
			out("   %s %s", labelOnce("cause ", n), c)
		}
		for n, c := range m.Next {
			out("   %s %s", labelOnce("check ", n), c)
		}
		if m.Guide != "" {
			out("   walk   adwalk walk %s%s", m.Guide, setFlags(m.Guide, m.Inputs))
		}
		if m.Finding != "" {
			out("   page   adwalk explain %s", m.Finding)
		}
	}
	printTruncated(out, e)
}

func printTruncated(out func(string, ...any), e explain.Explanation) {
	if e.Truncated {
		out("")
		out("Only the first %d KB were read.", explain.MaxText>>10)
	}
}

// printTickets shows the rows of a pasted list of tickets.
func printTickets(out func(string, ...any), l *paste.TicketList) {
	if l == nil || len(l.Tickets) == 0 {
		return
	}
	out("")
	for _, t := range l.Tickets {
		until := "end not known"
		switch {
		case t.Expired:
			until = "expired"
		case !t.End.IsZero():
			until = "until " + t.End.Format("2006-01-02 15:04")
		}
		line := "   " + t.Server + "  " + until
		if t.TicketEType != "" {
			line += "  ticket " + t.TicketEType
		}
		if t.KDC != "" {
			line += "  KDC " + t.KDC
		}
		out("%s", line)
	}
}

func labelOnce(label string, n int) string {
	if n > 0 {
		return strings.Repeat(" ", len(label))
	}
	return label
}

// setFlags gives what the paste told to the guide, where the guide takes it.
func setFlags(id string, inputs map[string]string) string {
	g, _ := library.ByID(id)
	var out []string
	for _, in := range g.Inputs {
		value := inputs[in.Key]
		if in.Key == "service" && value == "" {
			value = cmp.Or(inputs[explain.InputSPN], inputs[explain.InputHost])
		}
		if value != "" && !in.Paste {
			out = append(out, " --set "+ad.ShellQuote(in.Key+"="+value))
		}
	}
	return strings.Join(out, "")
}

var negative = regexp.MustCompile(`^-\d+$`)

// NumbersLast lets a negative error code stand as an argument of explain: it
// looks like a flag, and moves behind a -- of its own.
func NumbersLast(args []string) []string {
	if !slices.Contains(args, "explain") || slices.Contains(args, "--") {
		return args
	}
	var front, numbers []string
	for _, a := range args {
		if negative.MatchString(a) {
			numbers = append(numbers, a)
		} else {
			front = append(front, a)
		}
	}
	if len(numbers) == 0 {
		return args
	}
	return append(append(front, "--"), numbers...)
}
