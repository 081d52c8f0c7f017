package paste

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag/pattern"
)

// VersionSample is what file versions look like, for messages.
const VersionSample = "store.exe 6.5.7653.23"

var (
	fileName    = pattern.Lazy(`(?i)([a-z0-9_]{1,40}\.(?:dll|exe))`)
	fileVersion = pattern.Lazy(`\b(\d{1,5}\.\d{1,5}(?:\.\d{1,5}(?:\.\d{1,5})?)?)\b`)
	joined      = pattern.Lazy(`(?i)(\.(?:dll|exe))(\d)`)
)

// FileVersions reads file names with their versions from any listing: one file a
// line, or a name on one line and its version on a later one. Names come back in
// lower case. The error is a *ad.Problem.
func FileVersions(text string) (map[string]string, error) {
	out := map[string]string{}
	pending := ""
	for _, line := range strings.Split(text, "\n") {
		if len(line) > 4096 {
			continue
		}
		var names [][]int
		if namesFile(line) {
			line = joined().ReplaceAllString(line, "$1 $2")
			names = fileName().FindAllStringIndex(line, -1)
		}
		rest := line
		if len(names) > 0 {
			last := names[len(names)-1]
			pending, rest = strings.ToLower(line[last[0]:last[1]]), line[last[1]:]
		}
		if pending == "" || strings.Count(rest, ".") < 2 {
			continue
		}
		if v := fileVersion().FindString(rest); strings.Count(v, ".") >= 2 {
			if len(out) < 5000 {
				out[pending] = v
			}
			pending = ""
		}
	}
	if len(out) == 0 {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "this shows no file versions", Why: "no file name with a version was found in it",
			Do: "paste lines like this:\n" + VersionSample}
	}
	return out, nil
}

// namesFile says whether a line can name a program or library: most lines of a listing
// of something else do not, and need not be looked at closer.
func namesFile(line string) bool {
	for rest := line; ; {
		_, after, ok := strings.Cut(rest, ".")
		if !ok {
			return false
		}
		if len(after) >= 3 && (strings.EqualFold(after[:3], "dll") || strings.EqualFold(after[:3], "exe")) {
			return true
		}
		rest = after
	}
}
