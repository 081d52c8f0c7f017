package show

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

type showOptions struct {
	json, all, raw, count bool
	deleted, catalog      bool
	attributes            []string
	filter, base, scope   string
	format, compare       string
	controller            string
	limit                 int
	metadata              bool
	whoMayWrite           string
}

// Command is adwalk show.
func Command(s *app.Session) *cobra.Command {
	var o showOptions
	cmd := &cobra.Command{
		Use:   "show ACCOUNT|DN|rootDSE | --filter FILTER",
		Short: "Show, search, compare and export objects, decoded",
		Long: `Show an object's attributes: flags, times, identifiers, certificates and permissions
decoded, the values as they are with --raw. ACCOUNT is taken as setspn takes it: name,
name$, DOMAIN\name, a user principal name, a SID, a GUID or a DN. rootDSE is what the
domain controller says of itself.

--filter lists the objects that an LDAP filter finds, below --base or in every partition
of the domain controller, application partitions included; --gc searches the forest.
--compare shows in what two objects differ, and with --dc one object on two domain
controllers. --format writes LDIF or CSV.

--who-may-write servicePrincipalName lists who may change that attribute, and by which
right; --metadata which domain controller wrote which attribute when.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.filter == "" && o.base == "" && len(args) == 0:
				return app.Usage("show", "neither an object nor a filter was given", "adwalk show ACCOUNT, or adwalk show --filter '(cn=web*)'")
			case len(args) == 1 && (o.filter != "" || o.base != ""):
				return app.Usage("show", "an object and a search were both given", "leave one of them out")
			case !slices.Contains([]string{"text", "json", "ldif", "csv"}, o.format):
				return app.Usage(fmt.Sprintf("--format %q", o.format), "there is no such format", "write text, json, ldif or csv")
			case len(args) == 0 && (o.metadata || o.whoMayWrite != ""):
				return app.Usage("show", "this is asked of one object", "name the object, as in adwalk show ACCOUNT --metadata")
			case o.metadata && o.whoMayWrite != "":
				return app.Usage("show", "two questions at once", "leave out --metadata or --who-may-write")
			}
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			return runShow(cmd.Context(), s, o, name)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.all, "all", false, "list every attribute that the object may have, not only those set")
	f.BoolVar(&o.raw, "raw", false, "show values as the directory holds them")
	f.StringSliceVar(&o.attributes, "attr", nil, "only these attributes; constructed ones come when they are named")
	f.StringVar(&o.filter, "filter", "", "list the objects that this LDAP filter finds")
	f.StringVar(&o.base, "base", "", "search below this DN instead of in every partition")
	f.StringVar(&o.scope, "scope", "sub", "depth of the search: base, one or sub")
	f.IntVar(&o.limit, "limit", 0, "at most this many objects of each partition")
	f.BoolVar(&o.count, "count", false, "count the objects instead of listing them")
	f.BoolVar(&o.deleted, "deleted", false, "find deleted objects, too")
	f.BoolVar(&o.catalog, "gc", false, "search the whole forest in a global catalog")
	f.StringVar(&o.controller, "dc", "", "ask this domain controller, by its host name; with --compare = the second one")
	f.StringVar(&o.compare, "compare", "", "show in what the object differs from this one; = is the same object")
	f.StringVar(&o.format, "format", "text", "text, json, ldif or csv")
	f.BoolVar(&o.metadata, "metadata", false, "list which domain controller wrote which attribute when")
	f.StringVar(&o.whoMayWrite, "who-may-write", "", "list who may change this attribute of the object, in the order of its permissions")
	return cmd
}

// attributeRow is one attribute as JSON: decoded for people, raw for programs
// (base64 when it is not text).
type attributeRow struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind,omitempty"`
	Values   []string `json:"values"`
	Raw      []string `json:"raw,omitempty"`
	Base64   [][]byte `json:"base64,omitempty"`
	Writable bool     `json:"writable,omitempty"`

	Schema *lookup.AttributeSchema `json:"schema,omitempty"` // of the directory, where it could be read
}

func runShow(ctx context.Context, s *app.Session, o showOptions, name string) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	first, second := dir, dir
	if o.controller != "" {
		other, err := s.Controller(ctx, o.controller)
		if err != nil {
			return err
		}
		if second = other; o.compare == "" {
			first = other
		}
	}
	if name == "" {
		if o.filter == "" {
			o.filter = "(objectClass=*)"
		}
		return showSearch(ctx, s, o, first)
	}
	if o.metadata || o.whoMayWrite != "" {
		dn, _, err := dnOf(ctx, s, first, name)
		if err != nil {
			return err
		}
		if o.metadata {
			return showMetadata(ctx, s, o, first, dn)
		}
		return showWhoMayWrite(ctx, s, o, first, dn)
	}
	obj, account, err := readShown(ctx, s, first, o, name)
	if err != nil {
		return err
	}
	if o.compare != "" {
		return showDifferences(ctx, s, o, first, second, name, obj)
	}
	rows := attributeRows(obj, o)
	switch {
	case o.json || o.format == "json":
		info, _ := first.Info(ctx)
		return app.WriteJSON(s.Out, struct {
			DN         string         `json:"dn"`
			Server     string         `json:"server"`
			Protection string         `json:"protection"`
			Kinds      string         `json:"kinds"` // where the kinds of values come from
			Account    *ad.Account    `json:"account,omitempty"`
			Attributes []attributeRow `json:"attributes"`
		}{obj.DN, info.Server, info.Protection, obj.Kinds, account, rows})
	case o.format != "text":
		w := objectWriter{s: s, o: o, csv: csv.NewWriter(s.Out)}
		e := ad.Entry{DN: obj.DN}
		for _, a := range obj.Attributes {
			if len(o.attributes) > 0 && !containsFold(o.attributes, a.Name) {
				continue
			}
			var values []ad.Value
			for _, v := range a.Values {
				values = append(values, v.Raw)
			}
			e.Attributes = append(e.Attributes, ad.Attribute{Name: a.Name, Values: values})
			if len(o.attributes) == 0 && len(values) > 0 {
				w.o.attributes = append(w.o.attributes, a.Name)
			}
		}
		if err := w.write(e); err != nil {
			return err
		}
		return w.end()
	}
	names := map[string]string{}
	for _, a := range obj.Attributes {
		for _, v := range a.Values {
			if sd, err := lookup.DecodeSecurityDescriptor(v.Raw); v.Kind == lookup.KindDescriptor && err == nil && !o.raw && (len(o.attributes) == 0 || containsFold(o.attributes, a.Name)) {
				maps.Copy(names, lookup.ACLNames(ctx, first, sd))
			}
		}
	}
	printObject(s, o, obj, names)
	if !o.raw && strings.HasPrefix(obj.Kinds, "built-in table; ") {
		fmt.Fprintf(s.Err, "adwalk: kinds of attributes from the %s\n", safetext.Printable(obj.Kinds))
	}
	return nil
}

// readShown reads the object that was named.
func readShown(ctx context.Context, s *app.Session, dir ad.Directory, o showOptions, name string) (lookup.Object, *ad.Account, error) {
	if strings.EqualFold(name, "rootDSE") {
		obj, err := lookup.RootDSE(ctx, dir)
		return obj, nil, err
	}
	dn, account, err := dnOf(ctx, s, dir, name)
	if err != nil {
		return lookup.Object{}, nil, err
	}
	obj, err := lookup.ReadAttributes(ctx, dir, dn, o.all, o.attributes)
	return obj, account, err
}

// dnOf is the DN of the object that was named, and the account where it is one.
func dnOf(ctx context.Context, s *app.Session, dir ad.Directory, name string) (string, *ad.Account, error) {
	a, err := lookup.Resolve(ctx, dir, name)
	switch {
	case err == nil:
		return a.DN, &a, nil
	case !strings.Contains(name, "="):
		return "", nil, err
	}
	return name, nil, nil
}

// showDifferences compares with another object, or with the same one elsewhere.
func showDifferences(ctx context.Context, s *app.Session, o showOptions, first, second ad.Directory, name string, obj lookup.Object) error {
	other := o.compare
	if other == "=" {
		other = name
		if o.controller == "" {
			return app.Usage("--compare =", "the object would be compared with itself", "name a second domain controller with --dc")
		}
	}
	right, _, err := readShown(ctx, s, second, o, other)
	if err != nil {
		return err
	}
	list := lookup.Compare(obj, right, o.attributes)
	if o.json || o.format == "json" {
		err = app.WriteJSON(s.Out, list)
	} else {
		here, _ := first.Info(ctx)
		there, _ := second.Info(ctx)
		printDifferences(s, obj.DN+" on "+here.Server, right.DN+" on "+there.Server, list)
	}
	if err == nil && len(list) > 0 {
		return app.Exit{Code: app.ExitFound}
	}
	return err
}

// printObject writes an object for a person.
func printObject(s *app.Session, o showOptions, obj lookup.Object, names map[string]string) {
	dn := obj.DN
	if dn == "" {
		dn = "rootDSE"
	}
	fmt.Fprintln(s.Out, safetext.Printable(dn))
	shown := map[string]bool{}
	for _, at := range obj.Attributes {
		if len(o.attributes) > 0 && !containsFold(o.attributes, at.Name) {
			continue
		}
		shown[strings.ToLower(at.Name)] = true
		mark := "  "
		if at.Writable {
			mark = "w "
		}
		if len(at.Values) == 0 {
			fmt.Fprintf(s.Out, "%s%-36s (not set)\n", mark, safetext.Printable(at.Name))
		}
		for _, v := range at.Values {
			text := safetext.Printable(v.Shown)
			if o.raw {
				text = rawValue(v.Raw)
			}
			fmt.Fprintf(s.Out, "%s%-36s %s\n", mark, safetext.Printable(at.Name), text)
			if sd, err := lookup.DecodeSecurityDescriptor(v.Raw); v.Kind == lookup.KindDescriptor && err == nil && !o.raw {
				for _, line := range sd.Describe(names) {
					fmt.Fprintf(s.Out, "      %s\n", safetext.Printable(line))
				}
			}
		}
	}
	for _, name := range o.attributes {
		if !shown[strings.ToLower(name)] {
			fmt.Fprintf(s.Out, "  %-36s (not set, or not readable)\n", safetext.Printable(name))
		}
	}
}

func attributeRows(obj lookup.Object, o showOptions) []attributeRow {
	rows := []attributeRow{}
	for _, at := range obj.Attributes {
		if len(o.attributes) > 0 && !containsFold(o.attributes, at.Name) {
			continue
		}
		row := attributeRow{Name: at.Name, Values: []string{}, Writable: at.Writable, Schema: at.Schema}
		for _, v := range at.Values {
			row.Kind = v.Kind
			row.Values = append(row.Values, v.Shown)
			if utf8.Valid(v.Raw) {
				row.Raw = append(row.Raw, string(v.Raw))
			} else {
				row.Base64 = append(row.Base64, v.Raw)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func containsFold(list []string, s string) bool {
	for _, v := range list {
		if strings.EqualFold(v, s) {
			return true
		}
	}
	return false
}
