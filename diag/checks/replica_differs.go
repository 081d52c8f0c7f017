package checks

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// replicaDiffers finds domain controllers that have not got a change of an
// account yet: clients that ask them see the old state. A name that only
// another controller knows is reported by itself, so that it is not taken for
// one that nobody has.
var replicaDiffers = diag.Check{
	Code: "replica-differs", Area: "kdc", Severity: diag.Warning,
	Needs: []string{"replica.account", "replica.scan", "spn.expected", "spn.owners", "account"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
		for _, f := range facts.Owners.All(r) {
			if lagging := f.Value.Lagging(); f.Known() && len(lagging) > 0 {
				o.Hit(f.Subject, diag.StaleReplica, map[string]string{"what": "the owner", "count": fmt.Sprint(len(f.Value.Elsewhere) + 1)},
					append([]diag.Evidence{ownersEvidence(f)}, elsewhereEvidence(f)...)...)
			}
		}
		if f, ok := facts.ReplicaScan.Get(r, ""); ok {
			for _, silent := range f.Value.Silent {
				o.Unknown(silent.Server, silent.Problem)
			}
			switch {
			case !f.Known() && f.Problem.Kind != ad.ProblemNotAsked:
				o.Unknown("", f.Problem)
			case f.Known() && f.Value.More > 0:
				o.Hit(fmt.Sprintf("%d more accounts", f.Value.More), diag.StaleReplica, map[string]string{"what": "the state", "count": fmt.Sprint(len(f.Value.Servers))},
					diag.Seen(f.Source, "%d accounts compared on %s; %d differ, and the first %d were read again", f.Value.Accounts,
						strings.Join(f.Value.Servers, " and "), len(f.Value.Differ)+f.Value.More, len(f.Value.Differ)))
			case f.Known() && len(f.Value.Differ) == 0 && len(f.Value.Servers) > 1:
				o.Pass("the domain", "", f.Proof(), diag.Seen(f.Source, "%d accounts are the same on %s", f.Value.Accounts, strings.Join(f.Value.Servers, " and ")))
			}
		}
		for _, f := range facts.Replicas.All(r) {
			if !f.Known() {
				if f.Problem.Kind != ad.ProblemNotAsked {
					o.Unknown(f.Subject, f.Problem)
				}
				continue
			}
			var ev []diag.Evidence
			var first *facts.Replica
			var unread *ad.Problem
			differ := map[string]bool{}
			for i, s := range f.Value.Servers {
				ev = append(ev, diag.Seen(f.Source, "%s: %s", s.Server, replicaText(s, f.Value.Servers)))
				switch {
				case s.Problem != nil && s.Problem.Kind != ad.ProblemNotFound:
					unread = s.Problem
				case first == nil:
					first = &f.Value.Servers[i]
				default:
					for _, d := range differences(*first, s) {
						differ[d] = true
					}
				}
			}
			switch {
			case len(differ) > 0:
				var list []string
				for d := range differ {
					list = append(list, d)
				}
				slices.Sort(list)
				hit := o.Hit(f.Subject, diag.StaleReplica, map[string]string{"what": strings.Join(list, ", "), "count": fmt.Sprint(len(f.Value.Servers))}, ev...)
				hit.Hides = slices.DeleteFunc(spnsOf(r, f.Key), func(spn string) bool { return nowhere(r, spn) })
			case unread != nil:
				o.Unknown(f.Subject, unread, ev...)
			case first != nil:
				o.Pass(f.Subject, "", f.Proof(), ev...)
			}
		}
	},
}

// nowhere says that no controller that answered knows the name: what differs
// between them does not explain that.
func nowhere(r *diag.Reader, spn string) bool {
	f, ok := facts.Owners.Get(r, spn)
	return ok && f.Known() && len(f.Value.Owners)+len(f.Value.AliasHeld)+len(f.Value.Lagging()) == 0
}

// notArrived says why a name that nobody here holds is not judged.
func notArrived(spn string, at facts.HoldersAt) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotFound, What: "the owner of " + spn + " is not known here yet",
		Why: at.Server + " has it on " + labels(at.Holders), Do: "wait for replication or start it, then look again"}
}

// elsewhereEvidence is a line for each of the other controllers that were asked
// who holds a name.
func elsewhereEvidence(f diag.Fact[facts.OwnersValue]) []diag.Evidence {
	var ev []diag.Evidence
	for _, at := range f.Value.Elsewhere {
		text := "no account has it"
		switch {
		case at.Problem != nil:
			text = at.Problem.Error()
		case at.Removed:
			text = "owner there: " + labels(at.Holders) + "; its removal has not replicated yet"
		case len(at.Holders) > 0:
			text = "owner there: " + labels(at.Holders)
		}
		from := f.Source
		from.Kind, from.Name = "ldap", at.Server
		ev = append(ev, diag.Seen(from, "%s", text))
	}
	return ev
}

// replicaText is the account as one controller has it, with the names that not
// all have.
func replicaText(s facts.Replica, all []facts.Replica) string {
	if s.Problem != nil {
		return s.Problem.Error()
	}
	a := s.Account
	set := "no password date"
	if !a.PasswordSet.IsZero() {
		set = "password " + day(a.PasswordSet)
	}
	text := fmt.Sprintf("%s, kvno %d, %s, userAccountControl 0x%x, %s", diag.Count(len(a.SPNs), "SPN"), a.KVNO, set, uint32(a.UAC), a.ETypes)
	if slices.ContainsFunc(all, func(o facts.Replica) bool { return o.Problem == nil && !o.Account.Expires.Equal(a.Expires) }) {
		if a.Expires.IsZero() {
			text += ", never expires"
		} else {
			text += ", expires " + day(a.Expires)
		}
	}
	if slices.ContainsFunc(all, func(o facts.Replica) bool {
		return o.Problem == nil && !strings.EqualFold(o.Account.DNSHostName, a.DNSHostName)
	}) {
		text += fmt.Sprintf(", dNSHostName %q", a.DNSHostName)
	}
	text += onlySome(a, all, "not all have", func(a ad.Account) []string { return a.SPNs })
	if slices.ContainsFunc(all, func(other facts.Replica) bool {
		return other.Problem == nil && len(other.Account.DelegatesTo) != len(a.DelegatesTo)
	}) {
		text += fmt.Sprintf("; %s in msDS-AllowedToDelegateTo", diag.Count(len(a.DelegatesTo), "value"))
	}
	return text + onlySome(a, all, "not all list", func(a ad.Account) []string { return a.DelegatesTo })
}

// onlySome names the values of the account that another controller has not.
func onlySome(a ad.Account, all []facts.Replica, lead string, values func(ad.Account) []string) string {
	copies, holders := 0, map[string]int{} // folded value: on how many controllers
	for _, other := range all {
		if other.Problem != nil {
			continue
		}
		copies++
		for _, v := range slices.Compact(foldedSorted(values(other.Account))) {
			holders[v]++
		}
	}
	own := slices.DeleteFunc(slices.Clone(values(a)), func(v string) bool { return holders[strings.ToLower(v)] == copies })
	slices.Sort(own)
	if more := len(own) - 5; more > 0 {
		own = append(own[:5], fmt.Sprintf("%d more", more))
	}
	if len(own) == 0 {
		return ""
	}
	return "; " + lead + " " + strings.Join(own, ", ")
}

// differences names the attributes in which two controllers' copies differ.
func differences(a, b facts.Replica) []string {
	if (a.Problem == nil) != (b.Problem == nil) {
		return []string{"the account itself"}
	}
	if a.Problem != nil {
		return nil
	}
	var out []string
	x, y := a.Account, b.Account
	if !slices.Equal(foldedSorted(x.SPNs), foldedSorted(y.SPNs)) {
		out = append(out, "servicePrincipalName")
	}
	if x.UAC != y.UAC {
		out = append(out, "userAccountControl")
	}
	if x.ETypes != y.ETypes {
		out = append(out, "msDS-SupportedEncryptionTypes")
	}
	if !x.PasswordSet.Equal(y.PasswordSet) || x.KVNO != 0 && y.KVNO != 0 && x.KVNO != y.KVNO {
		out = append(out, "the password")
	}
	if !x.Expires.Equal(y.Expires) {
		out = append(out, "accountExpires")
	}
	if !strings.EqualFold(x.DNSHostName, y.DNSHostName) {
		out = append(out, "dNSHostName")
	}
	if !strings.EqualFold(x.Name, y.Name) {
		out = append(out, "sAMAccountName")
	}
	if !strings.EqualFold(x.UPN, y.UPN) {
		out = append(out, "userPrincipalName")
	}
	if !slices.Equal(x.Actors(), y.Actors()) { // their order decides
		out = append(out, "msDS-AllowedToActOnBehalfOfOtherIdentity")
	}
	if !slices.Equal(foldedSorted(x.DelegatesTo), foldedSorted(y.DelegatesTo)) {
		out = append(out, "msDS-AllowedToDelegateTo")
	}
	return out
}

func foldedSorted(list []string) []string {
	var out []string
	for _, v := range list {
		out = append(out, strings.ToLower(v))
	}
	slices.Sort(out)
	return out
}
