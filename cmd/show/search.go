package show

import (
	"context"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"strings"
	"unicode/utf8"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

var scopes = map[string]ad.Scope{"base": ad.ScopeBase, "one": ad.ScopeOne, "sub": ad.ScopeSub}

// showSearch lists the objects that a filter finds: below a base, or in every
// partition that the domain controller has.
func showSearch(ctx context.Context, s *app.Session, o showOptions, dir ad.Directory) error {
	scope, ok := scopes[o.scope]
	if !ok {
		return app.Usage(fmt.Sprintf("--scope %q", o.scope), "there is no such scope", "write base, one or sub")
	}
	bases := []string{o.base}
	if o.base == "" && !o.catalog {
		var err error
		if bases, err = lookup.Partitions(ctx, dir); err != nil {
			return err
		}
	}
	attributes := o.attributes
	if len(attributes) == 0 {
		attributes = []string{"*"}
	}
	if o.count {
		attributes = []string{"1.1"} // none (RFC 4511 4.5.1.8)
	}
	var schema *lookup.Schema // its values are decoded but for counts, LDIF and raw values
	if !o.count && !o.raw && o.format != "ldif" {
		schema = lookup.SchemaOf(ctx, dir)
	}
	out := objectWriter{s: s, o: o, schema: schema, rows: app.JSONRows{Out: s.Out}, csv: csv.NewWriter(s.Out)}
	found, whole := 0, true
	for _, base := range bases {
		n := 0
		cov, err := dir.Search(ctx, ad.Query{Base: base, Scope: scope, Filter: o.filter, Attributes: attributes, Forest: o.catalog, Deleted: o.deleted, Limit: o.limit}, func(e ad.Entry) error {
			n++
			if o.count {
				return nil
			}
			return out.write(e)
		})
		found += n
		if err != nil {
			_ = out.end()
			if p := ad.AsProblem(err, "", ""); p.Kind == ad.ProblemNotFound && base != "" {
				return &ad.Problem{Kind: p.Kind, What: "searching below " + base, Why: p.Why, Do: "check the spelling of the DN", Err: err}
			}
			return err
		}
		if o.count {
			where := base
			if where == "" {
				where = "the forest"
			}
			if o.json || o.format == "json" {
				if err := out.rows.Add(counted{where, n}); err != nil {
					return err
				}
			} else {
				fmt.Fprintf(s.Out, "%8d  %s\n", n, safetext.Printable(where))
			}
		}
		if cov.Truncated {
			fmt.Fprintf(s.Err, "adwalk: the list of %s was cut short\n", safetext.Printable(base))
			whole = whole && o.limit > 0 // as was asked for
		}
		if o.catalog && !cov.Forest {
			fmt.Fprintf(s.Err, "adwalk: only the domain was searched, not the forest: %s\n", safetext.Printable(cov.Note))
			whole = false
		}
	}
	if err := out.end(); err != nil {
		return err
	}
	if o.format == "text" && !o.json {
		fmt.Fprintf(s.Out, "%s in %s\n", diag.Count(found, "object"), strings.Join(bases, "; "))
	}
	if !whole {
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

// counted is how many objects a search found below a base, as JSON.
type counted struct {
	Base    string `json:"base"`
	Objects int    `json:"objects"`
}

// objectWriter writes objects in the format that was asked for.
type objectWriter struct {
	s      *app.Session
	o      showOptions
	schema *lookup.Schema
	rows   app.JSONRows
	csv    *csv.Writer
	head   bool
}

func (w *objectWriter) write(e ad.Entry) error {
	e = lookup.HideSecrets(e, w.o.attributes)
	obj := w.schema.Object(e)
	switch {
	case w.o.json || w.o.format == "json":
		return w.rows.Add(struct {
			DN         string         `json:"dn"`
			Attributes []attributeRow `json:"attributes"`
		}{obj.DN, attributeRows(obj, w.o)})
	case w.o.format == "ldif":
		fmt.Fprint(w.s.Out, lookup.LDIF(e))
		return nil
	case w.o.format == "csv":
		if !w.head {
			w.head = true
			_ = w.csv.Write(append([]string{"dn"}, w.o.attributes...))
		}
		record := []string{cell(e.DN)}
		for _, name := range w.o.attributes {
			var values []string
			for _, raw := range e.Values(name) {
				shown, _ := w.schema.Decode(name, raw)
				values = append(values, safetext.Printable(shown))
			}
			record = append(record, cell(strings.Join(values, "; ")))
		}
		return w.csv.Write(record)
	}
	printObject(w.s, w.o, obj, nil)
	fmt.Fprintln(w.s.Out)
	return nil
}

// cell keeps a spreadsheet from taking a value for a formula.
func cell(s string) string {
	s = safetext.Printable(s)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (w *objectWriter) end() error {
	if w.o.json || w.o.format == "json" {
		return w.rows.End()
	}
	w.csv.Flush()
	return w.csv.Error()
}

// rawValue is a value as the directory holds it: text, or base64 behind two colons as
// in LDIF.
func rawValue(v []byte) string {
	if utf8.Valid(v) && safetext.Printable(string(v)) == string(v) {
		return string(v)
	}
	return ":: " + base64.StdEncoding.EncodeToString(v)
}
