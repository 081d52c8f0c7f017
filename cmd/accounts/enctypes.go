package accounts

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/cmd/plans"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// enctypeNames are the words for single bits of msDS-SupportedEncryptionTypes.
var enctypeNames = map[string]ad.SupportedETypes{"des-crc": ad.SupportsDESCRC, "des-md5": ad.SupportsDESMD5, "rc4": ad.SupportsRC4, "aes128": ad.SupportsAES128, "aes256": ad.SupportsAES256,
	"aes": ad.SupportsAES128 | ad.SupportsAES256}

// EnctypesCommand is adwalk enctypes.
func EnctypesCommand(s *app.Session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "enctypes",
		Short: "Show and set the encryption types of an account",
		Long: `Show and set msDS-SupportedEncryptionTypes, with the verbs of net ads enctypes. A
value is a number as in the attribute (24 is AES, 28 AES and RC4) or a list of
aes128, aes256, aes, rc4.`,
	}
	list := &cobra.Command{Use: "list ACCOUNT", Short: "Show the encryption types", Args: cobra.ExactArgs(1)}
	asJSON := list.Flags().Bool("json", false, "print the answer as JSON")
	list.RunE = func(cmd *cobra.Command, args []string) error { return listETypes(cmd.Context(), s, args[0], *asJSON) }
	change := func(use, short string, args int, value func([]string) (ad.SupportedETypes, error)) {
		var o plans.WriteOptions
		sub := &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(args), RunE: func(cmd *cobra.Command, args []string) error {
			v, err := value(args)
			if err != nil {
				return err
			}
			return plans.Edit(cmd.Context(), s, o, "setting the encryption types of "+args[0], func(ctx context.Context, dir ad.Directory) (fix.Plan, error) {
				a, err := lookup.Resolve(ctx, dir, args[0])
				if err != nil {
					return fix.Plan{}, err
				}
				return fix.SetETypes(a, v)
			})
		}}
		o.Bind(sub.Flags())
		cmd.AddCommand(sub)
	}
	cmd.AddCommand(list)
	change("set ACCOUNT VALUE", "Set the encryption types", 2, func(args []string) (ad.SupportedETypes, error) { return readETypes(args[1]) })
	change("delete ACCOUNT", "Delete the attribute: the domain controllers' default decides", 1, func([]string) (ad.SupportedETypes, error) { return 0, nil })
	return app.Verbs(cmd, "list")
}

// readETypes reads a number, or names with commas or plus signs between them.
func readETypes(text string) (ad.SupportedETypes, error) {
	if n, err := strconv.ParseUint(text, 0, 31); err == nil && n > 0 {
		return ad.SupportedETypes(n), nil
	}
	var out ad.SupportedETypes
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == '+' || r == ' ' }) {
		bit, ok := enctypeNames[word]
		if !ok {
			out = 0
			break
		}
		out |= bit
	}
	if out == 0 {
		return 0, app.Usage(fmt.Sprintf("the encryption types %q", text), "they are neither a positive number nor names", "write 24, 28, or aes128,aes256,rc4")
	}
	return out, nil
}

func listETypes(ctx context.Context, s *app.Session, name string, asJSON bool) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	a, err := lookup.Resolve(ctx, dir, name)
	if err != nil {
		return err
	}
	known, _ := a.Knows("msDS-SupportedEncryptionTypes")
	answer := listedETypes{Account: a.Name, DN: a.DN, Known: known, Names: a.ETypes.String(), Set: a.ETypesSet, Value: uint32(a.ETypes)}
	if asJSON {
		if err := app.WriteJSON(s.Out, answer); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(s.Out, safetext.Printable(answer.line()))
	}
	if !answer.Set && !answer.Known {
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

// listedETypes is what an account lists.
type listedETypes struct {
	Account string `json:"account"`
	DN      string `json:"dn"`
	Known   bool   `json:"known"` // false: absent or hidden
	Names   string `json:"names"`
	Set     bool   `json:"set"`
	Value   uint32 `json:"value"`
}

func (l listedETypes) line() string {
	switch {
	case l.Set:
		return fmt.Sprintf("%s: 0x%x (%d): %s", l.Account, l.Value, l.Value, l.Names)
	case l.Known:
		return l.Account + ": not set; the domain controllers' default decides"
	}
	return l.Account + ": not known; the attribute is absent or hidden from you"
}
