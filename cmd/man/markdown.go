//go:build man

package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// escaped keeps what Markdown would take for marks.
var escaped = strings.NewReplacer(`\`, `\\`, "_", `\_`, "*", `\*`, "<", `\<`, "[", `\[`, "`", "\\`")

// prepare turns the plain texts of commands into the Markdown that the generator
// reads: indented lines stay lines, everything else is text.
func prepare(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	if cmd.Long == "" {
		cmd.Long = cmd.Short
	}
	cmd.Long, cmd.Short = markdown(cmd.Long), escaped.Replace(cmd.Short)
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(f.Usage, `\`) { // a flag is seen by its command and by those below
			f.Usage = escaped.Replace(f.Usage)
		}
	})
	for _, c := range cmd.Commands() {
		prepare(c)
	}
}

func markdown(text string) string {
	var out []string
	inBlock := false
	for line := range strings.SplitSeq(text, "\n") {
		block := strings.HasPrefix(line, "  ") || inBlock && line == ""
		if block != inBlock {
			out = append(out, "")
		}
		if inBlock = block; block {
			out = append(out, "    "+line)
		} else {
			out = append(out, escaped.Replace(line))
		}
	}
	return strings.Join(out, "\n")
}
