package adtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// shown are phrases that an operator has to read twice, each with the field's own term.
// Texts are the string literals of the product and its documents.
var shown = map[string]string{
	`\bmend(s|ed|ing)?\b`: "fix",
	`\bway back\b`:        "undo",
	`\b(take|takes|taken|took|taking) (it |them |this |that )?back\b`: "undo",
	`\bnobody\b`: "no account, not signed in, no answer",
	`\b(held by|holds? it|holds? the (name|SPN))\b`: "owner, has the SPN",
	`\b(leave|take) it$`:                            "cancel, OK",
	`\bat hand\b`:                                   "available",
	`\bin vain\b`:                                   "without effect",
	`\bthis machine's\b`:                            "local",
	`\b(turns of luck|by chance|as chance)\b`:       "intermittent",
	`\bwithout a word\b`:                            "silently",
	`\bhas(n't| not) heard of\b`:                    "not yet replicated",
	`\bregistered nowhere\b`:                        "not registered",
	`\bwords were given\b`:                          "too many arguments",
	`\b(may|must|can|to) act for\b`:                 "impersonate",
	`\bother half\b`:                                "other pane",
	`\b(longer|more) than nothing\b`:                "greater than zero",
	`\bnot there in time\b`:                         "timed out",
	`\bmake room\b`:                                 "free disk space",
	`\bshould not have (happened)?$`:                "internal error",
	`\bnothing has changed: this console\b`:         "still signed in as before",
	`\bwhether you may\b`:                           "permission",
	`\bof no avail\b`:                               "without effect",
}

// spoken are phrases of the house that comments do without as well.
var spoken = []string{`\bmend(s|ed|ing)?\b`, `\bway back\b`, `\b(take|takes|taken|took|taking) (it |them |this |that )?back\b`,
	`\bnobody holds\b`, `\bheld by nobody\b`, `\bnames nobody\b`, `\bat hand\b`, `\bin vain\b`, `\bturns of luck\b`}

// others are texts of other programs, quoted to be recognised.
var others = regexp.MustCompile(`a required privilege is not held by the client|S-1-0-0|^"Nobody"$`)

// The product speaks as the field does, in what it shows and in its comments.
func TestHouseWordsStayAway(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	texts, comments := map[*regexp.Regexp]string{}, []*regexp.Regexp{}
	for p, better := range shown {
		texts[regexp.MustCompile(`(?i)`+p)] = better
	}
	for _, p := range spoken {
		comments = append(comments, regexp.MustCompile(`(?i)`+p))
	}
	// One pass says whether a text has any of them; few have.
	either := func(list []*regexp.Regexp) *regexp.Regexp {
		var parts []string
		for _, re := range list {
			parts = append(parts, "(?:"+re.String()+")")
		}
		return regexp.MustCompile(strings.Join(parts, "|"))
	}
	anyText, anyComment := either(slices.Collect(maps.Keys(texts))), either(comments)
	read := 0
	say := func(where, text string) {
		read++
		if !anyText.MatchString(text) {
			return
		}
		for re, better := range texts {
			if m := re.FindString(text); m != "" && !others.MatchString(text) {
				t.Errorf("%s: %q: say %s\n\t%s", where, m, better, text)
			}
		}
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || d.Name() == "testdata"):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".md"):
			b, err := os.ReadFile(path)
			for _, line := range strings.Split(string(b), "\n") {
				say(name, line)
			}
			return err
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				say(files.Position(lit.Pos()).String(), lit.Value)
			}
			return true
		})
		for _, group := range f.Comments {
			if !anyComment.MatchString(group.Text()) {
				continue
			}
			for _, re := range comments {
				if m := re.FindString(group.Text()); m != "" {
					t.Errorf("%s: the comment says %q", files.Position(group.Pos()), m)
				}
			}
		}
		return nil
	})
	if err != nil || read < 5000 {
		t.Errorf("%d texts read, %v", read, err)
	}
}
