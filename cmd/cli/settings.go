package cli

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

// setting is an option as it holds for one command line, and where from.
type setting struct {
	Command string   `json:"command,omitempty"` // whose option it is, "" for every command's
	Option  string   `json:"option"`
	Value   string   `json:"value"`
	From    string   `json:"from"`
	Others  []string `json:"overridden,omitempty"` // what else sets it, and lost
}

// layer is a place that options can come from.
type layer struct {
	name string
	get  func(command, option string) (values []string, name string, ok bool)
}

// The origin of an option that nobody set, and of one that the command line gave.
const (
	fromDefault = "default"
	fromLine    = "command line"
)

// onlyTyped are options that say what a command does, that confirm it, or where
// the settings are. Neither a file nor a variable may give them.
var onlyTyped = []string{"help", "version", "config-file", "profile", "restricted", "yes", "apply", "undo", "finish", "settle", "decide", "schema", "digest", "allow-tier0"}

// canBeSet says whether a file or a variable may give an option of a command, ""
// for those of every command.
func canBeSet(command string, f *pflag.Flag) bool {
	if f.Hidden || slices.Contains(onlyTyped, f.Name) {
		return false
	}
	if command == "setspn" { // its options are what it does
		return slices.Contains([]string{"json", "forest", "quiet", "dry-run"}, f.Name)
	}
	return command != "journal" || f.Name != "since" // which undoes there
}

// variable is the name of the environment variable of an option.
func variable(command, option string) string {
	name := "ADWALK_"
	if command != "" {
		name += command + "_"
	}
	return strings.ToUpper(strings.ReplaceAll(name+option, "-", "_"))
}

// fromEnvironment finds the variable of an option. A list is separated by commas,
// or by line ends where a value has a comma.
func fromEnvironment(command, option string) ([]string, string, bool) {
	name := variable(command, option)
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

// configure takes in what the environment and the configuration file say. The
// command line wins over the environment, which wins over the profile, which wins
// over the rest of the file. In a restricted session none of them counts.
func (s *Session) configure(cmd *cobra.Command) error {
	if s.restrictedHere() {
		return nil
	}
	layers := []layer{{"environment", fromEnvironment}}
	file, err := s.settingsFile()
	if err != nil {
		return err
	}
	if file != nil {
		if err := knownOptions(cmd.Root(), file); err != nil {
			return err
		}
		more, err := s.fileLayers(file)
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
			err = s.settle(command, f, layers)
		}
	})
	if err == nil {
		err = s.settleOver(cmd, layers)
	}
	return err
}

// settle gives an option the value of the first layer that has one.
func (s *Session) settle(command string, f *pflag.Flag, layers []layer) error {
	if !canBeSet(command, f) {
		return nil
	}
	st := setting{Command: command, Option: f.Name, From: fromDefault}
	if f.Changed {
		st.From = fromLine
	}
	for _, l := range layers {
		values, from, ok := l.get(command, f.Name)
		if !ok {
			continue
		}
		if st.From != fromDefault {
			st.Others = append(st.Others, from+" ("+strings.Join(values, ", ")+")")
			continue
		}
		if f.Name == "read-only" && l.name == "environment" { // anything but 0 protects
			values = []string{fmt.Sprint(values[0] != "0")}
		}
		if err := setFlag(f, values); err != nil {
			return usage(from, err.Error(), "see adwalk "+strings.TrimSpace(command+" --help")+" for what --"+f.Name+" takes")
		}
		st.From = from
	}
	st.Value = strings.Trim(f.Value.String(), "[]")
	s.settings = append(s.settings, st)
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
func (s *Session) settleOver(cmd *cobra.Command, layers []layer) error {
	rank := func(option string) int {
		st := s.settingOf(option)
		switch {
		case st == nil || st.From == fromDefault:
			return len(layers) + 1
		case st.From == fromLine:
			return 0
		}
		for i, l := range layers {
			if _, from, ok := l.get("", option); ok && from == st.From {
				return i + 1
			}
		}
		return len(layers) + 1
	}
	drop := func(option, why string) {
		f, st := cmd.Flags().Lookup(option), s.settingOf(option)
		if f == nil || st == nil || st.From == fromLine || st.From == fromDefault {
			return
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			_ = list.Replace(nil)
		} else {
			_ = f.Value.Set(f.DefValue)
		}
		st.Others = append(st.Others, st.From+" ("+st.Value+"), left out: "+why)
		st.From, st.Value = fromDefault, strings.Trim(f.Value.String(), "[]")
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
func (s *Session) settingOf(option string) *setting {
	for i := range s.settings {
		if s.settings[i].Option == option && s.settings[i].Command == "" {
			return &s.settings[i]
		}
	}
	return nil
}

// restrictedHere says whether the session is to be restricted.
func (s *Session) restrictedHere() bool {
	v := os.Getenv("ADWALK_RESTRICTED")
	return s.Flags.Restricted || v != "" && v != "0"
}

// settingsFile reads the configuration file. One that was named must be there.
func (s *Session) settingsFile() (*settings.File, error) {
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
		return nil, usage("the configuration file "+path, err.Error(), "correct it, or name another one with --config-file; adwalk config --example prints one")
	}
	return file, nil
}
