package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/cmd/settings"
)

// Setting is an option as it holds for one command line, and where from.
type Setting struct {
	Command string   `json:"command,omitempty"` // whose option it is, "" for every command's
	Option  string   `json:"option"`
	Value   string   `json:"value"`
	From    string   `json:"from"`
	Others  []string `json:"overridden,omitempty"` // what else sets it, and lost
}

// Layer is a place that options can come from.
type Layer struct {
	Name string
	Get  func(command, option string) (values []string, name string, ok bool)
}

// The origin of an option that nobody set, and of one that the command line gave.
const (
	FromDefault = "default"
	FromLine    = "command line"
)

// OnlyTyped are options that say what a command does, that confirm it, or where
// the settings are. Neither a file nor a variable may give them.
var OnlyTyped = []string{"help", "version", "config-file", "profile", "restricted", "yes", "apply", "undo", "finish", "settle", "decide", "schema", "digest", "allow-tier0"}

// CanBeSet says whether a file or a variable may give an option of a command, ""
// for those of every command.
func CanBeSet(command string, f *pflag.Flag) bool {
	if f.Hidden || slices.Contains(OnlyTyped, f.Name) {
		return false
	}
	if command == "setspn" { // its options are what it does
		return slices.Contains([]string{"json", "forest", "quiet", "dry-run"}, f.Name)
	}
	return command != "journal" || f.Name != "since" // which undoes there
}

// Variable is the name of the environment variable of an option.
func Variable(command, option string) string {
	name := "ADWALK_"
	if command != "" {
		name += command + "_"
	}
	return strings.ToUpper(strings.ReplaceAll(name+option, "-", "_"))
}

// FromEnvironment finds the variable of an option. A list is separated by commas,
// or by line ends where a value has a comma.
func FromEnvironment(command, option string) ([]string, string, bool) {
	name := Variable(command, option)
	text := os.Getenv(name)
	if text == "" {
		return nil, "", false
	}
	sep := ","
	if strings.Contains(text, "\n") {
		sep = "\n"
	}
	return strings.Split(text, sep), name, true
}

// Configure takes in what the environment and the configuration file say. The
// command line wins over the environment, which wins over the profile, which wins
// over the rest of the file. In a restricted session none of them counts.
func (s *Session) Configure(cmd *cobra.Command) error {
	if s.RestrictedHere() {
		return nil
	}
	layers := []Layer{{"environment", FromEnvironment}}
	file, err := s.SettingsFile()
	if err != nil {
		return err
	}
	if file != nil {
		if err := knownOptions(cmd.Root(), file); err != nil {
			return err
		}
		more, err := s.FileLayers(file)
		if err != nil {
			return err
		}
		layers = append(layers, more...)
	}
	own := map[string]bool{}
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { own[f.Name] = true })
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if err == nil {
			command := ""
			if own[f.Name] && cmd.HasParent() {
				command = cmd.Name()
			}
			err = s.Settle(command, f, layers)
		}
	})
	if err == nil {
		err = s.settleOver(cmd, layers)
	}
	return err
}

// Settle gives an option the value of the first layer that has one.
func (s *Session) Settle(command string, f *pflag.Flag, layers []Layer) error {
	if !CanBeSet(command, f) {
		return nil
	}
	st := Setting{Command: command, Option: f.Name, From: FromDefault}
	if f.Changed {
		st.From = FromLine
	}
	for _, l := range layers {
		values, from, ok := l.Get(command, f.Name)
		if !ok {
			continue
		}
		if st.From != FromDefault {
			st.Others = append(st.Others, from+" ("+strings.Join(values, ", ")+")")
			continue
		}
		if f.Name == "read-only" && l.Name == "environment" { // anything but 0 protects
			values = []string{fmt.Sprint(values[0] != "0")}
		}
		if err := setFlag(f, values); err != nil {
			return Usage(from, err.Error(), "see adwalk "+strings.TrimSpace(command+" --help")+" for what --"+f.Name+" takes")
		}
		st.From = from
	}
	st.Value = strings.Trim(f.Value.String(), "[]")
	s.Settings = append(s.Settings, st)
	return nil
}

// setFlag sets a flag without marking it as typed.
func setFlag(f *pflag.Flag, values []string) error {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return list.Replace(values)
	}
	return f.Value.Set(strings.Join(values, ","))
}

// settleOver drops what does not fit to a stronger choice: the parts of a login
// belong together, and the lab is a place of its own.
func (s *Session) settleOver(cmd *cobra.Command, layers []Layer) error {
	rank := func(option string) int {
		st := s.settingOf(option)
		switch {
		case st == nil || st.From == FromDefault:
			return len(layers) + 1
		case st.From == FromLine:
			return 0
		}
		for i, l := range layers {
			if _, from, ok := l.Get("", option); ok && from == st.From {
				return i + 1
			}
		}
		return len(layers) + 1
	}
	drop := func(option, why string) {
		f, st := cmd.Flags().Lookup(option), s.settingOf(option)
		if f == nil || st == nil || st.From == FromLine || st.From == FromDefault {
			return
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			_ = list.Replace(nil)
		} else {
			_ = f.Value.Set(f.DefValue)
		}
		st.Others = append(st.Others, st.From+" ("+st.Value+"), left out: "+why)
		st.From, st.Value = FromDefault, strings.Trim(f.Value.String(), "[]")
	}
	login := []string{"user", "keytab", "ccache", "password-file"}
	best := len(layers) + 1
	for _, o := range login {
		best = min(best, rank(o))
	}
	for _, o := range login {
		if rank(o) > best {
			drop(o, "the login comes from "+s.originOf(login, best, rank))
		}
	}
	place := []string{"server", "kdc", "realm", "ca-file", "insecure-skip-verify"}
	if lab := rank("lab"); s.Flags.Lab {
		if rank("server") < lab || rank("kdc") < lab {
			drop("lab", "a server was named")
			drop("scenario", "a server was named")
			return nil
		}
		for _, o := range append(place, login...) {
			if rank(o) > lab {
				drop(o, "the lab is a place of its own")
			}
		}
	}
	return nil
}

func (s *Session) originOf(options []string, best int, rank func(string) int) string {
	for _, o := range options {
		if rank(o) == best {
			return s.settingOf(o).From
		}
	}
	return ""
}

// settingOf finds an option of every command.
func (s *Session) settingOf(option string) *Setting {
	for i := range s.Settings {
		if s.Settings[i].Option == option && s.Settings[i].Command == "" {
			return &s.Settings[i]
		}
	}
	return nil
}

// RestrictedHere says whether the session is to be restricted.
func (s *Session) RestrictedHere() bool {
	v := os.Getenv("ADWALK_RESTRICTED")
	return s.Flags.Restricted || v != "" && v != "0"
}

// SettingsFile reads the configuration file. One that was named must be there.
func (s *Session) SettingsFile() (*settings.File, error) {
	path, named := s.Flags.ConfigFile, true
	if path == "" {
		path = os.Getenv("ADWALK_CONFIG_FILE")
	}
	if path == "" {
		var err error
		if path, err = settings.DefaultPath(); err != nil {
			return nil, nil // no home: there is no file
		}
		named = false
	}
	file, err := settings.Load(path)
	if !named && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, Usage("the configuration file "+path, err.Error(), "correct it, or name another one with --config-file; adwalk config --example prints one")
	}
	return file, nil
}
