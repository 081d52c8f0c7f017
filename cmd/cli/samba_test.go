package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/setspn"
	"adwalk/cmd/tickets"
)

// command runs the program in this process and returns its exit code and
// streams.
func command(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), args, app.Streams{In: strings.NewReader(""), Out: &o, Err: &e})
	return code, o.String(), e.String()
}

// forest is a domain with an array's names, of which some are missing and one
// sits on the wrong account, as an operator without Exchange objects sees it.
type forest struct {
	dc           *adtest.DC
	array, short string
	asa, cas     adtest.Account
	alice        adtest.Account
	connect      []string
}

func newForest(t *testing.T) forest {
	t.Helper()
	dc := adtest.Samba(t)
	f := forest{dc: dc, short: adtest.Name("outlook")}
	f.array = f.short + "." + strings.ToLower(dc.Realm)
	f.asa = dc.AddComputer(adtest.Name("asa"), "Array-Key-1")
	f.cas = dc.AddComputer(adtest.Name("cas"), "Member-Key-1")
	f.alice = dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	dc.AddSPN(f.asa.DN, "exchangeMDB/"+f.array)
	dc.AddSPN(f.cas.DN, "exchangeRFR/"+f.array)
	sid, err := ad.DecodeSID([]byte(dc.Attr(f.alice.DN, "objectSid")[0]))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []adtest.Account{f.asa, f.cas} {
		dc.Tool("dsacl", "set", "--objectdn="+a.DN, "--sddl=(OA;;RPWP;f3a64788-5306-11d1-a9c5-0000f80367c1;;"+sid+")")
	}
	f.connect = []string{"--server", dc.LDAPS, "--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile,
		"--user", f.alice.Name + "@" + dc.Realm, "--password-file", dc.PasswordFile(f.alice.Password)}
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	return f
}

func (f forest) run(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	return command(t, append(args, f.connect...)...)
}

func TestWalkAndFixOnSamba(t *testing.T) {
	f := newForest(t)
	walk := []string{"walk", "cas-array", "--set", "array=" + f.array, "--set", "asa=" + f.asa.Name, "--json"}
	code, out, errs := f.run(t, walk...)
	if code != app.ExitFound {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var a struct {
		Findings []struct{ Verdict, Subject, Code string }
		After    *struct {
			Findings []struct{ Verdict, Subject, Code string }
		}
		Applied []struct {
			Done    bool
			Problem any
		}
	}
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, x := range a.Findings {
		got[x.Verdict] = append(got[x.Verdict], x.Subject)
	}
	missing := []string{"exchangeAB/" + f.array, "exchangeAB/" + f.short, "exchangeMDB/" + f.short, "exchangeRFR/" + f.short}
	slices.Sort(missing)
	slices.Sort(got["missing"])
	if !slices.Equal(got["missing"], missing) {
		t.Errorf("missing: %v, want %v", got["missing"], missing)
	}
	if want := []string{"exchangeRFR/" + f.array}; !slices.Equal(got["misplaced"], want) {
		t.Errorf("misplaced: %v, want %v", got["misplaced"], want)
	}
	for verdict := range got {
		if !slices.Contains([]string{"missing", "misplaced", "no-common-etype"}, verdict) {
			t.Errorf("false alarm: %s %v", verdict, got[verdict])
		}
	}

	usn := f.dc.Ldapsearch("-s", "base", "-b", "", "highestCommittedUSN")
	if code, _, errs := f.run(t, append(walk, "--apply", "--yes", "--read-only")...); code != app.ExitRefused || !strings.Contains(errs, "read-only") {
		t.Errorf("read-only: exit %d: %s", code, errs)
	}
	if now := f.dc.Ldapsearch("-s", "base", "-b", "", "highestCommittedUSN"); now != usn {
		t.Errorf("read-only changed the directory: %s became %s", usn, now)
	}

	code, out, errs = f.run(t, append(walk, "--apply", "--yes")...)
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		t.Fatalf("exit %d: %s %v", code, errs, err)
	}
	for _, x := range a.After.Findings {
		if x.Verdict != "no-common-etype" {
			t.Errorf("after the fix: %s %s", x.Verdict, x.Subject)
		}
	}
	cache := f.dc.Kinit(f.alice.Name, f.alice.Password)
	for _, class := range []string{"exchangeMDB", "exchangeRFR", "exchangeAB"} {
		for _, host := range []string{f.array, f.short} {
			if k := f.dc.Kvno(cache, class+"/"+host)[0]; k.Code != 0 {
				t.Errorf("kvno %s: %s", k.SPN, k.Text)
			}
		}
	}
	if got := f.dc.Attr(f.cas.DN, "servicePrincipalName"); slices.Contains(got, "exchangeRFR/"+f.array) {
		t.Errorf("the member still holds %v", got)
	}
}

// TestTicketAgreesWithKvno holds the command's answers against MIT's, with a
// password and with nothing but a cache.
func TestTicketAgreesWithKvno(t *testing.T) {
	f := newForest(t)
	twice := f.dc.AddUser(adtest.Name("svc"), "Service-Key-1")
	f.dc.AddSPN(twice.DN, "http/"+twice.Name+".corp.test")
	other := f.dc.AddUser(adtest.Name("svc"), "Service-Key-2")
	f.dc.PlantSPN(other.DN, "http/"+twice.Name+".corp.test")
	spns := []string{"exchangeMDB/" + f.array, "exchangeRFR/" + f.array, "exchangeAB/" + f.array, "http/" + twice.Name + ".corp.test", "ldap/" + f.dc.Host}
	cache := f.dc.Kinit(f.alice.Name, f.alice.Password)
	want := f.dc.Kvno(cache, spns...)
	verdicts := []string{"ok", "ok", "missing", "duplicate", "ok"}

	for name, login := range map[string][]string{"password": f.connect,
		"cache": {"--server", f.dc.LDAPS, "--realm", f.dc.Realm, "--kdc", f.dc.KDC, "--ca-file", f.dc.CAFile, "--ccache", cache}} {
		code, out, errs := command(t, append(append([]string{"ticket", "--json"}, spns...), login...)...)
		if code != app.ExitFound {
			t.Fatalf("%s: exit %d: %s", name, code, errs)
		}
		var rows []tickets.Row
		if err := json.Unmarshal([]byte(out), &rows); err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			got := 0
			if r.Error != nil {
				got = r.Error.Code
			}
			if r.SPN != spns[i] || got != want[i].Code || r.KVNO != want[i].KVNO || r.TicketEType != want[i].EType {
				t.Errorf("%s: %s: error %d kvno %d %s; kvno says %+v", name, r.SPN, got, r.KVNO, r.TicketEType, want[i])
			}
			if name == "password" && string(r.Verdict) != verdicts[i] {
				t.Errorf("%s: verdict %s, want %s (owners %v, note %s)", r.SPN, r.Verdict, verdicts[i], r.Owners, r.Note)
			}
		}
	}
}

func TestSetspnAgreesWithLdapsearch(t *testing.T) {
	f := newForest(t)
	dup := "http/" + f.short + ".twice.test"
	f.dc.AddSPN(f.asa.DN, dup)
	f.dc.PlantSPN(f.cas.DN, dup)

	_, out, _ := f.run(t, "setspn", "-L", f.asa.Name, "--json")
	var listed setspn.AccountRow
	if err := json.Unmarshal([]byte(out), &listed); err != nil {
		t.Fatal(err)
	}
	want := f.dc.Attr(f.asa.DN, "servicePrincipalName")
	slices.Sort(want)
	slices.Sort(listed.SPNs)
	if !slices.Equal(want, listed.SPNs) || !strings.EqualFold(listed.DN, f.asa.DN) {
		t.Errorf("-L says %v, the directory %v", listed, want)
	}

	code, out, _ := f.run(t, "setspn", "-X", "-F")
	if code != app.ExitFound || !strings.Contains(out, dup+" is registered on these accounts:\n\t") || !strings.Contains(out, f.cas.DN) {
		t.Errorf("-X: exit %d: %s", code, out)
	}
	if code, out, _ = f.run(t, "setspn", "-q", "*/"+f.array); code != app.ExitOK || !strings.Contains(out, f.asa.DN) ||
		!strings.Contains(out, f.cas.DN) || !strings.Contains(out, "Existing SPN found!") {
		t.Errorf("-Q: exit %d: %s", code, out)
	}
	if code, out, _ = f.run(t, "setspn", "-Q", "http/nobody.corp.test"); code != app.ExitOK || !strings.Contains(out, "No such SPN found.") {
		t.Errorf("-Q of nobody's: exit %d: %s", code, out)
	}
	// A name that another account holds is not added; one that nobody holds is,
	// and can be taken away again.
	if code, out, _ = f.run(t, "setspn", "-S", "exchangeRFR/"+f.array, f.asa.Name, "--yes"); code != app.ExitFound || !strings.Contains(out, "Duplicate SPN found, aborting operation!") {
		t.Errorf("-S of a duplicate: exit %d: %s", code, out)
	}
	fresh := "exchangeAB/" + f.array
	for _, args := range [][]string{{"-S", fresh, f.asa.Name}, {"-D", fresh, f.asa.Name}} {
		if code, _, errs := f.run(t, append([]string{"setspn"}, args...)...); code != app.ExitRefused {
			t.Errorf("%v without --yes: exit %d: %s", args, code, errs)
		}
		code, out, errs := f.run(t, append([]string{"setspn", "--yes"}, args...)...)
		if code != app.ExitOK || !strings.Contains(out, "Updated object") {
			t.Errorf("%v: exit %d: %s %s", args, code, out, errs)
		}
		if has := slices.Contains(f.dc.Attr(f.asa.DN, "servicePrincipalName"), fresh); has != (args[0] == "-S") {
			t.Errorf("%v left the directory with the name: %v", args, has)
		}
	}
}
