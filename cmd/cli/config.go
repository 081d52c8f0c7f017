package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/cmd/app"
	"adwalk/cmd/settings"
	"adwalk/ui/safetext"
)

type configOptions struct{ json, all, example bool }

// configAnswer is what adwalk config says, and its JSON.
type configAnswer struct {
	File     string        `json:"file"` // that was read, "" for none
	Profile  string        `json:"profile"`
	Settings []app.Setting `json:"settings"`
}

func configCommand(s *app.Session) *cobra.Command {
	var o configOptions
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show which options hold, and which of command line, environment and file set them",
		Long: `Show every option that is not at its default: its value, what set it, and what it won
over. The command line wins over the environment, which wins over the profile in use, which
wins over the rest of the file.

The file is config.toml in ~/.config/adwalk (on Windows %AppData%\adwalk), or what
--config-file or ADWALK_CONFIG_FILE names. It sets options by their long names; below
[profile.NAME] those of one forest, below [command.NAME] those of one command. A profile is
used when --profile or ADWALK_PROFILE names it, when it has the name of the realm in use, or
when it is the default-profile. Every option has a variable, ADWALK_ and its name (that of a
command ADWALK_COMMAND_NAME), except those that confirm or say what to do.

The parts of a login (--user, --keytab, --ccache, --password-file) are never mixed: the
strongest source that names one of them gives all. Secrets are in neither; a password file
is named, not quoted. A --restricted session reads neither file nor variables.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConfig(s, cmd, o) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.all, "all", false, "list the options at their defaults too, and those of each command, with their variables")
	f.BoolVar(&o.example, "example", false, "print a file to start from")
	return cmd
}

const exampleConfig = `# adwalk: options by their long names (adwalk --help). No secrets.
# Only you may be able to write to this file.

timeout = "20s"
# read-only = true
# default-profile = "CONTOSO.COM"

[profile."CONTOSO.COM"]        # a forest; --profile, or the realm in use
server = ["dc1.contoso.com", "dc2.contoso.com"]
user = "alice@CONTOSO.COM"     # the password is asked for
ca-file = "/etc/ssl/contoso-ca.pem"

[profile.lab]
lab = true

[command.klist]                # options of one command
style = "mit"
`

func runConfig(s *app.Session, cmd *cobra.Command, o configOptions) error {
	if o.example {
		_, err := io.WriteString(s.Out, exampleConfig)
		return err
	}
	answer := configAnswer{Profile: s.Profile}
	if file, err := s.SettingsFile(); err == nil && file != nil && !s.RestrictedHere() {
		answer.File = file.Path
	}
	for _, st := range s.Settings {
		if st.Command == "" && (o.all || st.From != app.FromDefault || len(st.Others) > 0) {
			answer.Settings = append(answer.Settings, st)
		}
	}
	if o.all {
		rest, err := commandSettings(s, cmd.Root())
		if err != nil {
			return err
		}
		answer.Settings = append(answer.Settings, rest...)
	}
	if o.json {
		return app.WriteJSON(s.Out, answer)
	}
	printSettings(s, o, answer)
	return nil
}

// commandSettings are the options of each command as file and environment set
// them.
func commandSettings(s *app.Session, root *cobra.Command) ([]app.Setting, error) {
	var layers []app.Layer
	var file *settings.File
	var err error
	if !s.RestrictedHere() {
		layers = []app.Layer{{Name: "environment", Get: app.FromEnvironment}}
		if file, err = s.SettingsFile(); err != nil {
			return nil, err
		}
	}
	if file != nil {
		more, err := s.FileLayers(file)
		if err != nil {
			return nil, err
		}
		layers = append(layers, more...)
	}
	had := s.Settings
	defer func() { s.Settings = had }()
	s.Settings = nil
	for _, c := range root.Commands() {
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if err == nil {
				err = s.Settle(c.Name(), f, layers)
			}
		})
	}
	return s.Settings, err
}

func printSettings(s *app.Session, o configOptions, a configAnswer) {
	switch path, err := settings.DefaultPath(); {
	case a.File != "":
		fmt.Fprintf(s.Out, "file     %s\n", safetext.Printable(a.File))
	case s.RestrictedHere():
		fmt.Fprintln(s.Out, "file     none is read: the session is restricted")
	case err == nil:
		fmt.Fprintf(s.Out, "file     none (%s does not exist)\n", safetext.Printable(path))
	}
	if a.Profile != "" {
		fmt.Fprintf(s.Out, "profile  %s\n", safetext.Printable(a.Profile))
	}
	if len(a.Settings) == 0 {
		fmt.Fprintln(s.Out, "\nEvery option is at its default; --all lists them.")
		return
	}
	fmt.Fprintln(s.Out)
	for _, st := range a.Settings {
		name := "--" + st.Option
		if st.Command != "" {
			name = st.Command + " " + name
		}
		from := st.From
		if o.all && from == app.FromDefault {
			from = "default; " + app.Variable(st.Command, st.Option)
		}
		value := st.Value
		if value == "" {
			value = `""`
		}
		fmt.Fprintf(s.Out, "%-28s %-30s %s\n", name, safetext.Printable(value), safetext.Printable(strings.TrimSpace(from)))
		for _, other := range st.Others {
			fmt.Fprintf(s.Out, "%-28s over %s\n", "", safetext.Printable(other))
		}
	}
}
