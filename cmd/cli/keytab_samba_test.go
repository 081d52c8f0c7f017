package cli

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// writeKeytab writes entries as MIT does (version 2).
func writeKeytab(t *testing.T, entries ...keytab.Entry) string {
	t.Helper()
	b := []byte{5, 2}
	str := func(w *bytes.Buffer, s string) {
		binary.Write(w, binary.BigEndian, uint16(len(s)))
		w.WriteString(s)
	}
	for _, e := range entries {
		var w bytes.Buffer
		binary.Write(&w, binary.BigEndian, uint16(len(e.Components)))
		str(&w, e.Realm)
		for _, c := range e.Components {
			str(&w, c)
		}
		binary.Write(&w, binary.BigEndian, uint32(1))
		binary.Write(&w, binary.BigEndian, uint32(time.Now().Unix()))
		w.WriteByte(byte(e.KVNO))
		binary.Write(&w, binary.BigEndian, uint16(e.EType))
		str(&w, string(e.Key()))
		binary.Write(&w, binary.BigEndian, e.KVNO)
		b = binary.BigEndian.AppendUint32(b, uint32(w.Len()))
		b = append(b, w.Bytes()...)
	}
	path := filepath.Join(t.TempDir(), "service.keytab")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// keysOf are the present keys of an account under another name.
func keysOf(t *testing.T, dc *adtest.DC, account, principal string) []keytab.Entry {
	t.Helper()
	kt, err := keytab.Read(dc.ExportKeytab(account))
	if err != nil {
		t.Fatal(err)
	}
	var out []keytab.Entry
	for _, e := range kt.Entries {
		e.Components, e.Realm = strings.Split(principal, "/"), dc.Realm
		out = append(out, e)
	}
	return out
}

// change applies f to every entry.
func change(list []keytab.Entry, f func(e *keytab.Entry)) []keytab.Entry {
	out := append([]keytab.Entry(nil), list...)
	for i := range out {
		f(&out[i])
	}
	return out
}

func only(list []keytab.Entry, etypes ...int32) []keytab.Entry {
	var out []keytab.Entry
	for _, e := range list {
		for _, t := range etypes {
			if e.EType == t {
				out = append(out, e)
			}
		}
	}
	return out
}

// Each planted mismatch is named as itself, and nothing is said of a keytab with
// which a service works.
func TestAKeytabThatDoesNotFitIsNamedByItsCause(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Samba")
	}
	f := newForest(t)
	dc := f.dc
	type service struct {
		spn     string
		account adtest.Account
		keys    []keytab.Entry
	}
	realm := strings.ToLower(dc.Realm)
	fresh := func(t *testing.T, enctypes string) service {
		t.Helper()
		a := dc.AddUser(adtest.Name("svc"), "Service-Key-1")
		if enctypes != "" {
			dc.SetAttr(a.DN, "msDS-SupportedEncryptionTypes", enctypes)
			a = dc.SetPassword(a, "Service-Key-2")
		}
		spn := "HTTP/" + adtest.Name("shop") + "." + realm
		dc.AddSPN(a.DN, spn)
		return service{spn, a, keysOf(t, dc, a.Name, spn)}
	}
	for _, c := range []struct {
		name string
		want string // code of the finding, "" for none
		make func(t *testing.T) (file, spn string)
	}{
		{"healthy, all types", "", func(t *testing.T) (string, string) { s := fresh(t, "24"); return writeKeytab(t, s.keys...), s.spn }},
		{"healthy, AES256 only", "", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, only(s.keys, 18)...), s.spn
		}},
		{"healthy, older keys kept", "", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			old := s.keys
			dc.SetPassword(s.account, "Service-Key-3")
			return writeKeytab(t, append(old, keysOf(t, dc, s.account.Name, s.spn)...)...), s.spn
		}},
		{"healthy, the account's own name beside it", "", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, append(s.keys, keysOf(t, dc, s.account.Name, s.account.Name)...)...), s.spn
		}},
		{"healthy, an account of RC4", "", func(t *testing.T) (string, string) {
			s := fresh(t, "4")
			return writeKeytab(t, only(s.keys, 23)...), s.spn
		}},
		{"healthy, a computer", "", func(t *testing.T) (string, string) {
			a := dc.AddComputer(adtest.Name("host"), "Member-Key-1")
			spn := "HTTP/" + a.Host
			dc.AddSPN(a.DN, spn)
			return writeKeytab(t, keysOf(t, dc, a.Name, spn)...), spn
		}},
		{"kvno behind", "keytab-kvno-behind", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			dc.SetPassword(s.account, "Service-Key-3")
			return writeKeytab(t, s.keys...), s.spn
		}},
		{"kvno 0", "keytab-kvno-zero", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, change(s.keys, func(e *keytab.Entry) { e.KVNO = 0 })...), s.spn
		}},
		{"other salt after a rename", "keytab-salt", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			name := adtest.Name("renamed")
			dc.SetAttr(s.account.DN, "sAMAccountName", name)
			dc.SetAttr(s.account.DN, "userPrincipalName", name+"@"+realm)
			file := adtest.Keytab(t, name, dc.Realm, s.account.Password, uint8(s.keys[0].KVNO))
			kt, _ := keytab.Read(file)
			return writeKeytab(t, change(kt.Entries, func(e *keytab.Entry) { e.Components = strings.Split(s.spn, "/") })...), s.spn
		}},
		{"other case", "keytab-case", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, change(s.keys, func(e *keytab.Entry) { e.Components = []string{"http", strings.ToUpper(e.Components[1])} })...), s.spn
		}},
		{"other realm", "keytab-realm", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, change(s.keys, func(e *keytab.Entry) { e.Realm = "ELSEWHERE.TEST" })...), s.spn
		}},
		{"RC4 only against an AES ticket", "keytab-etype", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, change(only(s.keys, 18), func(e *keytab.Entry) { e.EType = 23 })...), s.spn
		}},
		{"AES only against an RC4 ticket", "keytab-etype", func(t *testing.T) (string, string) {
			s := fresh(t, "4")
			return writeKeytab(t, change(only(s.keys, 23), func(e *keytab.Entry) { e.EType = 18 })...), s.spn
		}},
		{"keys of another account", "keytab-other-account", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			other := dc.AddComputer(adtest.Name("other"), "Member-Key-1")
			keys := keysOf(t, dc, other.Name, s.spn)
			return writeKeytab(t, append(keys, keysOf(t, dc, other.Name, other.Name)...)...), s.spn
		}},
		{"a duplicate SPN", "spn-duplicate", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			other := dc.AddUser(adtest.Name("twin"), "Service-Key-1")
			dc.PlantSPN(other.DN, s.spn)
			return writeKeytab(t, s.keys...), s.spn
		}},
		{"wrong host part", "keytab-host", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, change(s.keys, func(e *keytab.Entry) { e.Components = []string{"HTTP", "localhost"} })...), s.spn
		}},
		{"mixed ages", "keytab-mixed-ages", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			old := only(s.keys, 18)
			dc.SetPassword(s.account, "Service-Key-3")
			return writeKeytab(t, append(old, only(keysOf(t, dc, s.account.Name, s.spn), 17)...)...), s.spn
		}},
		{"another password", "keytab-wrong-key", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			kt, _ := keytab.Read(adtest.Keytab(t, s.account.Name, dc.Realm, "Guessed-1", uint8(s.keys[0].KVNO)))
			return writeKeytab(t, change(kt.Entries, func(e *keytab.Entry) { e.Components = strings.Split(s.spn, "/") })...), s.spn
		}},
		{"healthy, a computer under its account's own name alone", "", func(t *testing.T) (string, string) {
			a := dc.AddComputer(adtest.Name("host"), "Member-Key-1")
			spn := "HTTP/" + a.Host
			dc.AddSPN(a.DN, spn)
			return writeKeytab(t, keysOf(t, dc, a.Name, a.Name)...), spn
		}},
		{"healthy, a user under its login name alone", "", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			return writeKeytab(t, keysOf(t, dc, s.account.Name, s.account.Name)...), s.spn
		}},
		{"a file that ends inside a key", "keytab-unreadable", func(t *testing.T) (string, string) {
			s := fresh(t, "24")
			file := writeKeytab(t, s.keys...)
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b[:20], 0o600); err != nil {
				t.Fatal(err)
			}
			return file, s.spn
		}},
		{"no keys", "keytab-empty", func(t *testing.T) (string, string) { return writeKeytab(t), "HTTP/x." + realm }},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, spn := c.make(t)
			code, out, errs := f.run(t, "keytab", file, "--service", spn, "--json")
			var answers []keytabs.Answer
			if err := json.Unmarshal([]byte(out), &answers); err != nil || len(answers) != 1 {
				t.Fatalf("%v: %s%s", err, out, errs)
			}
			a := answers[0]
			got := ""
			if a.Finding != nil {
				got = a.Finding.Code
			}
			if got != c.want || (c.want == "") != a.Proved || (c.want == "") != (code == app.ExitOK) {
				t.Errorf("exit %d, got %q, want %q: %+v %s\nentries %+v ticket %+v salt %q", code, got, c.want, a.Finding, a.Unknown, a.Entries, a.Ticket, a.Salt)
			}
			if strings.Contains(out, "\"key\"") {
				t.Error("a key is shown")
			}
		})
	}
}
