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
	frozen  map[*node]bool // sections that an earlier file closed
}

// parse reads lines until the text ends. A line that makes no sense is noted
// and skipped, with the braces kept in step.
func (p *parser) parse(text string) {
	var section *node
	var stack []*node // open groups below the section
	var closing []*node
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
		bad := func(why string) { p.note(fmt.Sprintf("%s line %d: %s", p.file, i+1, why)) }
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case len(stack) == 0 && p.directive(line):
		case line[0] == '[':
			name, rest, ok := strings.Cut(line[1:], "]")
			if !ok {
				bad("a section without its closing bracket, skipped")
				continue
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
				bad("a closing brace without an opening one, skipped")
				continue
			}
			if strings.HasPrefix(line, "}*") {
				closing = append(closing, stack[len(stack)-1])
			}
			stack = stack[:len(stack)-1]
		case section == nil:
			bad("a relation before any section, skipped")
		default:
			parent := section
			if len(stack) > 0 {
				parent = stack[len(stack)-1]
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
		bad("neither a section nor a relation, skipped")
		return nil
	}
	final := strings.HasSuffix(name, "*")
	name = strings.TrimSuffix(name, "*")
	if strings.HasPrefix(value, "{") {
		g := parent.section(name)
		if p.frozen[parent] || p.frozen[g] {
			return &node{name: name, group: true} // read and dropped
		}
		return g
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
