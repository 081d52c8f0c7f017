package pages

import "strings"

// maxArg bounds one argument in a line of text: names come from directories and
// pastes.
const maxArg = 300

// Fill puts arguments into a template: {name} becomes args["name"]. An argument
// that is not there becomes "(not known)"; the text never shows a brace left
// over.
func Fill(template string, args map[string]string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(template, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok || !plainName(name) {
			b.WriteByte('{')
			template = rest
			continue
		}
		v := args[name]
		if v == "" {
			v = "(not known)"
		}
		if len(v) > maxArg {
			v = strings.ToValidUTF8(v[:maxArg], "") + "…"
		}
		b.WriteString(v)
		template = after
	}
}

// Placeholders lists the argument names of a template.
func Placeholders(template string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(template, "{")
		if !ok {
			return out
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok || !plainName(name) {
			template = rest
			continue
		}
		out = append(out, name)
		template = after
	}
}

func plainName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}
