package explain

import (
	"slices"
	"strings"
	"sync"
)

// counted says that a number is one of another numbering than any error table: a
// debug level of sssd, "(0x0040):", or what a system call returned, "mount error(13)".
func counted(s string, n number) bool {
	open := n.start > 0 && s[n.start-1] == '('
	if open && n.hex && strings.HasPrefix(s[n.end:], "):") {
		return true
	}
	if n.hex && n.start > 0 && s[n.start-1] == '[' && strings.HasPrefix(s[n.end:], "|") { // the thread in a log of the JDK
		return true
	}
	before := s[max(0, n.start-24):n.start]
	if strings.HasSuffix(before, " err=") && strings.Contains(before, "tag=") { // slapd's result, which is LDAP's number
		return true
	}
	if endsInAny(before, notErrors()) {
		return true
	}
	after := s[n.end:min(len(s), n.end+60)]
	if rest, ok := strings.CutPrefix(after, " "); ok && !n.hex && quantity(rest) {
		return true
	}
	after = behindMarks(after)
	for _, w := range []string{"which ", "means ", "stands for ", "is ", "i.e. "} {
		if rest, ok := strings.CutPrefix(after, w); ok {
			after = behindMarks(rest)
		}
	}
	return beginsWithAny(after, otherNames())
}

// notErrors are the words before a number of another numbering, by their last letter.
var notErrors = sync.OnceValue(func() *[256][]string {
	var out [256][]string
	for _, w := range []string{"mount error(", "mount error", "return code = ", "exit status ", "exit status: ", "exited with code ", "exited with status ", "exit with code ", "exits with code ", "exited, code ", "terminated with code ", "exit code ", "exited with ", "code=exited, status=", "code=exited status=", "code=killed, status=", "exit-code, status=", "exitcode=", "exitcode: ", "exit code: ", "return code ", "return code: ", "rc: ", "rc=", "returned exit status ", "errno=", "errno ", "libsldap: status: ", "pid ", "tokid: ", "token: 0x", "tag: ", "bad status: ", "negotiation status ", "native error code : ", "native error code: ", "native error: "} {
		out[w[len(w)-1]] = append(out[w[len(w)-1]], w)
	}
	return &out
})

// otherNames are the words behind such a number, by their first letter.
var otherNames = sync.OnceValue(func() *[256][]string {
	var out [256][]string
	for _, w := range slices.Concat(systemErrors, typeNames) {
		out[w[0]] = append(out[w[0]], w)
	}
	return &out
})

func endsInAny(s string, by *[256][]string) bool {
	return s != "" && slices.ContainsFunc(by[s[len(s)-1]], func(w string) bool { return strings.HasSuffix(s, w) })
}

func beginsWithAny(s string, by *[256][]string) bool {
	return s != "" && slices.ContainsFunc(by[s[0]], func(w string) bool { return strings.HasPrefix(s, w) })
}

// behindMarks is what follows blanks, brackets and quotes.
func behindMarks(s string) string {
	i := 0
	for i < len(s) && strings.IndexByte(" .,:;-=()[]\"'`", s[i]) >= 0 {
		i++
	}
	return s[i:]
}

// units are what is counted in a text: "an error 1 week after the start".
var units = []string{"second", "sec", "minute", "min", "hour", "day", "week", "month", "year", "time", "user", "server", "machine", "attempt", "retrie"}

// quantity says that a number's next word is what it counts.
func quantity(rest string) bool {
	end := 0
	for end < len(rest) && word(rest[end]) {
		end++
	}
	return slices.Contains(units, strings.TrimSuffix(rest[:end], "s"))
}

// typeNames are how the name of an encryption type begins behind its number, as in a list
// of tickets.
var typeNames = []string{"rc4", "arcfour", "aes128", "aes256", "aes-128", "aes-256", "des-cbc", "des_cbc", "des3", "camellia"}

// systemErrors are the words of the system, or of a database with numbers of its own,
// behind the number, as in "error=2, No such file or directory" and "code 2 means 'No such
// file or directory'".
var systemErrors = []string{"no such file or directory", "permission denied", "connection refused", "exec format error", "not a directory", "cannot allocate memory", "enoent", "eacces", "econnrefused", "invalid argument", "e.displaytext", "db::exception"}

// notCodes are words before a hexadecimal number that is no error code: the
// other fields of a ticket event or of klist.
var notCodes = []string{"character", "char", "byte", "value of", "option", "type", "etype", "enctype", "flag", "logonid", "logon id", "id", "kvno", "line", "port", "size", "length", "address", "pid", "handle", "index", "mask", "version", "usage", "0:"}

func noCode(before string) bool {
	for _, w := range notCodes {
		if i := strings.LastIndex(before, w); i >= 0 && len(before)-i-len(w) < 16 {
			return true
		}
	}
	return false
}
