package fault

import (
	"slices"
	"strings"

	"adwalk/ad/lab/forest"
)

// Fault is one thing that is wrong.
type Fault struct {
	Name    string
	Area    string   // env, dns, kdc, clock, account, spn, etype, ticket, delegation, exchange
	Guide   string   // the walkthrough that must find it
	Code    string   // of the finding expected
	Subject string   // of the finding expected
	Verdict string   // of the finding expected
	Words   string   // what was done, for a person
	Touches string   // what it changes; two faults that touch the same thing do not make a pair
	Also    []string // codes that may be reported beside it, as its consequence
	Hides   []string // codes of other faults that cannot be seen while this one stands
	Replica bool     // needs the second domain controller
	Probe   bool     // can be seen at the service only
	Apply   func(*forest.Forest)
}

// Inject puts the fault in and records what must be found.
func (x Fault) Inject(f *forest.Forest) {
	if x.Replica {
		f.AddSecondDC()
	}
	x.Apply(f)
	f.Seeded = append(f.Seeded, forest.Seeded{Subject: x.Subject, Verdict: x.Verdict, Words: x.Words, Area: x.Area, Code: x.Code})
}

// All lists every fault, in a fixed order.
func All() []Fault {
	all := slices.Concat(arraySPNs(), arraySpecial(), arrayAccount(), members(), names(), environment(), frontEnd(), smtp(), service(),
		duplicates(), enctypes(), delegation(), webNamespace(), doubleHop(), webSSO(), machine(), fileShare(), sqlServer(), remoteShell(), gmsa(), trust(), ntlm(), ldapSigning())
	for i := range all {
		// What explains a log full of NTLM hides that there is another reason.
		if slices.Contains(all[i].Also, "auth-log-ntlm") {
			all[i].Hides = append(all[i].Hides, "auth-log-ntlm")
		}
	}
	return all
}

// Find returns a fault by name.
func Find(name string) (Fault, bool) {
	all := All()
	i := slices.IndexFunc(all, func(x Fault) bool { return x.Name == name })
	if i < 0 {
		return Fault{}, false
	}
	return all[i], true
}

// Pairs lists combinations of two faults of one walkthrough that do not touch
// the same thing, at most limit of them, spread evenly over all there are.
func Pairs(limit int) [][2]Fault {
	var out [][2]Fault
	all := All()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Guide == b.Guide && !overlap(a.Touches, b.Touches) {
				out = append(out, [2]Fault{a, b})
			}
		}
	}
	if limit <= 0 || limit >= len(out) {
		return out
	}
	spread := make([][2]Fault, 0, limit)
	for i := range limit {
		spread = append(spread, out[i*len(out)/limit])
	}
	return spread
}

func overlap(a, b string) bool {
	return slices.ContainsFunc(strings.Split(a, ","), func(x string) bool { return slices.Contains(strings.Split(b, ","), x) })
}
