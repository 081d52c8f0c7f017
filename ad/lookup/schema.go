package lookup

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"adwalk/ad"
)

// AttributeSchema is what the schema says of one attribute (MS-ADTS 3.1.1.2.3).
type AttributeSchema struct {
	Name         string `json:"name"`
	Syntax       string `json:"syntax"`                // attributeSyntax, as in 2.5.5.12
	OM           int    `json:"om_syntax"`             // oMSyntax
	Single       bool   `json:"single_valued"`         //
	Lower        int    `json:"range_lower,omitempty"` // of the value, or of its length
	Upper        int    `json:"range_upper,omitempty"`
	Constructed  bool   `json:"constructed,omitempty"`    // systemFlags 0x4: made when it is asked for
	SystemOnly   bool   `json:"system_only,omitempty"`    // only the directory itself writes it
	NotReplicate bool   `json:"not_replicated,omitempty"` // systemFlags 0x1
	Confidential bool   `json:"confidential,omitempty"`   // searchFlags 0x80
	Indexed      bool   `json:"indexed,omitempty"`        // searchFlags 0x1
	InCatalog    bool   `json:"in_catalog,omitempty"`
	LinkID       int    `json:"link_id,omitempty"` // even: forward link, odd: back link
	GUID         string `json:"guid,omitempty"`    // schemaIDGUID, which permissions name
	Set          string `json:"set,omitempty"`     // attributeSecurityGUID: the property set it belongs to
}

// Schema is a directory's list of attributes. Without it values are decoded by the
// table that this package has.
type Schema struct {
	Source string // where the kinds of attributes come from, for a person

	byName map[string]*AttributeSchema
	byID   map[uint32]*AttributeSchema
}

// Attribute returns what the schema says of an attribute, nil when it says nothing.
func (s *Schema) Attribute(name string) *AttributeSchema {
	if s == nil {
		return nil
	}
	base, _, _ := strings.Cut(fold(name), ";")
	return s.byName[base]
}

// ByID returns the attribute that replication metadata know by a number.
func (s *Schema) ByID(id uint32) *AttributeSchema {
	if s == nil {
		return nil
	}
	return s.byID[id]
}

// Known says whether the directory's own schema was read.
func (s *Schema) Known() bool { return s != nil && len(s.byName) > 0 }

// maxSchema bounds the attributes that are read; Exchange brings a forest to about five
// thousand.
const maxSchema = 50_000

var (
	schemaMu   sync.Mutex
	schemaSeen = map[connection]*Schema{}
)

var schemaAttributes = []string{"lDAPDisplayName", "attributeID", "msDS-IntId", "attributeSyntax", "oMSyntax", "isSingleValued", "systemOnly", "rangeLower", "rangeUpper",
	"systemFlags", "searchFlags", "isMemberOfPartialAttributeSet", "linkID", "schemaIDGUID", "attributeSecurityGUID"}

// SchemaOf reads the attributes of the directory's schema, once for each connection.
// Where they cannot be read the schema is empty and its Source says why.
func SchemaOf(ctx context.Context, dir ad.Directory) *Schema {
	info, err := dir.Info(ctx)
	if err != nil {
		return &Schema{Source: "built-in table; the schema could not be read: " + oneLine(err)}
	}
	keep, at := reflect.TypeOf(dir).Comparable(), connection{server: info.Server, as: info.As}
	if keep {
		at.dir = dir
		schemaMu.Lock()
		known := schemaSeen[at]
		schemaMu.Unlock()
		if known != nil {
			return known
		}
	}
	s, err := readSchema(ctx, dir, info)
	if err != nil {
		return &Schema{Source: "built-in table; the schema could not be read: " + oneLine(err)} // asked again next time
	}
	if keep {
		schemaMu.Lock()
		if len(schemaSeen) >= maxRights {
			clear(schemaSeen)
		}
		schemaSeen[at] = s
		schemaMu.Unlock()
	}
	return s
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

func readSchema(ctx context.Context, dir ad.Directory, info ad.DirectoryInfo) (*Schema, error) {
	if info.Schema == "" {
		return nil, fmt.Errorf("%s names no schema", info.Server)
	}
	s := &Schema{byName: map[string]*AttributeSchema{}, byID: map[uint32]*AttributeSchema{}}
	_, err := dir.Search(ctx, ad.Query{Base: info.Schema, Scope: ad.ScopeOne, Filter: "(objectClass=attributeSchema)", Attributes: schemaAttributes, Limit: maxSchema}, func(e ad.Entry) error {
		s.add(e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(s.byName) == 0 {
		return nil, fmt.Errorf("%s showed none of its attributes", info.Schema)
	}
	s.Source = "schema of " + info.Server
	return s, nil
}

func (s *Schema) add(e ad.Entry) {
	name := e.Text("lDAPDisplayName")
	if name == "" {
		return
	}
	number := func(attribute string) int {
		n, _ := strconv.ParseInt(e.Text(attribute), 10, 64)
		return int(n)
	}
	yes := func(attribute string) bool { return strings.EqualFold(e.Text(attribute), "TRUE") }
	a := &AttributeSchema{Name: name, Syntax: e.Text("attributeSyntax"), OM: number("oMSyntax"), Single: yes("isSingleValued"),
		Lower: number("rangeLower"), Upper: number("rangeUpper"), InCatalog: yes("isMemberOfPartialAttributeSet"), LinkID: number("linkID"),
		Constructed: number("systemFlags")&0x4 != 0, NotReplicate: number("systemFlags")&0x1 != 0, // MS-ADTS 2.2.10
		SystemOnly: yes("systemOnly"), Confidential: number("searchFlags")&confidential != 0, Indexed: number("searchFlags")&0x1 != 0}
	for attribute, to := range map[string]*string{"schemaIDGUID": &a.GUID, "attributeSecurityGUID": &a.Set} {
		if v := e.Values(attribute); len(v) > 0 {
			*to, _ = ad.DecodeGUID(v[0])
		}
	}
	s.byName[fold(name)] = a
	if id, ok := attributeID(e.Text("attributeID")); ok {
		s.byID[id] = a
	}
	if id, err := strconv.ParseInt(e.Text("msDS-IntId"), 10, 64); err == nil && id != 0 {
		s.byID[uint32(id)] = a
	}
}

// prefixes are the beginnings of object identifiers that replication has a number for
// in every forest (MS-DRSR 5.16.4); attributes that came later have msDS-IntId.
var prefixes = map[string]uint32{"2.5.4": 0, "2.5.6": 1, "1.2.840.113556.1.2": 2, "1.2.840.113556.1.3": 3, "2.16.840.1.101.2.2.1": 4, "2.16.840.1.101.2.2.3": 5,
	"2.16.840.1.101.2.1.5": 6, "2.16.840.1.101.2.1.4": 7, "2.5.5": 8, "1.2.840.113556.1.4": 9, "1.2.840.113556.1.5": 10, "1.2.840.113556.1.4.260": 11,
	"1.2.840.113556.1.5.56": 12, "1.2.840.113556.1.4.262": 13, "1.2.840.113556.1.5.57": 14, "1.2.840.113556.1.4.263": 15, "1.2.840.113556.1.5.58": 16,
	"1.2.840.113556.1.5.73": 17, "1.2.840.113556.1.4.305": 18, "0.9.2342.19200300.100": 19, "2.16.840.1.113730.3": 20, "0.9.2342.19200300.100.1": 21,
	"2.16.840.1.113730.3.1": 22, "1.2.840.113556.1.5.7000": 23, "2.5.21": 24, "2.5.18": 25, "2.5.20": 26, "1.3.6.1.4.1.1466.101.119": 27,
	"2.16.840.1.113730.3.2": 28, "1.3.6.1.4.1.250.1": 29, "1.2.840.113549.1.9": 30, "0.9.2342.19200300.100.4": 31, "1.2.840.113556.1.6.23": 32,
	"1.2.840.113556.1.6.18.1": 33, "1.2.840.113556.1.6.18.2": 34, "1.2.840.113556.1.6.13.3": 35, "1.2.840.113556.1.6.13.4": 36,
	"1.3.6.1.1.1.1": 37, "1.3.6.1.1.1.2": 38}

// attributeID is the number of an object identifier in replication data.
func attributeID(oid string) (uint32, bool) {
	at := strings.LastIndexByte(oid, '.')
	if at < 0 {
		return 0, false
	}
	prefix, ok := prefixes[oid[:at]]
	last, err := strconv.ParseUint(oid[at+1:], 10, 32)
	if !ok || err != nil {
		return 0, false
	}
	low := uint32(last % 16384)
	if last >= 16384 {
		low += 32768
	}
	return prefix<<16 | low, true
}

// Kind is the kind of an attribute's values by its syntax (MS-ADTS 3.1.1.2.2.2), ""
// for octets and for a syntax that is not known: there the value decides.
func (a *AttributeSchema) Kind() string {
	switch a.Syntax {
	case "2.5.5.1":
		return KindDN
	case "2.5.5.7":
		return KindDNBinary
	case "2.5.5.2", "2.5.5.3", "2.5.5.4", "2.5.5.5", "2.5.5.6", "2.5.5.12", "2.5.5.13", "2.5.5.14":
		return KindText
	case "2.5.5.8":
		return KindBoolean
	case "2.5.5.9", "2.5.5.16":
		return KindNumber
	case "2.5.5.11":
		return KindTime
	case "2.5.5.15":
		return KindDescriptor
	case "2.5.5.17":
		return KindSID
	}
	return ""
}

var syntaxNames = map[string]string{"2.5.5.1": "DN", "2.5.5.2": "object identifier", "2.5.5.3": "case-sensitive text", "2.5.5.4": "case-insensitive ASCII text",
	"2.5.5.5": "ASCII text", "2.5.5.6": "digits", "2.5.5.7": "DN with binary", "2.5.5.8": "boolean", "2.5.5.9": "integer", "2.5.5.10": "octets", "2.5.5.11": "time",
	"2.5.5.12": "Unicode text", "2.5.5.13": "presentation address", "2.5.5.14": "DN with text", "2.5.5.15": "security descriptor", "2.5.5.16": "large integer", "2.5.5.17": "SID"}

// Unwritable says why no permission lets anybody write the attribute (MS-ADTS
// 3.1.1.5.3.2), "" where permissions decide.
func (a *AttributeSchema) Unwritable() string {
	switch {
	case a.Constructed:
		return a.Name + " is calculated when it is asked for and cannot be written"
	case a.LinkID%2 == 1:
		return a.Name + " is a back link: it changes with the attribute that links here"
	case a.SystemOnly:
		return "only the directory itself writes " + a.Name
	}
	return ""
}

// Describe says what the schema says, in one line.
func (a *AttributeSchema) Describe() string {
	out := syntaxNames[a.Syntax]
	switch {
	case a.Syntax == "2.5.5.9" && a.OM == 10:
		out = "enumeration"
	case out == "":
		out = "syntax " + a.Syntax
	}
	if a.Single {
		out += ", one value"
	} else {
		out += ", several values"
	}
	if a.Upper > 0 {
		out += fmt.Sprintf(", at most %d", a.Upper)
		if a.Syntax == "2.5.5.10" {
			out += " bytes"
		} else if a.Kind() == KindText {
			out += " characters"
		}
	}
	for _, f := range []struct {
		set  bool
		word string
	}{{a.LinkID != 0 && a.LinkID%2 == 0, "link"}, {a.LinkID%2 == 1, "back link"}, {a.Constructed, "constructed"}, {a.NotReplicate, "not replicated"},
		{a.Confidential, "confidential"}, {a.Indexed, "indexed"}, {a.InCatalog, "in the global catalog"}} {
		if f.set {
			out += ", " + f.word
		}
	}
	return out
}

// Decode is the function Decode with what the schema knows of the attribute. What the
// built-in table knows more about, such as times in large integers, it decodes.
func (s *Schema) Decode(name string, raw []byte) (shown, kind string) {
	a := s.Attribute(name)
	base, _, _ := strings.Cut(fold(name), ";")
	if _, special := binaryKinds[base]; a == nil || special || attributeKinds[base] != "" {
		return Decode(name, raw)
	}
	kind = a.Kind()
	text := string(raw)
	switch kind {
	case KindDN, KindText:
		if printable(raw) {
			return cut(text), kind
		}
	case KindDNBinary:
		if isDNBinary(text) && printable(raw) {
			return cut(text), kind
		}
	case KindBoolean:
		if text == "TRUE" || text == "FALSE" {
			return text, kind
		}
	case KindNumber:
		if isNumber(text) {
			return text, kind
		}
	case KindTime, KindSID, KindDescriptor:
		if shown, ok := decodeKind(base, kind, raw); ok {
			return shown, kind
		}
	default:
		if a.Lower == 16 && a.Upper == 16 && len(raw) == 16 && !strings.Contains(base, "digest") {
			if guid, err := ad.DecodeGUID(raw); err == nil {
				return guid, KindGUID
			}
		}
		if printable(raw) && len(raw) > 0 {
			return cut(text), KindBinary
		}
	}
	return hexed(raw), KindBinary
}
