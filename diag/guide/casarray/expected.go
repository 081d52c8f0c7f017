package casarray

import (
	"sort"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
)

// arrayClasses are the service classes of RPC Client Access and the Address Book
// service.
var arrayClasses = []string{"exchangeMDB", "exchangeRFR", "exchangeAB"}

// expect derives the expected SPNs from the inputs: the three classes for the
// array's full and short name, http for every internal web name, less what was
// struck, plus what was added. http for the array's own name is looked at when
// somebody holds it, and not missed when nobody does.
func expect(r *diag.Reader, s *diag.Snapshot) {
	asa := guide.Value(r, "asa")
	want := map[string]facts.ExpectedValue{}
	order := []string{}
	put := func(spn, owner, why string, optional bool) {
		key := ad.FoldSPN(spn)
		if old, ok := want[key]; ok && !old.Optional {
			return
		}
		want[key] = facts.ExpectedValue{Owner: owner, OwnerFrom: ask.OwnerFrom(r, "asa"), Why: why, Optional: optional, OwnerUnknown: owner == ""}
		order = append(order, spn)
	}
	for _, array := range guide.Values(r, "array") {
		owner := facts.ASAFor(asa, array)
		for _, class := range arrayClasses {
			put(class+"/"+array, owner, arrayWhy(class), false)
		}
		if short := shortName(guide.Value(r, "short"), array); short != "" {
			for _, class := range arrayClasses {
				put(class+"/"+short, owner, "programs that use the array's short name", false)
			}
		}
		put("http/"+array, owner, "web clients, if any use the array's own name", true)
	}
	for _, host := range guide.Values(r, "web") {
		spn := "http/" + host
		put(spn, WebOwner(r, asa, spn), "Exchange Web Services, the offline address book and Autodiscover", false)
		if SharedByVersions(r, host) {
			want[ad.FoldSPN(spn)] = facts.ExpectedValue{Why: "web clients of several Exchange versions; the account of either version may have it"}
		}
	}
	for _, spn := range guide.Values(r, "add") {
		put(spn, WebOwner(r, asa, spn), "it was added by hand", false)
	}
	for _, spn := range guide.Values(r, "strike") {
		delete(want, ad.FoldSPN(spn))
	}
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	for _, spn := range order {
		if v, ok := want[ad.FoldSPN(spn)]; ok {
			facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: v, Source: ask.Derived("cas-array")})
		}
	}
}

func arrayWhy(class string) string {
	if class == "exchangeMDB" {
		return "Outlook, for the mailbox (RPC Client Access)"
	}
	return "Outlook, for the address book"
}

func shortName(input, array string) string {
	switch strings.ToLower(input) {
	case "no", "none", "-":
		return ""
	case "", "yes":
		label, _, _ := strings.Cut(array, ".")
		return label
	}
	return input
}

// SharedByVersions says whether servers of Exchange 2010 and of later versions
// both name the host in their URLs: while they live side by side, either
// version's account is right.
func SharedByVersions(r *diag.Reader, host string) bool {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return false
	}
	old, late := false, false
	for _, w := range append(append([]facts.ExchangeWeb{}, f.Value.WebNames...), f.Value.Autodiscover...) {
		if !strings.EqualFold(w.Host, host) {
			continue
		}
		for _, s := range f.Value.Servers {
			if ask.ContainsHost([]string{s.Name}, ServerOf(w)) {
				old = old || s.Version == 14
				late = late || s.Version >= 15
			}
		}
	}
	return old && late
}

// ServerOf is the server that an address belongs to: a service connection point
// carries its name.
func ServerOf(w facts.ExchangeWeb) string {
	if w.Server != "" {
		return w.Server
	}
	first, _, _ := strings.Cut(w.DN, ",")
	_, name, _ := strings.Cut(first, "=")
	return name
}

// WebOwner is the account for a name that belongs to no array in particular:
// with accounts of their own, whichever of them holds it already.
func WebOwner(r *diag.Reader, asa, spn string) string {
	all := facts.ASANames(asa)
	if len(all) == 0 {
		return ""
	}
	if own, ok := facts.Owners.Get(r, spn); ok && own.Known() && len(all) > 1 {
		for _, name := range all {
			for _, o := range own.Value.Owners {
				if strings.EqualFold(ask.Bare(o.Name), ask.Bare(ask.SAM(r, name))) {
					return name
				}
			}
		}
	}
	if common := facts.ASAFor(asa, ""); common != "" {
		return common
	}
	return all[0]
}

// discoverASA finds the account: the one that holds more than half of the names
// and is no server, else the one that the members' pasted status names, else the
// one that clearly holds the most.
func discoverASA(r *diag.Reader) []string {
	if name := holderOfMost(r); name != "" {
		return []string{name}
	}
	if f, ok := facts.ASAStatus.Get(r, ""); ok && f.Known() {
		if name := mostNamed(r, f.Value); name != "" {
			return []string{name}
		}
	}
	type tally struct {
		name   string
		n      int
		joined bool
	}
	count := map[string]*tally{}
	for _, e := range facts.Expected.All(r) {
		own, ok := facts.Owners.Get(r, e.Subject)
		if !ok || !own.Known() {
			continue
		}
		for _, a := range own.Value.Owners {
			if a.Name == "" || isServer(r, a) {
				continue
			}
			t := count[ad.FoldSPN(a.DN)]
			if t == nil {
				t = &tally{name: a.Name, joined: a.DNSHostName != ""}
				count[ad.FoldSPN(a.DN)] = t
			}
			t.n++
		}
	}
	var list []*tally
	for _, t := range count {
		list = append(list, t)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.joined != b.joined {
			return !a.joined // an account that no machine joined with
		}
		if a.n != b.n {
			return a.n > b.n
		}
		return a.name < b.name
	})
	switch {
	case len(list) == 0, list[0].joined:
		return nil
	case len(list) > 1 && list[1].joined == list[0].joined && list[1].n == list[0].n:
		return nil // a tie is no answer
	}
	return []string{list[0].name}
}

// holderOfMost is the account that holds more than half of the expected names and
// was joined to no machine, "" when there is none.
func holderOfMost(r *diag.Reader) string {
	held, spelled := map[string]int{}, map[string]string{}
	all := 0
	for _, e := range facts.Expected.All(r) {
		if e.Value.Optional {
			continue
		}
		all++
		if own, ok := facts.Owners.Get(r, e.Subject); ok && own.Known() {
			for _, a := range own.Value.Owners {
				if a.Name != "" && a.DNSHostName == "" && !isServer(r, a) {
					held[ad.FoldSPN(a.DN)]++
					spelled[ad.FoldSPN(a.DN)] = a.Name
				}
			}
		}
	}
	best := ""
	for key, n := range held {
		switch {
		case 2*n <= all:
		case best == "" || n > held[best]:
			best = key
		case n == held[best]:
			return "" // two accounts hold the same names: neither is the one
		}
	}
	return spelled[best]
}

// mostNamed is the account that the members' pasted status names, without its
// domain. Where they name several, the one that holds most names counts, then the
// one that most members name.
func mostNamed(r *diag.Reader, members []facts.ASAMember) string {
	ours := guide.Values(r, "members")
	named, held, spelled := map[string]int{}, map[string]int{}, map[string]string{}
	for _, m := range members {
		if m.Latest.Account == "" || len(ours) > 0 && !ask.ContainsHost(ours, m.Server) {
			continue
		}
		name := m.Latest.Account[strings.LastIndexByte(m.Latest.Account, '\\')+1:]
		key := strings.ToLower(ask.Bare(name))
		named[key]++
		spelled[key] = name
	}
	for _, e := range facts.Expected.All(r) {
		if own, ok := facts.Owners.Get(r, e.Subject); ok && own.Known() {
			for _, a := range own.Value.Owners {
				held[strings.ToLower(ask.Bare(a.Name))]++
			}
		}
	}
	best := ""
	for key := range named {
		better := best == "" || held[key] > held[best] || held[key] == held[best] && (named[key] > named[best] || named[key] == named[best] && key < best)
		if better {
			best = key
		}
	}
	return spelled[best]
}

// isServer says whether the account is a member's or another Exchange server's
// own machine account.
func isServer(r *diag.Reader, a ad.Account) bool {
	if ask.ContainsHost(guide.Values(r, "members"), ask.Bare(a.Name)) {
		return true
	}
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return false
	}
	for _, s := range f.Value.Servers {
		if strings.EqualFold(s.Name, ask.Bare(a.Name)) {
			return true
		}
	}
	return false
}
