package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"adwalk/ad/adtest"
	"adwalk/cmd/app"
)

// foreignState is a state of a forest that was made without this program's lab and
// fault list: by samba-tool, by access control entries, by values written into the
// database. Each kind has several, and healthy twins of them.
type foreignState struct {
	kind, name string
	build      func(f *foreignForest) // makes it; names start with f.stem
	asks       []foreignAsk
}

// foreignAsk is one run of the program, and what it has to say.
type foreignAsk struct {
	args   []string                          // of the command line, with {stem}, {realm}, {base}, {file} and {web}
	env    []string                          // "KEY=VALUE", with the same
	want   []string                          // "F code subject" (found) or "U code" (not known); a subject may be left out
	silent []string                          // what must not be said, in the same form
	exits  []int                             // any of them; none: any
	check  func(t *testing.T, answer string) // more, of the whole answer
}

// foreignForest is the domain in which a state is built.
type foreignForest struct {
	*adtest.DC
	t    *testing.T
	stem string // the beginning of every name in this state
	as   adtest.Account
	two  *adtest.Pair // where the state has two domain controllers
	file string       // a file that the state made: a cache, a krb5.conf
	host string       // the first label of the host that it joined
	web  string       // the address of a web server that it started
}

func (f *foreignForest) fill(s string) string {
	return strings.NewReplacer("{stem}", f.stem, "{realm}", strings.ToLower(f.Realm), "{base}", f.BaseDN, "{file}", f.file, "{web}", f.web, "{host}", f.host).Replace(s)
}

// service makes a user with AES listed, its key made after that, and an SPN.
func (f *foreignForest) service(name, spn string) string {
	name = f.fill(name)
	f.Tool("user", "create", name, "Foreign-Key-1")
	dn := "CN=" + name + ",CN=Users," + f.BaseDN
	f.SetAttr(dn, "msDS-SupportedEncryptionTypes", "24")
	f.Tool("user", "setpassword", name, "--newpassword=Foreign-Key-2")
	f.Tool("spn", "add", f.fill(spn), name)
	return dn
}

// hide keeps the reader from one attribute of an object, named by its
// schemaIDGUID.
func (f *foreignForest) hide(dn, attribute string) {
	f.Tool("dsacl", "set", "--action=deny", "--objectdn="+dn, "--sddl=(OD;;RP;"+attribute+";;"+f.sid(f.as.DN)+")")
}

func (f *foreignForest) sid(dn string) string {
	for line := range strings.Lines(f.Tool("user", "show", strings.TrimPrefix(strings.SplitN(dn, ",", 2)[0], "CN="), "--attributes=objectSid")) {
		if sid, ok := strings.CutPrefix(line, "objectSid: "); ok {
			return strings.TrimSpace(sid)
		}
	}
	return ""
}

// outcome is one line of what the program said.
type outcome struct{ sort, code, subject string }

func (o outcome) fits(want string) bool {
	parts := strings.SplitN(want, " ", 3)
	return o.sort == parts[0] && (len(parts) < 2 || parts[1] == o.code) && (len(parts) < 3 || strings.EqualFold(parts[2], o.subject))
}

// heard reads what a walk, a check or a ticket said.
func heard(answer string) []outcome {
	var a struct {
		Findings []struct{ Code, Subject string }
		Unknown  []struct{ Code, Subject string }
	}
	var out []outcome
	if json.Unmarshal([]byte(answer), &a) == nil {
		for _, f := range a.Findings {
			out = append(out, outcome{"F", f.Code, f.Subject})
		}
		for _, u := range a.Unknown {
			out = append(out, outcome{"U", u.Code, u.Subject})
		}
		return out
	}
	var rows []struct{ SPN, Verdict string }
	if json.Unmarshal([]byte(answer), &rows) == nil {
		for _, r := range rows {
			out = append(out, outcome{"R", r.Verdict, r.SPN})
		}
	}
	return out
}

// tally counts, for each check, how often it was right, wrong and silent.
type tally struct{ right, wrong, silent int }

// TestForeignForests builds every state and holds what is said against what must
// be. At its end it prints the tally of each check.
func TestForeignForests(t *testing.T) {
	dc := adtest.Samba(t)
	reader := dc.AddUser(adtest.Name("reader"), "Read-Only-Key-1")
	counts := map[string]*tally{}
	count := func(code string) *tally {
		if counts[code] == nil {
			counts[code] = &tally{}
		}
		return counts[code]
	}
	only := os.Getenv("ADWALK_FOREIGN") // "all", or a kind to run it alone; "" is the first states of each kind
	few := 2
	if racing { // what takes time there is the directory, and the detector sees the same code in each
		few = 1
	}
	met := map[string]int{}
	for i, state := range slices.Concat(foreignStates, foreignKeyStates, foreignNameStates, foreignDelegationStates, foreignClientStates, foreignTrustStates, foreignLockoutStates, foreignJoinStates, foreignControllerStates, foreignManagedStates, foreignHiddenStates, foreignOddStates, foreignLoginStates) {
		met[state.kind]++
		if only != "" && only != "all" && state.kind != only || only == "" && met[state.kind] > few {
			continue
		}
		t.Run(state.kind+"/"+state.name, func(t *testing.T) {
			f := &foreignForest{DC: dc, t: t, stem: fmt.Sprintf("q%02d", i), as: reader}
			state.build(f)
			connect := []string{"--json", "--server", f.LDAPS, "--realm", f.Realm, "--kdc", f.KDC, "--ca-file", f.CAFile,
				"--user", f.as.Name + "@" + f.Realm, "--password-file", f.PasswordFile(f.as.Password)}
			for _, ask := range state.asks {
				var args []string
				for _, a := range ask.args {
					args = append(args, f.fill(a))
				}
				for _, e := range ask.env {
					key, value, _ := strings.Cut(f.fill(e), "=")
					t.Setenv(key, value)
				}
				exit, answer, errs := command(t, append(args, connect...)...)
				said := heard(answer)
				if exit == app.ExitUsage && len(ask.exits) == 0 {
					t.Errorf("%q: cannot be used: %s", args, errs)
				}
				for _, w := range ask.want {
					w = f.fill(w)
					code := strings.Fields(w)[1]
					if slices.ContainsFunc(said, func(o outcome) bool { return o.fits(w) }) {
						count(code).right++
						continue
					}
					count(code).silent++
					t.Errorf("%q: not said: %q; said %v %s", args, w, said, errs)
				}
				for _, w := range ask.silent {
					w = f.fill(w)
					code := strings.Fields(w)[1]
					if slices.ContainsFunc(said, func(o outcome) bool { return o.fits(w) }) {
						count(code).wrong++
						t.Errorf("%q: wrongly said: %q", args, w)
						continue
					}
					count(code).right++
				}
				if len(ask.exits) > 0 && !slices.Contains(ask.exits, exit) {
					t.Errorf("%q: exit %d, want one of %v; said %v %s", args, exit, ask.exits, said, errs)
				}
				if ask.check != nil {
					ask.check(t, answer+errs)
				}
			}
		})
	}
	var codes []string
	for code := range counts {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		t.Logf("%-28s right %d, wrong %d, silent %d", code, counts[code].right, counts[code].wrong, counts[code].silent)
	}
}
