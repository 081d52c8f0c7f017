package checks

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// eachAccount visits every account that was asked for and found. Accounts that
// do not exist are account-missing's business; others that are not known are
// reported as such. One that was asked for by several names is visited once: it has
// one state, and one finding tells it.
func eachAccount(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[ad.Account])) {
	seen := map[string]bool{}
	everyName(r, o, func(f diag.Fact[ad.Account]) {
		if !again(seen, f.Value) {
			visit(f)
		}
	})
}

// again says whether an account was seen before, and marks it as seen.
func again(seen map[string]bool, a ad.Account) bool {
	key := strings.ToLower(a.DN)
	was := key != "" && seen[key]
	seen[key] = true
	return was
}

// everyName is eachAccount for every name that an account was asked for by.
func everyName(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[ad.Account])) {
	for _, f := range facts.Account.All(r) {
		switch {
		case f.Known():
			visit(f)
		case f.Problem.Kind == ad.ProblemNotFound:
		default:
			o.Unknown(f.Subject, f.Problem)
		}
	}
}

// eachServiceAccount is eachAccount for the accounts whose keys clients meet: the
// ones that should hold an expected SPN, and the owners that a scan of the forest
// found.
func eachServiceAccount(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[ad.Account])) {
	seen := map[string]bool{}
	eachOwner(r, o, func(f diag.Fact[ad.Account]) {
		seen[f.Value.DN] = true
		visit(f)
	})
	eachScanned(r, o, func(f diag.Fact[ad.Account]) {
		if !seen[f.Value.DN] {
			visit(f)
		}
	})
}

// eachOwner is eachAccount for the accounts that should hold an expected SPN.
func eachOwner(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[ad.Account])) {
	owners := map[string]bool{}
	for _, e := range facts.Expected.All(r) {
		owners[ad.FoldSPN(e.Value.Owner)] = true
	}
	seen := map[string]bool{}
	everyName(r, o, func(f diag.Fact[ad.Account]) {
		if owners[ad.FoldSPN(f.Key)] && !again(seen, f.Value) {
			visit(f)
		}
	})
}

// scanned is what the search of the forest found; ok is false where nobody
// searched it, and where it is not known, which is reported.
func scanned(r *diag.Reader, o *diag.Out) (scan diag.Fact[facts.SPNScanValue], ok bool) {
	scan, ok = facts.SPNScan.Get(r, "")
	if ok && !scan.Known() {
		o.Unknown("", scan.Problem)
	}
	return scan, ok && scan.Known()
}

// eachScanned visits the enabled owners that a scan of the forest found.
func eachScanned(r *diag.Reader, o *diag.Out, visit func(f diag.Fact[ad.Account])) {
	scan, ok := scanned(r, o)
	if !ok {
		return
	}
	for _, a := range scan.Value.Owners {
		visit(diag.Derived(scan, a.Label(), a))
	}
}

// eachUnable visits a list of the scan of the forest, without the accounts that
// were asked for by name.
func eachUnable(r *diag.Reader, o *diag.Out, list func(facts.SPNScanValue) []ad.Account, visit func(a ad.Account, src ad.Source)) {
	scan, ok := scanned(r, o)
	if !ok {
		return
	}
	asked := newAccountSet()
	for _, f := range facts.Account.All(r) {
		if f.Known() {
			asked.add(f.Value)
		}
	}
	for _, a := range list(scan.Value) {
		if !asked.has(a) {
			visit(a, scan.Source)
		}
	}
}

// some names the first few names of a long list.
func some(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// lacks is why an attribute of an account is not known, nil where it was read or
// is known to be absent.
func lacks(f diag.Fact[ad.Account], attributes ...string) *ad.Problem {
	return f.Proof(attributes...).Missing()
}

func day(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }

func accountArgs(a ad.Account) map[string]string {
	return map[string]string{"account": a.Label(), "dn": a.DN, "kind": a.Kind()}
}

// etypeArgs are those of an account whose list should name AES: the value that takes
// nothing away, and the one without RC4.
func etypeArgs(a ad.Account) map[string]string {
	args := accountArgs(a)
	args["etypes"] = fmt.Sprint(uint32(a.ETypes.WithAES()))
	args["aes"] = fmt.Sprint(uint32(a.ETypes.WithAES() &^ ad.SupportsRC4))
	return args
}

// eachHidden reports the accounts of the scan whose attribute the reader may not see.
func eachHidden(r *diag.Reader, o *diag.Out, attribute string) {
	if scan, _ := facts.SPNScan.Get(r, ""); scan.Known() {
		always := attribute == "userAccountControl" || attribute == "accountExpires"
		hiddenOf(o, scan, slices.Concat(scan.Value.Hidden, scan.Value.Owners), attribute, always)
	}
}

// hiddenDelegation reports the accounts of whose delegation the reader may not see one
// attribute.
func hiddenDelegation(r *diag.Reader, o *diag.Out, attribute string) {
	if f, _ := facts.Delegation.Get(r, ""); f.Known() {
		hiddenOf(o, f, f.Value.Hidden, attribute, false)
	}
}

// hiddenOf reports the accounts of a fact whose attribute the reader may not see: one by
// one where they are few, together where they are many. always says that each account has
// that attribute; another one is hidden where the object's permissions say so.
func hiddenOf[T any](o *diag.Out, f diag.Fact[T], accounts []ad.Account, attribute string, always bool) {
	const most = 20
	var list []ad.Account
	met := newAccountSet()
	for _, a := range accounts {
		known, why := a.Knows(attribute)
		if known || met.has(a) || !always && why == "" {
			continue
		}
		met.add(a)
		list = append(list, a)
	}
	for i, a := range list {
		if i == most {
			o.Unknown("other accounts", &ad.Problem{Kind: ad.ProblemNoRight, What: attribute + " of " + diag.Count(len(list)-most, "more account") + " could not be read",
				Why: "the reader has no right to it", Do: "read with an account that may see it"})
			return
		}
		o.Unknown(a.Label(), diag.PartProof(f, a, attribute).Missing())
	}
}
