package pages

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed *.md
var files embed.FS

// Page is what the catalogue knows of one code. Summary, Do and Command are
// templates: {name} stands for an argument of the finding.
type Page struct {
	Code    string
	Title   string // a short headline, no arguments
	Summary string // one line that says what was found
	Do      string // what to do, one or two sentences
	Command string // a command line to copy, "" when there is none
	Body    string // the page itself, markdown with the Sections as headings
}

// Sections are the headings that every page has, in this order.
var Sections = []string{"Symptom", "What it means", "How it was checked", "Fix", "How to verify", "When it is a false alarm", "References"}

var load = sync.OnceValue(func() map[string]Page {
	out := map[string]Page{}
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		p, err := parse(string(raw))
		if err != nil {
			panic(fmt.Sprintf("page %s: %v", name, err))
		}
		p.Code = strings.TrimSuffix(name, ".md")
		out[p.Code] = p
	}
	return out
})

// parse splits the front matter (lines "key: text" between two lines of three
// dashes) from the body.
func parse(raw string) (Page, error) {
	rest, ok := strings.CutPrefix(raw, "---\n")
	if !ok {
		return Page{}, fmt.Errorf("no front matter")
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return Page{}, fmt.Errorf("the front matter does not end")
	}
	p := Page{Body: strings.TrimSpace(body)}
	lines := bufio.NewScanner(strings.NewReader(head))
	for lines.Scan() {
		key, text, ok := strings.Cut(lines.Text(), ": ")
		if !ok {
			return Page{}, fmt.Errorf("front matter line %q", lines.Text())
		}
		switch key {
		case "title":
			p.Title = text
		case "summary":
			p.Summary = text
		case "do":
			p.Do = text
		case "command":
			p.Command = text
		default:
			return Page{}, fmt.Errorf("front matter key %q", key)
		}
	}
	return p, nil
}

// ByCode returns the page of a code.
func ByCode(code string) (Page, bool) {
	p, ok := load()[code]
	return p, ok
}

// Codes lists every code that has a page, sorted.
func Codes() []string {
	var out []string
	for c := range load() {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Section returns the text under one of the page's headings.
func (p Page) Section(name string) string {
	_, rest, ok := strings.Cut("\n"+p.Body, "\n## "+name+"\n")
	if !ok {
		return ""
	}
	text, _, _ := strings.Cut(rest, "\n## ")
	return strings.TrimSpace(text)
}
