package lookup

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"adwalk/ad"
)

// maxValues bounds how many names one scan compares; it costs about 7 bytes each.
const maxValues = 6_000_000

// maxDuplicates bounds what one scan reports.
const maxDuplicates = 20_000

// Holder is an object that holds a duplicate name, and the name as it is
// written there.
type Holder struct {
	Account ad.Account `json:"account"`
	Value   string     `json:"value"`
}

// Duplicate is a name that more than one object holds.
type Duplicate struct {
	SPN       string   `json:"spn"` // as first met
	Holders   []Holder `json:"holders"`
	LookAlike bool     `json:"look_alike,omitempty"` // the values differ by more than case
}

// DuplicateReport is what a scan found and how far it reached.
type DuplicateReport struct {
	Duplicates []Duplicate `json:"duplicates"`
	Suspicious []Holder    `json:"suspicious"` // names with characters other than printable ASCII
	Objects    int         `json:"objects"`
	Values     int         `json:"values"`
	Coverage   ad.Coverage `json:"coverage"`
}

// Progress is called now and then with the number of objects read so far.
type Progress func(objects int)

// Duplicates reads every object that has a service principal name, in the
// domain or the forest, and reports the names that more than one of them
// holds, compared as Active Directory does (ad.FoldSPN). Only hashes are kept
// while it reads: a million objects with five names each need 40 MB.
// Candidates are looked up again by name before they are reported, so that an
// object that moved during the scan is not its own duplicate.
func Duplicates(ctx context.Context, dir ad.Directory, forest bool, progress Progress) (DuplicateReport, error) {
	d := newDuplicateScan(dir, forest, progress)
	if err := d.first(ctx); err != nil {
		return d.report, err
	}
	err := d.confirm(ctx)
	d.name(ctx)
	sort.Slice(d.report.Duplicates, func(i, j int) bool {
		return fold(d.report.Duplicates[i].SPN) < fold(d.report.Duplicates[j].SPN)
	})
	return d.report, err
}

type duplicateScan struct {
	dir      ad.Directory
	forest   bool
	progress Progress
	seen     *seen
	repeated map[uint64]string // by key, as met the second time
	hidden   map[uint64]bool   // keys of names with invisible or foreign characters
	own      []uint64          // keys of the object being read
	report   DuplicateReport
}

func newDuplicateScan(dir ad.Directory, forest bool, progress Progress) *duplicateScan {
	if progress == nil {
		progress = func(int) {}
	}
	return &duplicateScan{dir: dir, forest: forest, progress: progress, seen: newSeen(), repeated: map[uint64]string{}, hidden: map[uint64]bool{}}
}

func (d *duplicateScan) query(filter string, attributes ...string) ad.Query {
	return ad.Query{Scope: ad.ScopeSub, Forest: d.forest, Filter: filter, Attributes: attributes}
}

// first reads everything once and notes the names that were met before.
func (d *duplicateScan) first(ctx context.Context) error {
	cov, err := d.dir.Search(ctx, d.query("(servicePrincipalName=*)", "servicePrincipalName"), func(e ad.Entry) error {
		if d.report.Objects++; d.report.Values > maxValues {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "comparing the registered SPNs", Why: fmt.Sprintf("the answer was cut short after %d SPNs", d.report.Values),
				Do: "look for duplicates in each domain by itself"}
		}
		if d.report.Objects%1000 == 0 {
			d.progress(d.report.Objects)
		}
		own := d.own[:0]
		for _, v := range e.Values("servicePrincipalName") {
			d.report.Values++
			key := d.seen.key(v)
			if foreign(v) {
				if len(d.hidden) < maxDuplicates {
					d.hidden[key] = true
				}
				if len(d.report.Suspicious) < maxDuplicates {
					d.report.Suspicious = append(d.report.Suspicious, Holder{Account: ad.Account{DN: e.DN}, Value: string(v)})
				}
			}
			if slices.Contains(own, key) {
				continue // written twice on one object
			}
			if d.seen.add(key) && len(d.repeated) < maxDuplicates {
				d.repeated[key] = string(v)
			}
			if len(own) < 64 {
				own = append(own, key)
			}
		}
		d.own = own
		return nil
	})
	d.report.Coverage = cov
	d.progress(d.report.Objects)
	return err
}

func foreign(v []byte) bool {
	for _, c := range v {
		if c >= utf8.RuneSelf || c < 0x20 || c == 0x7f {
			return true
		}
	}
	return false
}

// batch is how many names one confirming filter asks for.
const batch = 40

// confirm looks the repeated names up again. Names that a filter cannot find,
// because the server ignores characters in them, are found by a second scan.
func (d *duplicateScan) confirm(ctx context.Context) error {
	groups := map[string]*holderGroup{}
	var filter strings.Builder
	n, scanAll := 0, false
	flush := func() error {
		if n == 0 {
			return nil
		}
		err := d.gather(ctx, "(|"+filter.String()+")", groups)
		filter.Reset()
		n = 0
		return err
	}
	for key, spn := range d.repeated {
		if d.hidden[key] {
			scanAll = true
		}
		filter.WriteString("(servicePrincipalName=" + ad.EscapeFilter(spn) + ")")
		if n++; n == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if scanAll {
		clear(groups)
		if err := d.gather(ctx, "(servicePrincipalName=*)", groups); err != nil {
			return err
		}
	}
	for _, g := range groups {
		if holders := g.list; len(holders) > 1 {
			d.report.Duplicates = append(d.report.Duplicates, Duplicate{SPN: holders[0].Value, Holders: holders, LookAlike: differ(holders)})
		}
	}
	return nil
}

// gather sorts the objects of a filter under the repeated names they hold.
func (d *duplicateScan) gather(ctx context.Context, filter string, groups map[string]*holderGroup) error {
	var kept ad.Budget
	_, err := d.dir.Search(ctx, d.query(filter, AccountAttributes...), func(e ad.Entry) error {
		var account ad.Account
		for _, v := range e.Values("servicePrincipalName") {
			if _, ok := d.repeated[d.seen.key(v)]; !ok {
				continue
			}
			if account.DN == "" {
				err := kept.Take(e)
				if err != nil {
					return err
				}
				if account, err = DecodeAccount(e); err != nil {
					return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
				}
			}
			name := ad.FoldSPN(string(v))
			if groups[name] == nil {
				groups[name] = &holderGroup{known: map[string]bool{}}
			}
			groups[name].add(account, string(v))
		}
		return nil
	})
	return err
}

// maxNamed bounds how many holders of suspicious names are read by themselves.
const maxNamed = 100

// name fills in the accounts of suspicious names, of which the first reading
// kept the DN alone. One that cannot be read keeps it.
func (d *duplicateScan) name(ctx context.Context) {
	known := map[string]ad.Account{}
	for i := range d.report.Suspicious {
		h := &d.report.Suspicious[i]
		dn := h.Account.DN
		if _, ok := known[dn]; !ok && len(known) < maxNamed && ctx.Err() == nil {
			known[dn] = h.Account
			q := ad.Query{Base: dn, Scope: ad.ScopeBase, Forest: d.forest, Attributes: AccountAttributes}
			if hits, _, err := ad.SearchAll(ctx, d.dir, q); err == nil && len(hits) == 1 {
				if a, err := DecodeAccount(hits[0]); err == nil {
					known[dn] = a
				}
			}
		}
		if a, ok := known[dn]; ok {
			h.Account = a
		}
	}
}

// holderGroup is the holders of one name, each once.
type holderGroup struct {
	list  []Holder
	known map[string]bool // SIDs and folded DNs
}

func (g *holderGroup) add(a ad.Account, value string) {
	dn := fold(a.DN)
	if g.known[dn] || a.SID != "" && g.known[a.SID] {
		return
	}
	g.known[dn] = true
	if a.SID != "" {
		g.known[a.SID] = true
	}
	g.list = append(g.list, Holder{Account: a, Value: value})
}

// differ says whether the values differ by more than case: one looks like the
// other.
func differ(list []Holder) bool {
	for _, h := range list[1:] {
		if !strings.EqualFold(h.Value, list[0].Value) {
			return true
		}
	}
	return false
}
