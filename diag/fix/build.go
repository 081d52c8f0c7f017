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
// controller refuses an SPN that another account still has, and tickets change
// only when the SPNs are right.
type builder struct {
	r       *diag.Reader
	plan    Plan
	moves   []Planned // delete, add, delete, add…
	deletes []Planned
	adds    []Planned
	etypes  []Planned
}

// Build turns findings into a plan. Facts tell who has what, who should, what
// proves it, and whether the reader may write it; what the plan does not change
// is in Left with what to do.
func Build(findings []diag.Finding, r *diag.Reader) Plan {
	b := &builder{r: r}
	b.identify()
	for _, f := range findings {
		if c, ok := constructors[f.Code]; ok {
			c.plan(b, f)
		} else {
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

// leave puts a finding among those that the plan does not change, with the
// catalogue's advice, preceded by the reason when there is one.
func (b *builder) leave(f diag.Finding, reason string) {
	texts := pages.Catalogue()
	do := texts.Do(f.Code, f.Args)
	if reason != "" {
		do = reason + " " + do
	}
	b.leaveAs(f, do, texts.Command(f.Code, f.Args))
}

// leaveAs is leave with advice of its own.
func (b *builder) leaveAs(f diag.Finding, do, command string) {
	b.plan.Left = append(b.plan.Left, Left{Finding: f, Do: do, Command: command})
}

// byHand leaves changes that nothing proves, as commands.
func (b *builder) byHand(f diag.Finding, why string, changes ...Planned) {
	p := Plan{Changes: changes}
	lines := p.SetspnToType()
	if len(lines) == 0 {
		lines = p.PowerShell()
	}
	b.leaveAs(f, why, strings.Join(lines, "\n"))
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
	if realm := f.Args["realm"]; realm != "" {
		b.leaveAs(f, fmt.Sprintf("Register it in the realm %s, on the account that runs the service there: clients are referred to its KDC, and to register it here would not help.", realm), "")
		return
	}
	to, ok := b.wanted(f.Subject)
	if !ok {
		b.leave(f, "The account that should have it is not known yet.")
		return
	}
	if b.refused(f, to, attrSPN) {
		return
	}
	b.adds = append(b.adds, b.add(f, to))
}

// misplaced moves an SPN, where it is proved that the service runs as the other
// account. Where the service accepts the key of the present owner there is
// nothing to move, whatever a rule or a text says.
func (b *builder) misplaced(f diag.Finding) {
	to, ok := b.wanted(f.Subject)
	from := b.owners(f.Subject)
	if !ok || len(from) != 1 {
		b.leave(f, "The account that should have it is not known.")
		return
	}
	question := "Which account runs " + f.Subject + "?"
	if where := facts.AcceptedAt(b.r, f.Subject); where != "" {
		b.decide(f, question, from[0], to)
		b.leaveAs(f, fmt.Sprintf("Nothing to move: the service accepts the key of %s (%s), so it runs as %s, not as %s.", from[0].Label(), where, from[0].Label(), to.Label()), "")
		return
	}
	if means(b.decided(f.Subject), from[0]) {
		b.decide(f, question, from[0], to)
		b.leaveAs(f, fmt.Sprintf("Nothing to move: you said that the service runs as %s.", from[0].Label()), "")
		return
	}
	if b.refused(f, from[0], attrSPN) || b.refused(f, to, attrSPN) {
		return
	}
	del, add := b.del(f, from[0], registered(from[0], f.Subject)), b.add(f, to)
	del.MovesTo, add.MovesFrom = to.Label(), from[0].Label()
	del.Effect = fmt.Sprintf("clients of %s stop getting tickets for the key of %s", f.Subject, from[0].Label())
	del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this SPN loses Kerberos", from[0].Label())
	proof := b.proof(f.Subject, to)
	if proof == "" {
		b.decide(f, question, from[0], to)
		b.byHand(f, fmt.Sprintf("Nothing proves that the service runs as %s: say which account runs it, or, once you know, move it by hand.", to.Label()), del, add)
		return
	}
	if b.decided(f.Subject) != "" {
		b.decide(f, question, from[0], to) // so that it can be decided otherwise
	}
	del.Proof, add.Proof = proof, proof
	b.moves = append(b.moves, del, add)
}

// duplicate deletes an SPN from all owners but one, where it is proved which one
// that is.
func (b *builder) duplicate(f diag.Finding) {
	owners := b.owners(f.Subject)
	if g, ok := b.group(f, facts.ExactDuplicate); ok && len(owners) == 0 {
		for _, h := range g.Holders {
			owners = append(owners, h.Account)
		}
	}
	to, ok := b.wanted(f.Subject)
	for _, a := range owners {
		if means(b.decided(f.Subject), a) {
			to, ok = a, true
		}
	}
	question := "Which account keeps " + f.Subject + "?"
	if !ok && b.scanned(f) {
		return
	}
	if !ok {
		b.decide(f, question, owners...)
		b.leave(f, "The directory does not show which owner is right: choose the one that keeps it.")
		return
	}
	held := false
	var list, adds []Planned
	for _, from := range owners {
		if from.Same(to) {
			held = true
			continue
		}
		if b.refused(f, from, attrSPN) {
			return
		}
		del := b.del(f, from, registered(from, f.Subject))
		del.Effect, del.Final = fmt.Sprintf("only %s keeps the SPN", to.Label()), true
		del.Risk = fmt.Sprintf("a service that runs as %s and is asked by this SPN loses Kerberos", from.Label())
		list = append(list, del)
	}
	if !held {
		if b.refused(f, to, attrSPN) {
			return
		}
		adds = append(adds, b.add(f, to))
	}
	proof := b.proof(f.Subject, to)
	if proof == "" {
		b.decide(f, question, append(owners, to)...)
		b.byHand(f, fmt.Sprintf("Nothing proves that the service runs as %s: say which account keeps it, or, once you know, delete it by hand from the others.", to.Label()), append(list, adds...)...)
		return
	}
	if b.decided(f.Subject) != "" {
		b.decide(f, question, append(owners, to)...) // so that it can be decided otherwise
	}
	for i := range list {
		list[i].Proof = proof
	}
	b.adds = append(b.adds, adds...)
	b.deletes = append(b.deletes, list...)
}

// unusable deletes a value that no client can ask for.
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
	del.Effect, del.Proof = "the value goes; the other values stay", "no client can ask for this value"
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
	why := fmt.Sprintf("You may not write %s of %s.", attribute, a.Label())
	if a.MayGrant {
		why += " You may change its permissions, and so grant it."
	}
	b.leave(f, why)
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
