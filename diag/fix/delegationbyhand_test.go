package fix

import (
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// Every change of delegation says what it gives away or takes, and one that changes
// nothing is refused.
func TestDelegationByHand(t *testing.T) {
	const files = "cifs/files1.contoso.lab"
	fe := account("FE1")
	fe.DelegatesTo = []string{"HTTP/be1", "CIFS/FILES1.contoso.lab"}
	on := account("FE2")
	on.UAC = ad.UACTrustedToAuth
	db, app := account("DB1"), account("APP")
	db.ActOnBehalf = []string{"APP", "S-1-5-21-9"}
	nameless := account("GONE")
	nameless.SID = ""
	for _, c := range []struct{ name, got, want string }{
		{"an entry", outcome(AllowTargetOf(fe, "http/be2")), "add msDS-AllowedToDelegateTo http/be2 of FE1$: FE1$ may impersonate users to http/be2 (risk: whoever controls FE1$ can act as any unprotected user towards this service; " + delegationRight + ")"},
		{"an entry that is there in other letters", outcome(AllowTargetOf(fe, files)), "refused: adding " + files + ": FE1$ may delegate to it already (nothing needs to be written)"},
		{"no SPN", outcome(AllowTargetOf(fe, "nonsense")), "refused: "},
		{"an entry goes as it is written", outcome(DropTargetOf(fe, files)), "delete msDS-AllowedToDelegateTo CIFS/FILES1.contoso.lab of FE1$: FE1$ may no longer impersonate users to CIFS/FILES1.contoso.lab (risk: an application that uses this entry loses access to CIFS/FILES1.contoso.lab)"},
		{"an entry that is not there", outcome(DropTargetOf(fe, "http/be9")), "refused: deleting http/be9: msDS-AllowedToDelegateTo of FE1$ does not list it (nothing needs to be written)"},
		{"transition on", outcome(Transition(fe, true)), "add userAccountControl TRUSTED_TO_AUTH_FOR_DELEGATION of FE1$: FE1$ gets tickets in the name of users who did not log on with Kerberos, and can pass them on to what it may delegate to (risk: whoever controls FE1$ needs no logon of a user any more to act as that user; " + delegationRight + ")"},
		{"transition off", outcome(Transition(on, false)), "delete userAccountControl TRUSTED_TO_AUTH_FOR_DELEGATION of FE2$: FE2$ can pass on the tickets of users who logged on with Kerberos only (risk: users who come with a smart card, a form or NTLM get no further than FE2$)"},
		{"transition that is on", outcome(Transition(on, true)), "refused: switching protocol transition of FE2$: it is on already (nothing needs to be written)"},
		{"transition that is off", outcome(Transition(fe, false)), "refused: switching protocol transition of FE1$: it is off already (nothing needs to be written)"},
		{"a resource lets one in", outcome(LetIn(db, fe)), "add msDS-AllowedToActOnBehalfOfOtherIdentity FE1 of DB1$: FE1$ may impersonate users to the services of DB1$ (risk: whoever controls FE1$ can act as any unprotected user towards DB1$)"},
		{"a resource that lets it in", outcome(LetIn(db, app)), "refused: letting APP$ in: DB1$ does that already (nothing needs to be written)"},
		{"a principal whose SID nobody knows", outcome(LetIn(db, nameless)), "refused: letting GONE$ in: its SID cannot be read (nothing needs to be written)"},
		{"shut out", outcome(ShutOut(db, "APP$", []string{"APP"})), "delete msDS-AllowedToActOnBehalfOfOtherIdentity APP of DB1$: APP$ may no longer impersonate users to the services of DB1$ (risk: an application of APP$ that acts for its users loses access to DB1$)"},
		{"shut out what is not in", outcome(ShutOut(db, "FE1$", nil)), "refused: shutting FE1$ out: DB1$ has no entry for it (nothing needs to be written)"},
	} {
		if c.got != c.want && !(c.want == "refused: " && strings.HasPrefix(c.got, c.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}

func TestEncryptionTypesByHand(t *testing.T) {
	unset, aes, zero := account("A"), account("A"), account("A")
	aes.ETypes, aes.ETypesSet = 24, true
	zero.ETypesSet = true
	const risk = " (risk: a client or keytab without an AES key cannot use A$ any more; an account whose password is older than AES in this domain has no AES key until its password is changed)"
	for _, c := range []struct{ name, got, want string }{
		{"set", outcome(SetETypes(unset, 28)), "add msDS-SupportedEncryptionTypes 28 of A$: tickets for the SPNs of A$ use RC4, AES128, AES256 (0x1c)"},
		{"AES alone warns", outcome(SetETypes(unset, 24)), "add msDS-SupportedEncryptionTypes 24 of A$: tickets for the SPNs of A$ use AES128, AES256 (0x18)" + risk},
		{"replaced", outcome(SetETypes(aes, 28)), "delete msDS-SupportedEncryptionTypes 24 of A$: the new value takes its place\nadd msDS-SupportedEncryptionTypes 28 of A$: tickets for the SPNs of A$ use RC4, AES128, AES256 (0x1c)"},
		{"deleted", outcome(SetETypes(aes, 0)), "delete msDS-SupportedEncryptionTypes 24 of A$: the domain controllers' default decides again"},
		{"a zero is deleted as well", outcome(SetETypes(zero, 24)), "delete msDS-SupportedEncryptionTypes 0 of A$: the new value takes its place\nadd msDS-SupportedEncryptionTypes 24 of A$: tickets for the SPNs of A$ use AES128, AES256 (0x18)" + risk},
		{"the same", outcome(SetETypes(aes, 24)), "refused: setting the encryption types of A$: they are like that already (nothing needs to be written)"},
		{"nothing where there is nothing", outcome(SetETypes(unset, 0)), "refused: setting the encryption types of A$: they are like that already (nothing needs to be written)"},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}

// A flag or an entry of a descriptor is a part of a value: PowerShell changes it, setspn
// and LDIF say that they cannot.
func TestCommandsForPartsOfAValue(t *testing.T) {
	db := account("DB1")
	on, _ := Transition(db, true)
	in, _ := LetIn(db, account("O'NEIL"))
	p := Plan{Changes: append(on.Changes, in.Changes...)}
	shell := p.PowerShell()
	if len(shell) != 2 || shell[0] != "Set-ADAccountControl -Identity 'CN=DB1,DC=x' -TrustedToAuthForDelegation $true" ||
		!strings.Contains(shell[1], "AddAccessRule((New-Object DirectoryServices.ActiveDirectoryAccessRule([Security.Principal.SecurityIdentifier]'O''NEIL','GenericAll','Allow')))") {
		t.Errorf("PowerShell\n%s", strings.Join(shell, "\n"))
	}
	if got := p.LDIF(); strings.Contains(got, "changetype") || strings.Count(got, "use PowerShell, or adwalk delegation") != 2 {
		t.Errorf("LDIF\n%s", got)
	}
	if p.SetspnToType() != nil || len(p.Setspn()) > 0 {
		t.Error("setspn changes SPNs only")
	}
	if got := p.ToType(0); got != shell[0] {
		t.Errorf("one change: %s", got)
	}
	off, _ := Transition(ad.Account{DN: "CN=DB1,DC=x", UAC: ad.UACTrustedToAuth}, false)
	out, _ := ShutOut(db, "X", []string{"S-1-5-21-9"})
	if shell := (Plan{Changes: append(off.Changes, out.Changes...)}).PowerShell(); !strings.HasSuffix(shell[0], "$false") || !strings.Contains(shell[1], "PurgeAccessRules([Security.Principal.SecurityIdentifier]'S-1-5-21-9')") {
		t.Errorf("undone\n%s", strings.Join(shell, "\n"))
	}
	two, _ := SetETypes(ad.Account{DN: "CN=A,DC=x", ETypes: 4, ETypesSet: true}, 28)
	if two.ToType(0) != "" || two.ToType(1) != "Set-ADObject -Identity 'CN=A,DC=x' -Replace @{'msDS-SupportedEncryptionTypes'=28}" {
		t.Errorf("a replaced value is one command: %q, %q", two.ToType(0), two.ToType(1))
	}
}

// What only the operator can know is asked, and planned once it is answered; what may
// not be written is left.
func TestDecisionsAboutDelegation(t *testing.T) {
	Register("test-transition", SwitchOn)
	Register("test-trustee", DropTrustee)
	fe, db := account("FE1"), account("DB1")
	db.ActOnBehalf = []string{"S-1-5-21-9"}
	locked := fe
	locked.WritableKnown, locked.MayGrant = true, true
	onFE := diag.Finding{Code: "test-transition", Subject: "FE1$", Args: map[string]string{"dn": fe.DN}}
	onDB := diag.Finding{Code: "test-trustee", Subject: "DB1$ < S-1-5-21-9", Args: map[string]string{"dn": db.DN, "sid": "S-1-5-21-9"}}
	elsewhere := onDB
	elsewhere.Args = map[string]string{"dn": db.DN, "sid": "S-1-5-21-8"}
	scanned := func(f forest, list ...ad.Account) forest {
		facts.Delegation.Put(f.Snapshot, diag.Fact[facts.DelegationValue]{Value: facts.DelegationValue{Accounts: list}})
		return f
	}
	for _, c := range []struct {
		name    string
		finding diag.Finding
		forest  forest
		want    []string
		left    string // what is left to do, "" for nothing
		choices int
	}{
		{"transition, not said", onFE, forest{diag.NewSnapshot()}.account(fe), nil, "Decide whether users come without Kerberos.", 1},
		{"transition on", onFE, forest{diag.NewSnapshot()}.account(fe).decide("FE1$", "on"), []string{"add TRUSTED_TO_AUTH_FOR_DELEGATION FE1$"}, "", 1},
		{"transition off", onFE, forest{diag.NewSnapshot()}.account(fe).decide("FE1$", "keep"), nil, "Nothing to change: you said that every user comes with Kerberos.", 1},
		{"transition without the right", onFE, forest{diag.NewSnapshot()}.account(locked).decide("FE1$", "on"), nil, "You may not write userAccountControl of FE1$. You may change its permissions, and so grant it.", 1},
		{"transition of an account from the forest's list", onFE, scanned(forest{diag.NewSnapshot()}, fe).decide("FE1$", "on"), []string{"add TRUSTED_TO_AUTH_FOR_DELEGATION FE1$"}, "", 1},
		{"transition of an account that nobody read", onFE, forest{diag.NewSnapshot()}, nil, "", 0},
		{"a trustee, not said", onDB, forest{diag.NewSnapshot()}.account(db), nil, "Decide whether to delete the entry.", 1},
		{"a trustee goes", onDB, forest{diag.NewSnapshot()}.account(db).decide(onDB.Subject, "delete"), []string{"delete S-1-5-21-9 DB1$"}, "", 1},
		{"a trustee stays", onDB, forest{diag.NewSnapshot()}.account(db).decide(onDB.Subject, "keep"), nil, "Nothing to change: you said that the entry stays.", 1},
		{"a trustee that is not there any more", elsewhere, forest{diag.NewSnapshot()}.account(db).decide(onDB.Subject, "delete"), nil, "", 0},
	} {
		p := Build([]diag.Finding{c.finding}, c.forest.Reader())
		if !slices.Equal(ops(p), c.want) || len(p.Choices) != c.choices {
			t.Errorf("%s: %q, %d choices", c.name, ops(p), len(p.Choices))
		}
		if (len(p.Left) == 1) != (c.want == nil) || len(p.Left) == 1 && !strings.Contains(p.Left[0].Do, c.left) {
			t.Errorf("%s: left %+v", c.name, p.Left)
		}
		for _, change := range p.Changes {
			if change.Proof == "" {
				t.Errorf("%s: %s is planned without a proof", c.name, change.Change.Value)
			}
		}
	}
}
