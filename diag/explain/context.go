package explain

import (
	"adwalk/diag/codes"
	"slices"
	"strings"
)

// elsewhere are words that only other trades use: in a line with one of them, a
// common phrase such as "access denied" is not about Kerberos or a directory.
var elsewhere = []string{
	"5.1.1", "recipient address rejected", "mailbox table", "access denied for user '", "error 1045", "docker", "daemon: pull", "s3:", "amazonaws", "npm err", "make: ***",
	"mysql", "mariadb", "ora-0", "ssh: connect to host", "printer", "kubectl", "github.com", "eacces", "enoent",
}

// foreign leaves out the common phrases of lines that are about something else.
// A message that is told by its own words stays.
func foreign(p paste, hits []hit) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool {
		if h.weight >= codes.Usual {
			return false
		}
		line := lineOf(p, h.start)
		return slices.ContainsFunc(elsewhere, func(w string) bool { return strings.Contains(line, w) })
	})
}

// settle leaves out what only stands around the answer: a refused bind opens
// with the same status whatever the reason, and the word "data" gives the reason.
func settle(p paste, hits []hit) []hit {
	for _, told := range hits {
		if len(told.entry.Codes) == 0 || !strings.HasPrefix(told.entry.Codes[0], "data ") {
			continue
		}
		hits = slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
			opening := strings.HasPrefix(p.folded[h.start:], "80090308") || strings.HasPrefix(p.folded[h.start:], "acceptsecuritycontext")
			return opening && h.start < told.start && h.entry.Weight < codes.Usual && sameLine(p, h.start, told.start)
		})
	}
	return hits
}

const maxLine = 600

// lineOf is the folded line around a place, no more than maxLine bytes to each
// side. Folding made blanks of the line ends: the clean text still has them.
func lineOf(p paste, at int) string {
	from, to := max(0, at-maxLine), min(len(p.clean), at+maxLine)
	if i := strings.LastIndexByte(p.clean[from:at], '\n'); i >= 0 {
		from += i + 1
	}
	if i := strings.IndexByte(p.clean[at:to], '\n'); i >= 0 {
		to = at + i
	}
	return p.folded[from:to]
}

func sameLine(p paste, a, b int) bool {
	return b-a <= maxLine && !strings.Contains(p.clean[a:b], "\n")
}
