package app

import (
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/cmd/settings"
)

// FileLayers are the profile in use, then the rest of the file.
func (s *Session) FileLayers(file *settings.File) ([]Layer, error) {
	name, options, err := s.profileOf(file)
	if err != nil {
		return nil, err
	}
	s.Profile = name
	var out []Layer
	if options != nil {
		from := "profile " + name + " of " + file.Path
		out = append(out, Layer{"profile", func(command, option string) ([]string, string, bool) {
			v, ok := options[option]
			return v, from, ok && command == ""
		}})
	}
	return append(out, Layer{"file", func(command, option string) ([]string, string, bool) {
		if command != "" {
			v, ok := file.Commands[command][option]
			return v, file.Path, ok
		}
		v, ok := file.Options[option]
		return v, file.Path, ok
	}}), nil
}

// profileOf is the profile that was asked for, else the one that has the name of
// the realm in use, else the file's default.
func (s *Session) profileOf(file *settings.File) (string, map[string][]string, error) {
	for _, asked := range []string{s.Flags.Profile, os.Getenv("ADWALK_PROFILE")} {
		if asked == "" {
			continue
		}
		if name, options, ok := file.ProfileNamed(asked); ok {
			return name, options, nil
		}
		return "", nil, Usage("--profile "+asked, "the file "+file.Path+" has no profile of that name", "choose one of: "+strings.Join(slices.Sorted(maps.Keys(file.Profiles)), ", "))
	}
	for _, realm := range []string{s.Flags.Realm, os.Getenv("ADWALK_REALM"), realmOf(s.Flags.User), file.Profile} {
		if name, options, ok := file.ProfileNamed(realm); ok && realm != "" {
			return name, options, nil
		}
	}
	if file.Profile != "" {
		return "", nil, Usage("default-profile", "the file "+file.Path+" has no profile "+file.Profile, "add [profile."+file.Profile+"], or remove the line")
	}
	return "", nil, nil
}

func realmOf(user string) string {
	_, realm, _ := strings.Cut(user, "@")
	return realm
}

// knownOptions refuses a file that sets what no option is called: a typing
// mistake would otherwise pass in silence.
func knownOptions(root *cobra.Command, file *settings.File) error {
	refuse := func(where, option, do string) error {
		why := "there is no option of this name that a file may set"
		if slices.Contains([]string{"password", "secret", "key"}, strings.ToLower(option)) {
			why = "secrets never stand in this file"
		}
		return Usage(where+option+" in "+file.Path, why, do)
	}
	check := func(where string, options map[string][]string) error {
		for _, option := range slices.Sorted(maps.Keys(options)) {
			if f := root.PersistentFlags().Lookup(option); f == nil || !CanBeSet("", f) {
				return refuse(where, option, "adwalk config lists the options")
			}
		}
		return nil
	}
	if err := check("", file.Options); err != nil {
		return err
	}
	for _, p := range slices.Sorted(maps.Keys(file.Profiles)) {
		if err := check("profile."+p+".", file.Profiles[p]); err != nil {
			return err
		}
	}
	for _, c := range slices.Sorted(maps.Keys(file.Commands)) {
		flags := commandFlags(root, c)
		if flags == nil {
			return Usage("command."+c+" in "+file.Path, "there is no such command", "adwalk --help lists the commands")
		}
		for _, option := range slices.Sorted(maps.Keys(file.Commands[c])) {
			if f := flags.Lookup(option); f == nil || !CanBeSet(c, f) {
				return refuse("command."+c+".", option, "see adwalk config --all")
			}
		}
	}
	return nil
}

// commandFlags are the options of one command, nil where there is no such command.
func commandFlags(root *cobra.Command, name string) *pflag.FlagSet {
	for _, c := range root.Commands() {
		if c.Name() == name {
			return c.LocalNonPersistentFlags()
		}
	}
	return nil
}
