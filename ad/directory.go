package ad

import (
	"context"
	"strings"
	"time"
)

// Scope is the depth of a search.
type Scope int

// The scopes of RFC 4511 4.5.1.2.
const (
	ScopeBase Scope = iota
	ScopeOne
	ScopeSub
)

// Query is one search. An empty Base with ScopeSub means the domain, or, with
// Forest, the whole forest.
type Query struct {
	Base       string
	Scope      Scope
	Filter     string // RFC 4515; foreign values go through EscapeFilter
	Attributes []string
	Limit      int  // objects at most; 0 is no limit
	Forest     bool // ask a global catalogue; fall back to the domain and say so
	Deleted    bool // deleted objects, too (MS-ADTS 3.1.1.3.4.1.14)
}

// Value is one attribute value as the server sent it.
type Value = []byte

// Attribute is a named list of values in the order the server sent them.
type Attribute struct {
	Name   string
	Values []Value
}

// Entry is one object. Attributes keep the server's order; names compare
// without regard to case.
type Entry struct {
	DN         string
	Attributes []Attribute
}

// Values returns the raw values of an attribute, nil when absent.
func (e Entry) Values(name string) []Value {
	for _, a := range e.Attributes {
		if len(a.Name) == len(name) && strings.EqualFold(a.Name, name) { // names are ASCII (RFC 4512 1.4)
			return a.Values
		}
	}
	return nil
}

// Has says whether the attribute came with the entry.
func (e Entry) Has(name string) bool { return len(e.Values(name)) > 0 }

// Text returns the first value as text, "" when absent.
func (e Entry) Text(name string) string {
	if v := e.Values(name); len(v) > 0 {
		return string(v[0])
	}
	return ""
}

// Texts returns all values as text.
func (e Entry) Texts(name string) []string {
	values := e.Values(name)
	if len(values) == 0 {
		return nil
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// Coverage says what a search really covered, so that "no account has it" can be
// said of the forest or only of the domain.
type Coverage struct {
	Source    Source `json:"source"`
	Forest    bool   `json:"forest"`
	Note      string `json:"note,omitempty"`      // why it was not the forest, or what was left out
	Truncated bool   `json:"truncated,omitempty"` // a limit cut the answer short
}

// DirectoryInfo is the RootDSE decoded, with what the connection is.
type DirectoryInfo struct {
	Server        string    `json:"server"` // dnsHostName of the domain controller
	Realm         string    `json:"realm"`
	Domain        string    `json:"domain"`            // default naming context, a DN
	NetBIOS       string    `json:"netbios,omitempty"` // the domain's short name, where it was looked up
	Forest        string    `json:"forest"`            // root domain naming context, a DN
	Configuration string    `json:"configuration"`
	Schema        string    `json:"schema"`
	GlobalCatalog bool      `json:"global_catalog"`
	Time          time.Time `json:"time,omitzero"` // the controller's clock, UTC
	At            time.Time `json:"at,omitzero"`   // ours, when it was read
	HighestUSN    int64     `json:"highest_usn"`
	DomainLevel   int       `json:"domain_level"`
	ForestLevel   int       `json:"forest_level"`
	SASL          []string  `json:"sasl,omitempty"`
	Vendor        string    `json:"vendor,omitempty"` // vendorName; Active Directory has none
	Protection    string    `json:"protection"`       // "TLS" or "StartTLS", either with NotVerified behind it, "sealed", "signed", "none"
	As            string    `json:"as"`               // who is bound
}

// NotVerified stands behind a protection whose certificate nobody checked: it
// keeps listeners out, but not somebody who poses as the server.
const NotVerified = ", not verified"

// Directory reads one forest through one domain controller. It is safe for
// concurrent use; every call honours its context.
type Directory interface {
	// Info returns the RootDSE, read once per connection.
	Info(ctx context.Context) (DirectoryInfo, error)
	// Search calls yield for every object, in the server's order, and stops at
	// the first error that yield returns.
	Search(ctx context.Context, q Query, yield func(Entry) error) (Coverage, error)
}

// SearchAll gathers the objects of a search. Use it for searches that are
// small by nature; stream the rest. One that turns out to be large ends with an
// error (see Budget).
func SearchAll(ctx context.Context, d Directory, q Query) ([]Entry, Coverage, error) {
	var out []Entry
	var kept Budget
	cov, err := d.Search(ctx, q, func(e Entry) error {
		out = append(out, e)
		return kept.Take(e)
	})
	return out, cov, err
}

// EscapeFilter makes foreign text safe as a value in a search filter
// (RFC 4515 section 3): every byte that is not a plain printable ASCII
// character, and the filter's own characters, are written as \xx.
func EscapeFilter(s string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 || c > 0x7e || strings.IndexByte(`*()\`, c) >= 0 {
			b.WriteByte('\\')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// EscapeFilterPattern is EscapeFilter for a pattern that the operator typed:
// stars stay wildcards.
func EscapeFilterPattern(s string) string {
	parts := strings.Split(s, "*")
	for i := range parts {
		parts[i] = EscapeFilter(parts[i])
	}
	return strings.Join(parts, "*")
}

// DirectoryError is a refusal by a directory server.
type DirectoryError struct {
	Op         string // search, bind, modify
	Server     string
	Code       int    // RFC 4511 4.1.9 result code
	Name       string // "constraintViolation"
	Diagnostic string // the server's own text
	Win32      uint32 // the leading eight hexadecimal digits of the text, 0 for none
	Data       string // the "data" field of a bind refusal, "52e"
}

// Error renders the refusal on one line.
func (e *DirectoryError) Error() string {
	s := e.Op + " refused by " + e.Server + ": " + e.Name
	if e.Diagnostic != "" {
		s += ": " + clip(strings.TrimSpace(strings.TrimRight(e.Diagnostic, "\x00")), 300)
	}
	return s
}
