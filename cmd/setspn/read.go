package setspn

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

// AccountRow is an account and its names as JSON.
type AccountRow struct {
	DN      string   `json:"dn"`
	Account string   `json:"account"`
	SPNs    []string `json:"spns"`
	Unread  bool     `json:"unread,omitempty"` // the SPNs may be hidden: an empty list says nothing
}

func rowOfAccount(a ad.Account) AccountRow {
	known, _ := a.Knows("servicePrincipalName")
	return AccountRow{a.DN, a.Name, app.NonNil(a.SPNs), !known}
}

func setspnList(ctx context.Context, s *app.Session, o setspnOptions, name string) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	a, err := named(ctx, s, dir, o, name)
	if err != nil {
		return err
	}
	if o.JSON {
		err = app.WriteJSON(s.Out, rowOfAccount(a))
	} else {
		fmt.Fprintf(s.Out, "Registered ServicePrincipalNames for %s:\n", safetext.Printable(a.DN))
		for _, spn := range a.SPNs {
			fmt.Fprintf(s.Out, "\t%s\n", safetext.Printable(spn))
		}
	}
	if err == nil {
		err = hiddenSPNs(a)
	}
	return err
}

// hiddenSPNs is the error of an account whose SPNs did not come and may be hidden.
func hiddenSPNs(a ad.Account) error {
	known, why := a.Knows("servicePrincipalName")
	if known {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: "whether " + a.Label() + " has SPNs is not known", Why: cmp.Or(why, "servicePrincipalName did not come: it is absent or hidden"), Do: "read with an account that may see them"}
}

// resolve finds the account that was named. -C puts the dollar sign of a
// computer, -U insists on a user.
func resolve(ctx context.Context, dir ad.Directory, o setspnOptions, name string) (ad.Account, error) {
	if o.computer && !strings.HasSuffix(name, "$") && !strings.ContainsAny(name, "=@") {
		name += "$"
	}
	if o.user {
		return lookup.ResolveUser(ctx, dir, name)
	}
	return lookup.ResolveAs(ctx, dir, name, lookup.Computer)
}

// targets says whether the domains or forests of -T are those of this connection.
func targets(ctx context.Context, s *app.Session, dir ad.Directory, o setspnOptions) error {
	info, err := dir.Info(ctx)
	if err != nil {
		return err
	}
	for _, t := range o.targets {
		if t == "" || t == "*" || strings.EqualFold(t, info.Realm) || strings.EqualFold(t, info.Domain) || o.forest && strings.EqualFold(t, dnsOf(info.Forest)) || strings.EqualFold(t, lookup.NetBIOS(ctx, dir, info)) {
			continue
		}
		return app.Usage("-T "+t, info.Server+" is a domain controller of "+dnsOf(info.Domain), "name a domain controller of "+t+" with --server and leave -T out")
	}
	return nil
}

// dnsOf turns DC=contoso,DC=lab into contoso.lab.
func dnsOf(dn string) string {
	var labels []string
	for _, part := range ad.SplitDN(dn) {
		if kind, label, ok := strings.Cut(part, "="); ok && strings.EqualFold(kind, "DC") {
			labels = append(labels, label)
		}
	}
	return strings.Join(labels, ".")
}

// checking prints setspn's heading for a search.
func checking(ctx context.Context, s *app.Session, dir ad.Directory, o setspnOptions) {
	info, err := dir.Info(ctx)
	if err != nil || o.JSON {
		return
	}
	if o.forest {
		fmt.Fprintf(s.Out, "Checking forest %s\nOperation will be performed forestwide, it might take a while.\n", safetext.Printable(info.Forest))
		return
	}
	fmt.Fprintf(s.Out, "Checking domain %s\n", safetext.Printable(info.Domain))
}

// told says when a forest-wide search reached less than the forest.
func told(s *app.Session, o setspnOptions, cov ad.Coverage) {
	if o.forest && !cov.Forest {
		fmt.Fprintf(s.Err, "adwalk: only the domain was searched, not the forest: %s\n", safetext.Printable(cov.Note))
	}
	if cov.Truncated {
		fmt.Fprintln(s.Err, "adwalk: the answer was cut short by a limit of the server")
	}
}

// whole is the exit code of a search that found nothing: not to have found something says
// little where not everything was searched.
func whole(o setspnOptions, cov ad.Coverage) error {
	if cov.Truncated || o.forest && !cov.Forest {
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

func setspnQuery(ctx context.Context, s *app.Session, o setspnOptions, pattern string) error {
	if pattern == "" || !strings.Contains(pattern, "/") && !strings.Contains(pattern, "*") {
		return app.Usage(fmt.Sprintf("%q", pattern), "it is neither an SPN nor a pattern", "write class/host; stars are wildcards, as in http/*")
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	if err := targets(ctx, s, dir, o); err != nil {
		return err
	}
	checking(ctx, s, dir, o)
	// An answer may have any size: each account is printed as it comes.
	out := bufio.NewWriterSize(s.Out, 64<<10)
	defer out.Flush()
	rows := app.JSONRows{Out: out}
	found, watched := 0, app.Terminal(s.Out) // a person watches
	cov, err := lookup.EachSPN(ctx, dir, pattern, o.forest, func(a ad.Account) error {
		found++
		if o.JSON {
			return rows.Add(rowOfAccount(a))
		}
		fmt.Fprintln(out, safetext.Printable(a.DN))
		for _, spn := range a.SPNs {
			fmt.Fprintf(out, "\t%s\n", safetext.Printable(spn))
		}
		if watched {
			return out.Flush()
		}
		return nil
	})
	if err != nil {
		if rows.N > 0 {
			_ = rows.End()
		}
		return err
	}
	told(s, o, cov)
	if o.JSON {
		err = rows.End()
	} else if found == 0 {
		fmt.Fprintln(out, "\nNo such SPN found.")
	} else {
		fmt.Fprintln(out, "\nExisting SPN found!")
	}
	if found == 0 && err == nil {
		return whole(o, cov)
	}
	return err
}

// duplicateRow is a group of holders as JSON.
type duplicateRow struct {
	SPN      string       `json:"spn"`
	Verdict  diag.Verdict `json:"verdict"`
	Accounts []string     `json:"accounts"`
}

func setspnDuplicates(ctx context.Context, s *app.Session, o setspnOptions) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	if err := targets(ctx, s, dir, o); err != nil {
		return err
	}
	checking(ctx, s, dir, o)
	rep, err := lookup.Duplicates(ctx, dir, o.forest, nil)
	if err != nil {
		return err
	}
	told(s, o, rep.Coverage)
	rows := []duplicateRow{}
	for _, d := range rep.Duplicates {
		row := duplicateRow{SPN: d.SPN, Verdict: diag.Duplicate, Accounts: []string{}}
		if d.LookAlike {
			row.Verdict = diag.SuspiciousUnicode
		}
		for _, h := range d.Holders {
			row.Accounts = append(row.Accounts, h.Account.DN)
		}
		rows = append(rows, row)
	}
	if o.JSON {
		err = app.WriteJSON(s.Out, rows)
	} else {
		printDuplicates(s, o, rows)
	}
	switch {
	case err != nil:
		return err
	case len(rows) > 0:
		return app.Exit{Code: app.ExitFound}
	}
	return whole(o, rep.Coverage)
}

func printDuplicates(s *app.Session, o setspnOptions, rows []duplicateRow) {
	if !o.quiet {
		fmt.Fprintln(s.Out, "Processing entry 0")
	}
	for _, r := range rows {
		note := ""
		if r.Verdict == diag.SuspiciousUnicode {
			note = " (one of them holds invisible or foreign characters)"
		}
		fmt.Fprintf(s.Out, "%s is registered on these accounts:%s\n", safetext.Printable(r.SPN), note)
		for _, dn := range r.Accounts {
			fmt.Fprintf(s.Out, "\t%s\n", safetext.Printable(dn))
		}
		fmt.Fprintln(s.Out)
	}
	fmt.Fprintf(s.Out, "found %d group of duplicate SPNs.\n", len(rows))
}
