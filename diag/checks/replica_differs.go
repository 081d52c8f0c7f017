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
// account yet: clients that ask them see the old state.
var replicaDiffers = diag.Check{
	Code: "replica-differs", Area: "kdc", Severity: diag.Warning,
	Needs: []string{"replica.account", "spn.expected"}, DependsOn: []string{"directory-unreachable", "account-missing"},
	Run: func(r *diag.Reader, o *diag.Out) {
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
				ev = append(ev, diag.Seen(f.Source, "%s: %s", s.Server, replicaText(s)))
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
				hit.Hides = spnsOf(r, f.Subject)
			case unread != nil:
				o.Unknown(f.Subject, unread, ev...)
			case first != nil:
				o.OK(f.Subject, "", ev...)
			}
		}
	},
}

func replicaText(s facts.Replica) string {
	if s.Problem != nil {
		return s.Problem.Error()
	}
	a := s.Account
	return fmt.Sprintf("%d names, kvno %d, password %s, userAccountControl 0x%x, %s", len(a.SPNs), a.KVNO, day(a.PasswordSet), uint32(a.UAC), a.ETypes)
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
