package ad

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// SecretMark stands for each character of a secret that is not shown.
const SecretMark = '•'

// maxSecrets bounds how many places of one kind are hidden.
const maxSecrets = 1000

// secretPlaces are the places where people paste passwords: KEYWORD=VALUE of
// connection strings and option lists, the user part of a URL, the options of
// commands. The last group of each is what is hidden.
var secretPlaces = sync.OnceValue(func() []*regexp.Regexp {
	const word = `(?:[a-z0-9_.]*(?:password|passwd|passphrase|passcode|secret|apikey|api[-_]key|accesskey|access[-_]key|accountkey|token)|[a-z0-9_.]*_(?:pwd|pass|psw)|pwd|pass|psw)`
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)\b` + word + `["']?\s*[=:]\s*("(?:[^"]|"")*"?|'(?:[^']|'')*'?|\{(?:[^}]|\}\})*\}?)`),
		regexp.MustCompile(`(?i)\b` + word + `["']?\s*[=:]\s*([^"'{\s;&,)•][^;&\r\n]*)`),
		regexp.MustCompile(`(?i)\b[a-z][a-z0-9+._-]*://[^/?#\s:@]*:([^/?#\s]*)@`),
		regexp.MustCompile(`(?i)\bjdbc:oracle:[a-z]+:[^/@\s]*/([^@\s]*)@`),
		regexp.MustCompile(`(?i)(?:^|\s)(?:/p:|/pass:|/password:|--password[= ]|--pass[= ]|-password\s+|--stdin-password[= ])("[^"]*"?|'[^']*'?|\S+)`),
		regexp.MustCompile(`(?:^|\s)(?:sqlcmd|bcp|isql|tsql)\b.*\s-P\s*("[^"]*"?|\S+)`),
		regexp.MustCompile(`(?:^|\s)-w\s+("[^"]*"?|'[^']*'?|\S+)`),
		regexp.MustCompile(`(?:^|\s)-U\s*[^\s%]*%(\S+)`),
		regexp.MustCompile(`(?i)\bnet(?:\.exe)?\s+use\s+(?:[a-z*]:?\s+)?(?:\\\\\S+|"[^"]*")\s+(?:/\S+\s+)*([^/\s]\S*)`),
		regexp.MustCompile(`(?i)\bcurl(?:\.exe)?\s(?:.*\s)?(?:-u|--user|--proxy-user)[ =]\s*["']?[^\s:"']*:([^\s"']+)`),
		regexp.MustCompile(`(?i)\b(?:evil-winrm(?:-py)?|winrs|sshpass|nxc|netexec|crackmapexec)(?:\.exe)?\s(?:.*\s)?-p[: ]?\s*("[^"]*"?|'[^']*'?|\S+)`),
		regexp.MustCompile(`(?i)\b(?:impacket-[a-z]+|[a-z0-9]+\.py)\s(?:.*\s)?["']?(?:[^\s:/@]*/)?[^\s:/@"']+:(\S+)@[^\s@]+`),
	}
})

// HideSecrets puts a mark in the place of each character of a text that may be part of a
// password: in connection strings, in URLs, behind the options of commands. The number
// of characters stays. A text without such a place comes back as it is. Where a text
// has no semicolon, a value ends at the first blank.
func HideSecrets(s string) string {
	if !strings.ContainsAny(s, `=:%\`) && !strings.Contains(s, " -") {
		return s
	}
	for i, place := range secretPlaces() {
		done := 0
		var out strings.Builder
		for _, m := range place.FindAllStringSubmatchIndex(s, maxSecrets) {
			from, to := m[len(m)-2], m[len(m)-1]
			value := s[from:to]
			if i == 1 && !strings.Contains(s, ";") {
				if n := strings.IndexAny(value, " \t"); n >= 0 {
					value = value[:n]
				}
			}
			out.WriteString(s[done:from])
			out.WriteString(strings.Repeat(string(SecretMark), utf8.RuneCountInString(value)))
			done = from + len(value)
		}
		s = out.String() + s[done:]
	}
	return s
}
