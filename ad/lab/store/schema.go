package store

import "strings"

// Syntax is how the values of an attribute compare.
type Syntax int

// The syntaxes of the lab's schema (MS-ADTS 3.1.1.2.2.2).
const (
	Text    Syntax = iota // Unicode string, case-insensitive
	Integer               // 32 or 64 bit
	Time                  // generalized time
	Name                  // distinguished name
	Octets                // compared byte by byte
	SID                   // octets that may also be asked for as text
	GUID                  // likewise
	Boolean
)

// Attribute is one attribute of the schema.
type Attribute struct {
	Name        string
	Syntax      Syntax
	Single      bool
	InGC        bool // replicated to global catalogues
	SystemOnly  bool // the directory alone writes it
	Constructed bool // computed when asked for by name; cannot be searched for
	Classes     []string
}

// Schema is the set of attributes and classes the lab knows.
type Schema struct {
	attributes map[string]Attribute
	order      []string
	super      map[string]string // class → superior class
	category   map[string]string // class → common name of its object category
}

// Attribute finds an attribute by name, in any case.
func (s *Schema) Attribute(name string) (Attribute, bool) {
	a, ok := s.attributes[strings.ToLower(name)]
	return a, ok
}

// Chain lists a class and its superiors, most general first, nil for a class
// that the schema does not know.
func (s *Schema) Chain(class string) []string {
	var chain []string
	for c := class; c != ""; c = s.super[strings.ToLower(c)] {
		if _, known := s.super[strings.ToLower(c)]; !known || len(chain) > 10 {
			return nil
		}
		chain = append([]string{c}, chain...)
	}
	return chain
}

// Allowed lists the attributes that an object of these classes may have.
func (s *Schema) Allowed(classes []string) []string {
	has := map[string]bool{}
	for _, c := range classes {
		has[strings.ToLower(c)] = true
	}
	var out []string
	for _, low := range s.order {
		a := s.attributes[low]
		for _, c := range a.Classes {
			if has[strings.ToLower(c)] {
				out = append(out, a.Name)
				break
			}
		}
	}
	return out
}

// Attributes lists the whole schema in a fixed order.
func (s *Schema) Attributes() []Attribute {
	out := make([]Attribute, 0, len(s.order))
	for _, low := range s.order {
		out = append(out, s.attributes[low])
	}
	return out
}

// Classes lists the classes with their superiors in a fixed order.
func (s *Schema) Classes() [][2]string { return classTable }

// DefaultSchema is built from the tables beside it.
var DefaultSchema = buildSchema()

func buildSchema() *Schema {
	s := &Schema{attributes: map[string]Attribute{}, super: map[string]string{}, category: map[string]string{}}
	for _, c := range classTable {
		s.super[strings.ToLower(c[0])] = c[1]
	}
	for class, cn := range categoryTable {
		s.category[strings.ToLower(class)] = cn
	}
	syntaxes := map[byte]Syntax{'t': Text, 'i': Integer, 'T': Time, 'n': Name, 'o': Octets, 's': SID, 'g': GUID, 'b': Boolean}
	for _, line := range strings.Split(strings.TrimSpace(attributeTable), "\n") {
		f := strings.Fields(line)
		a := Attribute{Name: f[0], Syntax: syntaxes[f[1][0]], Classes: strings.Split(f[2], ",")}
		for _, flag := range f[1][1:] {
			switch flag {
			case '1':
				a.Single = true
			case 'G':
				a.InGC = true
			case 'S':
				a.SystemOnly = true
			case 'C':
				a.Constructed, a.SystemOnly = true, true
			}
		}
		low := strings.ToLower(a.Name)
		s.attributes[low] = a
		s.order = append(s.order, low)
	}
	return s
}
