package cli

import "fmt"

// withoutAES removes the AES keys of an account, as one has them whose password is
// older than the domain's AES.
func (f *foreignForest) withoutAES(dn string) {
	f.Plant("dn: " + dn + "\nchangetype: modify\ndelete: supplementalCredentials\n")
}

// plain makes a user that lists no encryption types.
func (f *foreignForest) plain(name string, spns ...string) string {
	name = f.fill(name)
	f.Tool("user", "create", name, "Foreign-Key-1")
	for _, spn := range spns {
		f.Tool("spn", "add", f.fill(spn), name)
	}
	return "CN=" + name + ",CN=Users," + f.BaseDN
}

func (f *foreignForest) trust(partner, etypes string) { f.trustOf(partner, etypes, 3, 8) }

// trustOf makes a trust without keys; direction and attributes are numbers of MS-ADTS
// 6.1.6.7.12 and 6.1.6.7.9.
func (f *foreignForest) trustOf(partner, etypes string, direction, attributes int) (dn string) {
	dn = "CN=" + f.fill(partner) + ",CN=System," + f.BaseDN
	ldif := "dn: " + dn + "\nobjectClass: trustedDomain\ntrustPartner: " + f.fill(partner) +
		"\nflatName: " + f.stem + fmt.Sprintf("\ntrustDirection: %d\ntrustType: 2\ntrustAttributes: %d\nsecurityIdentifier: S-1-5-21-1-2-3\n", direction, attributes)
	if etypes != "" {
		ldif += "msDS-SupportedEncryptionTypes: " + etypes + "\n"
	}
	if out := f.RunWith(ldif, nil, "ldbadd", "-H", f.PrivateDir+"/sam.ldb", "--relax", "--controls=provision:0"); out.Code != 0 {
		f.t.Fatalf("ldbadd: %s%s", out.Stdout, out.Stderr)
	}
	return dn
}

var rc4 = []string{"walk", "rc4-readiness"}

// foreignKeyStates are the states of keys and of what accounts list. They are built
// in one domain, so that each walk meets those of the states before, too.
var foreignKeyStates = []foreignState{
	{"RC4", "no AES key, nothing listed", func(f *foreignForest) { f.withoutAES(f.plain("{stem}mine", "http/{stem}mine.{realm}")) },
		[]foreignAsk{{args: rc4, want: []string{"F etype-no-aes-key {stem}mine"}, exits: []int{1}}}},
	{"RC4", "no AES key, AES listed", func(f *foreignForest) { f.withoutAES(f.service("{stem}lode", "imap/{stem}lode.{realm}")) },
		[]foreignAsk{{args: rc4, want: []string{"F etype-no-aes-key {stem}lode"}}}},
	{"RC4", "no AES key, and an SPN in three parts alone", func(f *foreignForest) { f.withoutAES(f.plain("{stem}vein", "ldap/{stem}vein.{realm}/{realm}")) },
		[]foreignAsk{{args: rc4, want: []string{"F etype-no-aes-key {stem}vein"}}}},
	{"RC4", "no AES key, and its only SPN is another account's as well", func(f *foreignForest) {
		f.plain("{stem}ore", "http/{stem}ore.{realm}")
		dn := f.plain("{stem}slag")
		f.withoutAES(dn)
		f.PlantSPN(dn, f.fill("HTTP/{stem}ORE.{realm}"))
	}, []foreignAsk{{args: rc4, want: []string{"F etype-no-aes-key {stem}slag"}, silent: []string{"F etype-no-aes-key {stem}ore"}}}},
	{"RC4", "a smart card is required, and nothing is listed", func(f *foreignForest) {
		f.SetAttr(f.plain("{stem}card", "http/{stem}card.{realm}"), "userAccountControl", "262656")
	}, []foreignAsk{{args: rc4, want: []string{"U etype-no-aes-key {stem}card"}}}},
	{"RC4", "lists RC4, and the list is hidden; it has AES keys", func(f *foreignForest) {
		dn := f.service("{stem}haze", "http/{stem}haze.{realm}")
		f.SetAttr(dn, "msDS-SupportedEncryptionTypes", "4")
		f.hide(dn, idETypes)
	}, []foreignAsk{{args: rc4, silent: []string{"F etype-no-aes-key {stem}haze", "F etype-none-common http/{stem}haze.{realm}"}}}},
	{"RC4", "lists RC4", func(f *foreignForest) {
		f.SetAttr(f.plain("{stem}rust", "nfs/{stem}rust.{realm}"), "msDS-SupportedEncryptionTypes", "4")
	}, []foreignAsk{{args: rc4, want: []string{"F etype-rc4-only {stem}rust"}, silent: []string{"F etype-no-aes-key {stem}rust"}}}},
	{"RC4", "lists AES session keys beside RC4 (0x24)", func(f *foreignForest) {
		f.SetAttr(f.plain("{stem}zinc", "http/{stem}zinc.{realm}"), "msDS-SupportedEncryptionTypes", "36")
	}, []foreignAsk{{args: rc4, want: []string{"F etype-rc4-only {stem}zinc"}, silent: []string{"F etype-des-only {stem}zinc"}}}},
	{"RC4", "DES alone, by its list and by its flag", func(f *foreignForest) {
		f.SetAttr(f.plain("{stem}lead", "http/{stem}lead.{realm}"), "msDS-SupportedEncryptionTypes", "3")
		f.SetAttr(f.plain("{stem}tin", "http/{stem}tin.{realm}"), "userAccountControl", "2097664")
	}, []foreignAsk{{args: rc4, want: []string{"F etype-des-only {stem}lead", "F etype-des-only {stem}tin"}}}},
	{"RC4", "keys are there: listed, not listed, no pre-authentication, password must change", func(f *foreignForest) {
		f.service("{stem}gold", "http/{stem}gold.{realm}")
		f.plain("{stem}iron", "http/{stem}iron.{realm}")
		f.SetAttr(f.plain("{stem}jade", "http/{stem}jade.{realm}"), "userAccountControl", "4194816")
		f.SetAttr(f.plain("{stem}onyx", "http/{stem}onyx.{realm}"), "pwdLastSet", "0")
	}, []foreignAsk{{args: rc4, silent: []string{"F etype-no-aes-key {stem}gold", "F etype-no-aes-key {stem}iron", "U etype-no-aes-key {stem}iron",
		"F etype-no-aes-key {stem}jade", "U etype-no-aes-key {stem}jade", "F account-no-password {stem}onyx", "F etype-no-aes-key krbtgt", "F etype-rc4-only {stem}gold"}}}},
	{"trusts", "RC4 alone is listed", func(f *foreignForest) { f.trust("{stem}.example", "4") },
		[]foreignAsk{{args: rc4, want: []string{"F trust-rc4-only {stem}.example"}}}},
	{"trusts", "AES is listed", func(f *foreignForest) { f.trust("{stem}.example", "24") },
		[]foreignAsk{{args: rc4, silent: []string{"F trust-rc4-only {stem}.example", "U trust-rc4-only {stem}.example"}}}},
	{"trusts", "nothing is listed", func(f *foreignForest) { f.trust("{stem}.example", "") },
		[]foreignAsk{{args: rc4, want: []string{"U trust-rc4-only {stem}.example"}, silent: []string{"F trust-rc4-only {stem}.example"}}}},
}
