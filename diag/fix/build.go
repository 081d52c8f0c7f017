package fix

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/pages"
)

// The attributes that a plan changes.
const (
	attrSPN    = "servicePrincipalName"
	attrETypes = "msDS-SupportedEncryptionTypes"
)

// builder gathers a plan. Deletes come before adds, enctypes last: a domain
// controller refuses a name that somebody else still holds, and tickets change
// only when the names are right.
type builder struct {
	r       *diag.Reader
	plan    Plan
	moves   []Planned // delete, add, delete, add…
	deletes []Planned
	adds    []Planned
	etypes  []Planned
}

// Build turns findings into a plan. Facts tell who holds what, who should, and
// whether the reader may write it; what the plan cannot mend is in Left with
// what to do.
func Build(findings []diag.Finding, r *diag.Reader) Plan {
	b := &builder{r: r}
	for _, f := range findings {
		switch f.Code {
		case "spn-missing":
			b.missing(f)
		case "spn-misplaced":
			b.misplaced(f)
		case "spn-duplicate":
			b.duplicate(f)
		case "spn-unicode", "spn-malformed":
			b.unusable(f)
		case "spn-lookalike":
			b.lookAlike(f)
		case "delegation-entry-missing", "delegation-twin-missing":
			b.entry(f)
		case "etype-unset":
			b.enctypes(f)
		default:
			b.leave(f, "")
		}
	}
	b.plan.Changes = unique(slices.Concat(b.moves, b.deletes, b.adds, b.etypes))
	b.plan.Title = title(b.plan)
	b.plan.Verify = verify(b.plan, func(spn string) bool {
		_, ok := facts.Expected.Get(r, spn)
		return ok
	})
	return b.plan
}

// leave puts a finding among those that the plan does not mend, with the
// catalogue's advice, preceded by the reason when there is one.
func (b *builder) leave(f diag.Finding, reason string) {
	texts := pages.Catalogue()
	do := texts.Do(f.Code, f.Args)
	if reason != "" {
		do = reason + " " + do
	}
	b.plan.Left = append(b.plan.Left, Left{Finding: f, Do: do, Command: texts.Command(f.Code, f.Args)})
}

// wanted returns the account that should hold an SPN; ok is false when it is not
// known or does not exist.
func (b *builder) wanted(spn string) (ad.Account, bool) {
	e, ok := facts.Expected.Get(b.r, spn)
	if !ok || e.Value.Owner == "" {
		return ad.Account{}, false
	}
	a, ok := facts.Account.Get(b.r, e.Value.Owner)
	return a.Value, ok && a.Known()
}

func (b *builder) owners(spn string) []ad.Account {
	f, ok := facts.Owners.Get(b.r, spn)
	if !ok || !f.Known() {
		return nil
	}
	return f.Value.Owners
}

func (b *builder) missing(f diag.Finding) {
	to, ok := b.wanted(f.Subject)
	if !ok {
		b.leave(f, "The account that should hold it is not known yet.")
		return
	}
	if b.refused(f, to, attrSPN) {
		return
	}
	b.adds = append(b.adds, b.add(f, to))
}

func (b *builder) misplaced(f diag.Finding) {
	to, ok := b.wanted(f.Subject)
	from := b.owners(f.Subject)
	if !ok || len(from) != 1 {
		b.leave(f, "The account that should hold it is not known.")
		return
	}
	if b.refused(f, from[0], attrSPN) || b.refused(f, to, attrSPN) {
		return
	}
	del, add := b.del(f, from[0], registered(from[0], f.Subject)), b.add(f, to)
	del.MovesTo, add.MovesFrom = to.Label(), from[0].Label()
	del.Effect = fmt.Sprintf("clients of %s stop getting tickets for the key of %s", f.Subject, from[0].Label())
	del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this name loses Kerberos", from[0].Label())
	b.moves = append(b.moves, del, add)
}

func (b *builder) duplicate(f diag.Finding) {
	to, ok := b.wanted(f.Subject)
	if !ok && b.scanned(f) {
		return
	}
	if !ok {
		b.leave(f, "Which of its owners is right cannot be told from the directory.")
		return
	}
	held := false
	var list []Planned
	for _, from := range b.owners(f.Subject) {
		if from.Same(to) {
			held = true
			continue
		}
		if b.refused(f, from, attrSPN) {
			return
		}
		del := b.del(f, from, registered(from, f.Subject))
		del.Effect, del.Final = fmt.Sprintf("only %s keeps the name", to.Label()), true
		del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this name loses Kerberos", from.Label())
		list = append(list, del)
	}
	if !held {
		if b.refused(f, to, attrSPN) {
			return
		}
		b.adds = append(b.adds, b.add(f, to))
	}
	b.deletes = append(b.deletes, list...)
}

// unusable takes away a value that no client can ask for.
func (b *builder) unusable(f diag.Finding) {
	a, ok := b.holderOf(f.Subject)
	if !ok {
		b.leave(f, "")
		return
	}
	if b.refused(f, a, attrSPN) {
		return
	}
	del := b.del(f, a, f.Subject)
	del.Effect = "the value goes; the other values stay"
	b.deletes = append(b.deletes, del)
}

func (b *builder) add(f diag.Finding, to ad.Account) Planned {
	return Planned{Change: b.change(to, attrSPN, ad.AddValue, f.Subject), Code: f.Code, Subject: f.Subject,
		Effect:   fmt.Sprintf("clients that ask for %s get a ticket for the key of %s", f.Subject, to.Label()),
		Writable: writable(to, attrSPN), Kept: len(to.SPNs)}
}

func (b *builder) del(f diag.Finding, from ad.Account, value string) Planned {
	return Planned{Change: b.change(from, attrSPN, ad.DeleteValue, value), Code: f.Code, Subject: f.Subject,
		Writable: writable(from, attrSPN), Kept: max(0, len(from.SPNs)-1)}
}

// refused leaves the finding when it is known that the reader may not write the
// attribute.
func (b *builder) refused(f diag.Finding, a ad.Account, attribute string) bool {
	if may, known := a.MayWrite(attribute); may || !known {
		return false
	}
	b.leave(f, fmt.Sprintf("You may not write %s of %s.", attribute, a.Label()))
	return true
}

// registered is the value as it stands on the account: its case may differ from
// the one that was asked for, and a delete must name what is there.
func registered(a ad.Account, spn string) string {
	for _, v := range a.SPNs {
		if ad.FoldSPN(v) == ad.FoldSPN(spn) {
			return v
		}
	}
	return spn
}

func writable(a ad.Account, attribute string) *bool {
	may, known := a.MayWrite(attribute)
	if !known {
		return nil
	}
	return &may
}

func (b *builder) change(a ad.Account, attribute string, op ad.ChangeOp, value string) ad.Change {
	return ad.Change{DN: a.DN, GUID: a.GUID, Account: a.Name, Kind: a.Kind(), Domain: b.domain(a), Attribute: attribute, Op: op, Value: value}
}

// domain is an account's domain as setspn takes it: the short name where it was
// looked up, else the DNS name.
func (b *builder) domain(a ad.Account) string {
	dns := ad.DNSDomain(a.DN)
	if dir, _ := facts.Directory.Get(b.r, ""); dir.Known() && dir.Value.NetBIOS != "" && strings.EqualFold(dir.Value.Realm, dns) {
		return dir.Value.NetBIOS
	}
	return dns
}

// unique drops a change that two findings ask for.
func unique(list []Planned) []Planned {
	seen := map[string]bool{}
	var out []Planned
	for _, p := range list {
		c := p.Change
		key := ad.FoldSPN(c.DN) + "\x00" + c.Attribute + "\x00" + string(c.Op) + "\x00" + c.Value
		if !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	return out
}
