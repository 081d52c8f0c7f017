package fix

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// The checks declare these; here they are declared anew, since they import this
// package.
func init() {
	for code, c := range map[string]Constructor{"spn-missing": AddMissing, "spn-misplaced": MoveMisplaced, "spn-duplicate": KeepOneOwner, "spn-unicode": DeleteUnusable,
		"spn-malformed": DeleteUnusable, "spn-lookalike": DeleteLookAlike, "delegation-entry-missing": AllowTarget, "delegation-twin-missing": AllowTarget,
		"delegation-target-missing": DropTarget, "etype-unset": ListETypes} {
		Register(code, c)
	}
}

type forest struct{ *diag.Snapshot }

func (f forest) account(a ad.Account) forest {
	facts.Account.Put(f.Snapshot, diag.Fact[ad.Account]{Subject: a.Name, Value: a})
	return f
}

func (f forest) decide(subject, choice string) forest {
	facts.Decision.Put(f.Snapshot, diag.Fact[string]{Subject: subject, Value: choice})
	return f
}

func (f forest) expect(spn, owner string, holders ...ad.Account) forest {
	facts.Expected.Put(f.Snapshot, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: facts.ExpectedValue{Owner: owner, OwnerFrom: facts.OwnerSaid}})
	facts.Owners.Put(f.Snapshot, diag.Fact[facts.OwnersValue]{Subject: spn, Value: facts.OwnersValue{Owners: holders}})
	return f
}

func account(name string, spns ...string) ad.Account {
	return ad.Account{DN: "CN=" + name + ",DC=x", SID: name, Name: name + "$", SPNs: spns}
}

func finding(code, subject string) diag.Finding {
	return diag.Finding{Code: code, Subject: subject, Args: map[string]string{"subject": subject, "owner": "ASA$", "dn": "CN=ASA,DC=x"}}
}

func ops(p Plan) []string {
	var out []string
	for _, c := range p.Changes {
		out = append(out, string(c.Change.Op)+" "+c.Change.Value+" "+c.Change.Account)
	}
	return out
}

func TestPlanOrder(t *testing.T) {
	f := forest{diag.NewSnapshot()}
	asa, cas := account("ASA"), account("CAS1", "exchangeRFR/OUTLOOK", "HOST/cas1")
	old := account("OLD", "http/mail")
	asa.SPNs, asa.Unread = []string{"http/mail"}, []string{"msDS-SupportedEncryptionTypes"}
	f.account(asa).expect("exchangeMDB/outlook", "ASA$").expect("exchangeRFR/outlook", "ASA$", cas).expect("http/mail", "ASA$", asa, old).decide("ASA$", "aes+rc4")
	p := Build([]diag.Finding{finding("etype-unset", "ASA$"), finding("spn-missing", "exchangeMDB/outlook"),
		finding("spn-duplicate", "http/mail"), finding("spn-misplaced", "exchangeRFR/outlook"), finding("dns-cname", "outlook")}, f.Reader())
	want := []string{
		"delete exchangeRFR/OUTLOOK CAS1$", "add exchangeRFR/outlook ASA$", // the move, with the value as it stands
		"delete http/mail OLD$", "add exchangeMDB/outlook ASA$", "add 28 ASA$",
	}
	if !slices.Equal(ops(p), want) {
		t.Errorf("%q", ops(p))
	}
	if len(p.Left) != 1 || p.Left[0].Do == "" || !slices.Equal(p.ConfirmWords(), []string{"CAS1$", "OLD$", "ASA$"}) || len(p.Verify) == 0 {
		t.Errorf("%+v %s", p.Left, p.ConfirmWords())
	}
	inverse := p.Inverse()
	if inverse[0].Op != ad.DeleteValue || inverse[0].Value != "28" || inverse[len(inverse)-1].Op != ad.AddValue || inverse[len(inverse)-1].Account != "CAS1$" {
		t.Errorf("%+v", inverse)
	}
	part := p.For(finding("spn-misplaced", "exchangeRFR/outlook"))
	if len(part.Changes) != 2 || len(part.ByObject()) != 2 || part.ByObject()[0].Delete[0] != "exchangeRFR/OUTLOOK" {
		t.Errorf("%+v", part.ByObject())
	}
	if got := p.Setspn(); !slices.Equal(got, []string{"setspn -D exchangeRFR/OUTLOOK x\\CAS1$", "setspn -S exchangeRFR/outlook x\\ASA$",
		"setspn -D http/mail x\\OLD$", "setspn -S exchangeMDB/outlook x\\ASA$"}) {
		t.Errorf("%q", got)
	}
}

func TestPlanOnlyAddsNeedsYes(t *testing.T) {
	f := forest{diag.NewSnapshot()}.account(account("ASA")).expect("http/x", "ASA$")
	if p := Build([]diag.Finding{finding("spn-missing", "http/x")}, f.Reader()); !slices.Equal(p.ConfirmWords(), []string{"yes"}) || len(p.Changes) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestWhatMayNotBeWrittenIsLeft(t *testing.T) {
	f := forest{diag.NewSnapshot()}
	asa, cas := account("ASA"), account("CAS1", "http/x")
	cas.WritableKnown = true // and servicePrincipalName is not among what may be written
	f.account(asa).expect("http/x", "ASA$", cas).expect("http/y", "NOBODY$").expect("http/z", "")
	p := Build([]diag.Finding{finding("spn-misplaced", "http/x"), finding("spn-missing", "http/y"), finding("spn-missing", "http/z"), finding("spn-duplicate", "http/z")}, f.Reader())
	if !p.Empty() || len(p.Left) != 4 || !strings.Contains(p.Left[0].Do, "You may not write servicePrincipalName of CAS1$") {
		t.Errorf("%+v", p)
	}
}

// A present value of a single-valued attribute is taken away before the new one
// is put there; other flags in it stay.
func TestEncTypesReplaceAPresentValue(t *testing.T) {
	a := account("ASA")
	a.ETypes = ad.SupportsFAST
	p := Build([]diag.Finding{finding("etype-unset", "ASA$")}, forest{diag.NewSnapshot()}.account(a).decide("ASA$", "aes+rc4").Reader())
	if !slices.Equal(ops(p), []string{"delete 65536 ASA$", "add 65564 ASA$"}) {
		t.Errorf("%q", ops(p))
	}
	if got := p.PowerShell(); len(got) != 1 || !strings.HasSuffix(got[0], "-Replace @{'msDS-SupportedEncryptionTypes'=65564}") {
		t.Errorf("%q", got)
	}
}

func TestUnusableValueGoesByteForByte(t *testing.T) {
	a := account("ASA", "http/mail\u200b", "http/mail")
	p := Build([]diag.Finding{finding("spn-unicode", "http/mail\u200b")}, forest{diag.NewSnapshot()}.account(a).Reader())
	if !slices.Equal(ops(p), []string{"delete http/mail\u200b ASA$"}) {
		t.Fatalf("%q", ops(p))
	}
	if l := p.LDIF(); !strings.Contains(l, "servicePrincipalName:: "+base64.StdEncoding.EncodeToString([]byte("http/mail\u200b"))) {
		t.Errorf("%s", l)
	}
}

func TestLDIF(t *testing.T) {
	got := LDIF([]ad.Change{
		{DN: "CN=Jürgen,DC=x", Attribute: "servicePrincipalName", Op: ad.DeleteValue, Value: "http/x"},
		{DN: "CN=A,DC=x", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/x"},
		{DN: "CN=A,DC=x", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: " http/y "},
	})
	want := "dn:: " + base64.StdEncoding.EncodeToString([]byte("CN=Jürgen,DC=x")) + "\nchangetype: modify\ndelete: servicePrincipalName\nservicePrincipalName: http/x\n-\n\n" +
		"dn: CN=A,DC=x\nchangetype: modify\nadd: servicePrincipalName\nservicePrincipalName: http/x\n-\nadd: servicePrincipalName\nservicePrincipalName:: IGh0dHAveSA=\n-\n"
	if got != want {
		t.Errorf("%s", got)
	}
}

func TestQuoting(t *testing.T) {
	for in, want := range map[string]string{"http/x": "http/x", "a b": `"a b"`, `a"b`: `"a\"b"`, "a&b": `"a&b"`, "": `""`} {
		if got := cmdWord(in); got != want {
			t.Errorf("cmd %q: %s", in, got)
		}
	}
	for in, want := range map[string]string{"CN=O'Neil": "'CN=O''Neil'", "a\u2019b": "'a\u2019\u2019b'", "$x`n": "'$x`n'"} {
		if got := psString(in); got != want {
			t.Errorf("PowerShell %q: %s", in, got)
		}
	}
}

// ldifRead parses LDIF back the way ldapmodify does: it must see the same values.
func FuzzLDIF(f *testing.F) {
	f.Add("CN=A,DC=x", "http/x")
	f.Add("CN=\u00fc\n,DC=x", "a\nchangetype: delete\n")
	f.Add(" ", ":<")
	f.Add("", "0")
	f.Fuzz(func(t *testing.T, dn, value string) {
		out := LDIF([]ad.Change{{DN: dn, Attribute: "servicePrincipalName", Op: ad.AddValue, Value: value}})
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if len(lines) != 5 || unfold(lines[0], "dn") != dn || unfold(lines[3], "servicePrincipalName") != value {
			t.Errorf("%q", out)
		}
	})
}

func unfold(line, name string) string {
	if v, ok := strings.CutPrefix(line, name+":: "); ok {
		b, _ := base64.StdEncoding.DecodeString(v)
		return string(b)
	}
	return strings.TrimPrefix(line, name+": ")
}

// Two look-alikes are one picture on a screen: the plan names the character.
func TestLookAlikePlanNamesTheCharacter(t *testing.T) {
	f := forest{diag.NewSnapshot()}
	plain, odd := account("A", "http/mail"), account("B", "http/m\u0430il")
	facts.SPNScan.Put(f.Snapshot, diag.Fact[facts.SPNScanValue]{Value: facts.SPNScanValue{Groups: []facts.SPNGroup{{Kind: facts.LookAlike, SPN: "http/mail",
		Holders: []facts.SPNHolder{{Value: "http/mail", Account: plain}, {Value: "http/m\u0430il", Account: odd}}}}}})
	p := Build([]diag.Finding{finding("spn-lookalike", "http/mail")}, f.Reader())
	if len(p.Changes) != 1 || p.Changes[0].Change.Account != "B$" || !strings.Contains(p.Changes[0].Effect, "U+0430") {
		t.Errorf("%+v", p.Changes)
	}
}

// A name that nobody can type must not be offered to type.
func TestCommandsForANameWithAnInvisibleCharacter(t *testing.T) {
	var p Plan
	p.Changes = []Planned{{Change: ad.Change{Op: ad.DeleteValue, Attribute: "servicePrincipalName", DN: "CN=FS1,DC=x", Account: "FS1$", Value: "http/m\u200bail"}}}
	if got := p.SetspnToType(); len(got) != 1 || strings.Contains(got[0], "setspn") || !strings.Contains(got[0], "U+200B") {
		t.Errorf("%q", got)
	}
	want := `Set-ADObject -Identity 'CN=FS1,DC=x' -Remove @{'servicePrincipalName'=('http/m'+[char]::ConvertFromUtf32(0x200b)+'ail')}`
	if got := p.ToType(0); got != want {
		t.Errorf("%q", got)
	}
	if got := p.PowerShell(); len(got) != 1 || got[0] != want {
		t.Errorf("%q", got)
	}
}

// The setspn text must not look as if it were the whole plan.
func TestSetspnSaysWhatItCannotDo(t *testing.T) {
	name := Planned{Change: ad.Change{Op: ad.AddValue, Attribute: "servicePrincipalName", DN: "CN=A,DC=x", Account: "A$", Value: "http/mail"}}
	types := Planned{Change: ad.Change{Op: ad.AddValue, Attribute: "msDS-SupportedEncryptionTypes", DN: "CN=A,DC=x", Account: "A$", Value: "28"}}
	p := Plan{Changes: []Planned{name, types}}
	if got := p.SetspnToType(); len(got) != 2 || got[0] != "setspn -S http/mail x\\A$" || !strings.HasPrefix(got[1], "rem ") || !strings.Contains(got[1], "PowerShell") {
		t.Errorf("%q", got)
	}
	if got := p.ToType(1); got != `Set-ADObject -Identity 'CN=A,DC=x' -Replace @{'msDS-SupportedEncryptionTypes'=28}` {
		t.Errorf("%q", got)
	}
	if got := (Plan{Changes: []Planned{types}}).SetspnToType(); len(got) != 0 {
		t.Errorf("nothing for setspn, and yet %q", got)
	}
}

// HOST covers HTTP under both forms of a host's name, and no other class.
func TestDelegationEntriesByClass(t *testing.T) {
	for target, want := range map[string][]string{
		"HTTP/be1.x":        {"add HTTP/be1.x FE$", "add HTTP/be1 FE$"},
		"exchangeMDB/be1.x": {"add exchangeMDB/be1.x FE$"},
	} {
		f := diag.Finding{Code: "delegation-entry-missing", Subject: "FE$ > " + target, Args: map[string]string{"dn": "CN=FE,DC=x", "target": target, "back_end": "be1"}}
		p := Build([]diag.Finding{f}, forest{diag.NewSnapshot()}.account(account("FE")).Reader())
		if got := ops(p); !slices.Equal(got, want) {
			t.Errorf("%s: %q", target, got)
		}
	}
}

// A user and a computer may share a name, and setspn takes the computer: the command
// says which account it means, and of which domain.
func TestSetspnNamesTheAccountWithoutDoubt(t *testing.T) {
	for account, want := range map[string]string{
		"twin":  `setspn -S http/app -U corp.test\twin`,
		"twin$": `setspn -S http/app corp.test\twin$`,
	} {
		if got := SetspnCommand(ad.Change{DN: "CN=twin,OU=A,DC=corp,DC=test", Account: account, Op: ad.AddValue, Value: "http/app"}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
