package krb5conf

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"adwalk/ad/safefile"
)

// Load reads the files of KRB5_CONFIG (separated by colons, on Windows by
// semicolons), or those of DefaultPath.
// A file that is not there is noted, not an error: the defaults and DNS may
// be enough. The result is never nil.
func Load() *Config {
	paths := environment()
	if paths == nil {
		paths = defaultPaths()
	}
	return LoadFiles(paths...)
}

// LoadFiles reads the named files in order; directories are read as includedir
// reads them.
func LoadFiles(paths ...string) *Config {
	l := newLoader()
	for _, p := range paths {
		if p != "" {
			l.read(p, 0, true)
		}
	}
	return l.config()
}

// Parse reads one text. Its include lines are noted and not followed.
func Parse(text string) *Config {
	l := newLoader()
	l.parse("krb5.conf", text, func(path string, _ bool, _ string) { l.note("not followed: include " + path) })
	return l.config()
}

type loader struct {
	root   *node
	frozen map[*node]bool
	files  []string
	notes  []string
	// skipped are the files that are too large.
	skipped []string
	// invalid is the first reason for which MIT's library refuses the files.
	invalid string
	// passed is the first part that the library passes over though it was meant to count.
	passed string
}

// refuse notes what stops MIT's library.
func (l *loader) refuse(why string) {
	if l.invalid == "" {
		l.invalid = why
	}
	l.note(why)
}

// passOver notes what the library does not read though it was meant to count.
func (l *loader) passOver(why string) {
	if l.passed == "" {
		l.passed = why
	}
	l.note(why)
}

func newLoader() *loader { return &loader{root: &node{group: true}, frozen: map[*node]bool{}} }

func (l *loader) note(s string) {
	if len(l.notes) < maxNotes {
		l.notes = append(l.notes, s)
	}
}

func (l *loader) parse(name, text string, include func(string, bool, string)) {
	p := &parser{root: l.root, file: name, include: include, note: l.note, refuse: l.refuse, passOver: l.passOver, frozen: l.frozen}
	p.parse(text)
}

// read reads a file, or the files of a directory, at an include depth.
func (l *loader) read(path string, depth int, top bool) {
	switch {
	case depth > maxDepth:
		l.note(path + ": includes go too deep, skipped")
		return
	case len(l.files) >= maxFiles:
		l.note(path + ": too many files, skipped")
		return
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		if top {
			l.readDir(path, depth)
		}
		return
	}
	text, err := readBounded(path)
	if err != nil {
		switch {
		case errors.Is(err, errLarge):
			l.note(fmt.Sprintf("%s: %v, skipped", path, err))
			l.skipped = append(l.skipped, fmt.Sprintf("%s is %v", path, err))
		case top && errors.Is(err, fs.ErrNotExist):
			l.note(path + ": not there")
		case top && !errors.Is(err, fs.ErrPermission):
			l.note(fmt.Sprintf("%s: %v, skipped", path, err))
		default:
			l.refuse(fmt.Sprintf("%s cannot be read: %v", path, safefile.Reason(err)))
		}
		return
	}
	l.files = append(l.files, path)
	l.parse(path, text, func(inc string, dir bool, _ string) {
		switch {
		case !filepath.IsAbs(inc):
			l.refuse(path + ": an include needs a full path: " + inc)
		case dir:
			l.readDir(inc, depth+1)
		default:
			l.read(inc, depth+1, false)
		}
	})
}

// readDir reads the files of a directory whose names MIT accepts: letters,
// digits, dashes and underscores only, or anything that ends in ".conf"; no
// hidden ones.
func (l *loader) readDir(dir string, depth int) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.refuse(fmt.Sprintf("the directory %s cannot be read: %v", dir, safefile.Reason(err)))
		return
	}
	var names []string
	for _, e := range entries {
		n := e.Name()
		plain := strings.Trim(n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
		if plain || (strings.HasSuffix(n, ".conf") && n[0] != '.') {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	for _, n := range names {
		l.read(filepath.Join(dir, n), depth, false)
	}
}

// errLarge is why a file is not read that MIT's library would read.
var errLarge = fmt.Errorf("larger than %d MB", maxFile>>20)

// patience is how long a pipe may take to give the configuration.
const patience = 2 * time.Second

func readBounded(path string) (string, error) {
	f, err := safefile.Source(path, patience)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return "", err
	}
	if len(b) > maxFile {
		return "", errLarge
	}
	return string(b), nil
}
