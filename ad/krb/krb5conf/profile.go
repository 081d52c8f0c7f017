package krb5conf

import (
	"fmt"
	"strings"
)

// The bounds of what is read.
const (
	maxFile  = 1 << 20 // bytes of one file
	maxFiles = 256     // files, included ones counted
	maxDepth = 10      // of includes, and of braces
	maxNotes = 100
)

// node is a section or a relation of the profile: a tree with ordered
// children. Final nodes keep later files from adding to them.
type node struct {
	name, value string
	children    []*node
	group       bool
	final       bool
}

func (n *node) find(name string) []*node {
	var out []*node
	for _, c := range n.children {
		if c.name == name {
			out = append(out, c)
		}
	}
	return out
}

// section returns the child group of that name, made when absent.
func (n *node) section(name string) *node {
	for _, c := range n.children {
		if c.group && c.name == name {
			return c
		}
	}
	c := &node{name: name, group: true}
	n.children = append(n.children, c)
	return c
}

// parser adds the relations of one file to the tree.
type parser struct {
	root    *node
	file    string
	include func(path string, dir bool, from string)
	note    func(string)
	refuse  func(string) // what MIT's library stops at
	// passOver takes what the library does not read though it was meant to count.
	passOver func(string)
	frozen   map[*node]bool // sections that an earlier file closed
}

// parse reads lines until the text ends, as MIT's library does: before the first
// section everything but include lines is passed over, a byte order mark makes its
// line one of those, and "{" opens a group where it is the whole value, or stands
// alone on the next line. What stops the library is refused, and skipped with the
// braces kept in step, so that the rest can still be used.
func (p *parser) parse(text string) {
	var section *node
	var stack []*node // open groups below the section
	var closing []*node
	var waiting *node // "NAME =" whose brace may be on the next line
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		bad := func(why string) { p.refuse(fmt.Sprintf("%s line %d: %s", p.file, i+1, why)) }
		if waiting != nil && line != "" && line[0] == '{' {
			stack, waiting = append(stack, waiting), nil
			continue
		}
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case len(stack) == 0 && p.directive(line):
		case line[0] == '[':
			name, rest, ok := strings.Cut(line[1:], "]")
			if !ok {
				bad("a section without its closing bracket")
				continue
			}
			if after := strings.TrimSpace(strings.TrimPrefix(rest, "*")); after != "" && after[0] != '#' && after[0] != ';' {
				bad("something follows the name of a section")
			}
			if len(stack) > 0 {
				bad("a section begins inside braces")
				stack = nil
			}
			section = p.root.section(strings.TrimSpace(name))
			if strings.HasPrefix(rest, "*") {
				closing = append(closing, section)
			}
		case line[0] == '}':
			if len(stack) == 0 {
				bad("a closing brace without an opening one")
				continue
			}
			if strings.HasPrefix(line, "}*") {
				closing = append(closing, stack[len(stack)-1])
			}
			stack = stack[:len(stack)-1]
		case section == nil:
			p.beforeSections(i+1, line)
		default:
			parent := section
			if len(stack) > 0 {
				parent = stack[len(stack)-1]
			}
			waiting = nil
			if name, value, ok := strings.Cut(line, "="); ok && strings.TrimSpace(value) == "" && !strings.ContainsAny(strings.TrimSpace(name), " \t") && strings.TrimSpace(name) != "" {
				waiting = p.group(parent, strings.TrimSpace(name))
				continue
			}
			if child := p.relation(parent, line, bad); child != nil {
				if len(stack) >= maxDepth {
					bad("braces too deep, the rest of the file skipped")
					return
				}
				stack = append(stack, child)
			}
		}
	}
	if len(stack) > 0 {
		p.note(p.file + ": a brace is never closed")
	}
	for _, n := range closing {
		p.frozen[n] = true
	}
}

// beforeSections tells of a line that does not count because no section has begun. A byte
// order mark, which some editors write, makes the header of the first one such a line.
func (p *parser) beforeSections(n int, line string) {
	switch line, marked := strings.CutPrefix(line, "\ufeff"); {
	case line == "" || line[0] == '#' || line[0] == ';':
	case marked:
		p.passOver(fmt.Sprintf("%s line %d: a byte order mark stands before %s, so that the line does not count", p.file, n, line))
	default:
		p.passOver(fmt.Sprintf("%s line %d: nothing counts before the first section, skipped", p.file, n))
	}
}

// directive handles the lines that stand outside sections.
func (p *parser) directive(line string) bool {
	word, rest, ok := strings.Cut(line, " ")
	if t, tr, tok := strings.Cut(line, "\t"); tok && (!ok || len(t) < len(word)) {
		word, rest, ok = t, tr, true
	}
	if !ok || strings.HasPrefix(strings.TrimSpace(rest), "=") {
		return false
	}
	switch rest = strings.TrimSpace(rest); word {
	case "include":
		p.include(rest, false, p.file)
	case "includedir":
		p.include(rest, true, p.file)
	case "module":
		p.note(p.file + ": a profile module is not loaded: " + rest)
	default:
		return false
	}
	return true
}

// relation reads "name = value" or "name = {"; it returns the group that the
// latter opens.
func (p *parser) relation(parent *node, line string, bad func(string)) *node {
	name, value, ok := strings.Cut(line, "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || name == "" || strings.ContainsAny(name, " \t") {
		bad("neither a section nor a relation")
		return nil
	}
	final := strings.HasSuffix(name, "*")
	name = strings.TrimSuffix(name, "*")
	if value == "{" {
		return p.group(parent, name)
	}
	if p.frozen[parent] {
		return nil
	}
	for _, have := range parent.find(name) {
		if have.final {
			return nil
		}
	}
	parent.children = append(parent.children, &node{name: name, value: unquote(value), final: final})
	return nil
}

// group opens a group below a section or another group.
func (p *parser) group(parent *node, name string) *node {
	g := parent.section(strings.TrimSuffix(name, "*"))
	if p.frozen[parent] || p.frozen[g] {
		return &node{name: name, group: true} // read and dropped
	}
	return g
}

// unquote takes the double quotes off a value, with their escapes.
func unquote(s string) string {
	if len(s) < 1 || s[0] != '"' {
		return s
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String()
		case c == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'b':
				b.WriteByte('\b')
			default:
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
