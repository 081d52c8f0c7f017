package cli

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/ui/safetext"
)

type showOptions struct {
	json, all, raw bool
	attributes     []string
}

func showCommand(s *Session) *cobra.Command {
	var o showOptions
	cmd := &cobra.Command{
		Use:   "show ACCOUNT|DN",
		Short: "Show an object's attributes, decoded",
		Long: `Show an object's attributes: flags, times, identifiers and descriptors decoded,
the raw value with --raw. ACCOUNT is taken as setspn takes it: name, name$,
DOMAIN\name, a user principal name, a SID, a GUID or a DN.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runShow(cmd.Context(), s, o, args[0]) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.all, "all", false, "list every attribute that the object may have, not only those set")
	f.BoolVar(&o.raw, "raw", false, "show values as the directory holds them")
	f.StringSliceVar(&o.attributes, "attr", nil, "only these attributes")
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
}

func runShow(ctx context.Context, s *Session, o showOptions, name string) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	dn := name
	var account *ad.Account
	a, err := lookup.Resolve(ctx, dir, name)
	switch {
	case err == nil:
		dn, account = a.DN, &a
	case !strings.Contains(name, "="):
		return err
	}
	obj, err := lookup.ReadObject(ctx, dir, dn, o.all)
	if err != nil {
		return err
	}
	rows := attributeRows(obj, o)
	if o.json {
		info, _ := dir.Info(ctx)
		return writeJSON(s.Out, struct {
			DN         string         `json:"dn"`
			Server     string         `json:"server"`
			Protection string         `json:"protection"`
			Account    *ad.Account    `json:"account,omitempty"`
			Attributes []attributeRow `json:"attributes"`
		}{obj.DN, info.Server, info.Protection, account, rows})
	}
	fmt.Fprintln(s.Out, safetext.Printable(obj.DN))
	for _, r := range rows {
		values := r.Values
		if o.raw && len(r.Raw) > 0 {
			values = r.Raw
		}
		mark := "  "
		if r.Writable {
			mark = "w "
		}
		if len(values) == 0 {
			fmt.Fprintf(s.Out, "%s%-36s (not set)\n", mark, safetext.Printable(r.Name))
		}
		for _, v := range values {
			fmt.Fprintf(s.Out, "%s%-36s %s\n", mark, safetext.Printable(r.Name), safetext.Printable(v))
		}
	}
	return nil
}

func attributeRows(obj lookup.Object, o showOptions) []attributeRow {
	rows := []attributeRow{}
	for _, at := range obj.Attributes {
		if len(o.attributes) > 0 && !containsFold(o.attributes, at.Name) {
			continue
		}
		row := attributeRow{Name: at.Name, Values: []string{}, Writable: at.Writable}
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
