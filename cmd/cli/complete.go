package cli

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/checks"
	"adwalk/diag/guide/library"
	"adwalk/diag/pages"
)

// A shell waits while a word is completed, and shows no long list.
const (
	completionTime = 3 * time.Second
	completionMax  = 50
)

// completed is what a word may become: for an argument of a command, or the value
// of an option.
type completed = func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective)

// complete registers what the shells can offer beside commands and options.
func complete(s *app.Session, root *cobra.Command) {
	for _, c := range root.Commands() {
		switch c.Name() {
		case "walk":
			c.ValidArgsFunction = onlyFirst(words(guideWords))
		case "report":
			c.ValidArgsFunction = words(guideWords)
		case "check":
			c.ValidArgsFunction = words(checkWords)
		case "explain":
			c.ValidArgsFunction = words(codeWords)
		case "ticket":
			c.ValidArgsFunction = fromDirectory(s, spnWords)
		case "show":
			c.ValidArgsFunction = onlyFirst(fromDirectory(s, accountWords))
		case "setspn":
			c.ValidArgsFunction = setspnWords(s)
		case "keytab", "read": // names of files
		default:
			c.ValidArgsFunction = words(nil)
		}
		for option, values := range map[string][]string{"style": {"mit", "windows", "heimdal"}, "scope": {"base", "one", "sub"}, "etypes": {"aes256", "aes128", "rc4"}} {
			if c.Flags().Lookup(option) != nil {
				_ = c.RegisterFlagCompletionFunc(option, words(func() []cobra.Completion { return values }))
			}
		}
		if f := c.Flags().Lookup("format"); f != nil {
			values := []string{"text", "json", "ldif", "csv"}
			if c.Name() == "check" {
				values = []string{"junit", "sarif", "prometheus", "csv"}
			}
			_ = c.RegisterFlagCompletionFunc("format", words(func() []cobra.Completion { return values }))
		}
	}
	_ = root.RegisterFlagCompletionFunc("scenario", words(app.ScenarioWords))
	_ = root.RegisterFlagCompletionFunc("profile", profileWords(s))
	for _, o := range []string{"server", "realm", "kdc", "user"} {
		_ = root.RegisterFlagCompletionFunc(o, words(nil))
	}
}

// words offers a list; nil is nothing, and no names of files either.
func words(list func() []cobra.Completion) completed {
	return func(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var out []cobra.Completion
		if list != nil {
			for _, c := range list() {
				if len(c) >= len(word) && strings.EqualFold(c[:len(word)], word) {
					out = append(out, c)
				}
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// onlyFirst offers nothing after the first argument.
func onlyFirst(f completed) completed {
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return f(cmd, args, word)
	}
}

func guideWords() []cobra.Completion {
	var out []cobra.Completion
	for _, g := range library.All() {
		out = append(out, cobra.CompletionWithDesc(g.ID, g.Symptom))
	}
	return out
}

func checkWords() []cobra.Completion {
	areas := map[string]bool{}
	var out []cobra.Completion
	for _, c := range checks.All() {
		areas[c.Area] = true
		out = append(out, cobra.CompletionWithDesc(c.Code, pages.Catalogue().Title(c.Code)))
	}
	for _, a := range slices.Sorted(maps.Keys(areas)) {
		out = append(out, cobra.CompletionWithDesc(a, "every check of this area"))
	}
	return out
}

func codeWords() []cobra.Completion {
	var out []cobra.Completion
	for _, c := range pages.Codes() {
		p, _ := pages.ByCode(c)
		out = append(out, cobra.CompletionWithDesc(c, p.Title))
	}
	return out
}

func profileWords(s *app.Session) completed {
	return words(func() []cobra.Completion {
		if s.RestrictedHere() {
			return nil
		}
		file, err := s.SettingsFile()
		if err != nil || file == nil {
			return nil
		}
		return slices.Sorted(maps.Keys(file.Profiles))
	})
}

// setspnWords offers what the mode of setspn takes: an SPN first where it has one,
// else an account.
func setspnWords(s *app.Session) completed {
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		given := func(names ...string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return cmd.Flags().Changed(n) })
		}
		spn := given("query", "query-lower") || given("set", "set-lower", "add", "add-lower", "delete", "delete-lower") && len(args) == 0
		switch {
		case given("duplicates", "duplicates-lower"):
			return nil, cobra.ShellCompDirectiveNoFileComp
		case spn:
			return fromDirectory(s, spnWords)(cmd, args, word)
		}
		return fromDirectory(s, accountWords)(cmd, args, word)
	}
}

// fromDirectory offers what the directory holds, where a ticket of the operator's
// own opens it. Nothing is asked of the operator, and no password is tried: each
// key press would count towards the lock-out.
func fromDirectory(s *app.Session, find func(ctx context.Context, dir ad.Directory, word string) []cobra.Completion) completed {
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		const none = cobra.ShellCompDirectiveNoFileComp
		if s.RestrictedHere() || s.Configure(cmd) != nil || s.Flags.Check(cmd.Name()) != nil {
			return nil, none
		}
		f := &s.Flags
		if !f.Lab && (f.User != "" || f.Keytab != "" || f.PasswordFile != "") {
			return nil, none
		}
		f.LogFile = ""
		f.Timeout = min(f.Timeout, completionTime)
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
		defer cancel()
		conn, err := s.Directory(ctx)
		if err != nil {
			return nil, none
		}
		return find(ctx, conn, word), none
	}
}

// accountWords finds accounts whose name begins with a word.
func accountWords(ctx context.Context, dir ad.Directory, word string) []cobra.Completion {
	return found(ctx, dir, "(&(sAMAccountName="+ad.EscapeFilter(word)+"*)(|(objectClass=user)(objectClass=computer)))", "sAMAccountName", word)
}

// spnWords finds SPNs that begin with a word.
func spnWords(ctx context.Context, dir ad.Directory, word string) []cobra.Completion {
	return found(ctx, dir, "(servicePrincipalName="+ad.EscapeFilter(word)+"*)", "servicePrincipalName", word)
}

// found lists the values of an attribute that begin with a word.
func found(ctx context.Context, dir ad.Directory, filter, attribute, word string) []cobra.Completion {
	seen := map[string]bool{}
	_, _ = dir.Search(ctx, ad.Query{Scope: ad.ScopeSub, Filter: filter, Attributes: []string{attribute}, Limit: completionMax}, func(e ad.Entry) error {
		for _, a := range e.Attributes {
			for _, v := range a.Values {
				if text := string(v); strings.EqualFold(a.Name, attribute) && len(text) >= len(word) && strings.EqualFold(text[:len(word)], word) && plainWord.MatchString(strings.ReplaceAll(text, "\\", "")) {
					seen[text] = true
				}
			}
		}
		return nil
	})
	return slices.Sorted(maps.Keys(seen))
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@=$,+-]+$`)
