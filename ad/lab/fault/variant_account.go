package fault

import (
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/forest"
)

// replaceASA puts another account in the place of the array's own: same names,
// deployed to the members the same way.
func replaceASA(f *forest.Forest, name string, add func()) {
	f.RemoveAccount(forest.ASA)
	add()
	f.SetPassword(name, "word of "+name, 9*24*time.Hour)
	f.Exchange.ASA = name
	for _, m := range f.ArrayMembers() {
		m.Latest = f.Credential(name, 0, f.PasswordSet(name).Add(-31*time.Second))
		m.Prior = f.Credential(name, 1, f.PasswordSet(name).Add(-31*24*time.Hour))
	}
}

// accountVariants are other accounts and settings for the array's credential.
func accountVariants() []Variant {
	return []Variant{
		{Name: "asa-is-a-user", Words: "the array's account is a user", Apply: func(f *forest.Forest) {
			replaceASA(f, "svc-array", func() {
				f.AddUser(forest.User{Name: "svc-array", Container: "OU=Exchange", ETypes: 28, SPNs: forest.ArraySPNs(), UAC: ad.UACNormal | ad.UACNoPasswordExpiry})
			})
		}},
		{Name: "asa-is-a-gmsa", Words: "the array's account is group-managed", Apply: func(f *forest.Forest) {
			replaceASA(f, "gmsa-array$", func() {
				f.AddComputer(forest.User{Name: "gmsa-array$", Class: "msDS-GroupManagedServiceAccount", Container: "CN=Managed Service Accounts", ETypes: 28,
					SPNs: forest.ArraySPNs(), Bare: true, Values: map[string][]string{"msDS-ManagedPasswordInterval": {"30"}, "dNSHostName": {"gmsa-array.contoso.lab"}}})
			})
		}},
		{Name: "aes-only", Words: "the array's account lists AES only", Apply: func(f *forest.Forest) {
			f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes", "24")
		}},
		{Name: "aes-with-claims-bits", Words: "the array's account lists AES with the feature bits of newer systems", Apply: func(f *forest.Forest) {
			f.Set(f.DN(forest.ASA), "msDS-SupportedEncryptionTypes", "524312")
		}},
		{Name: "rolled-today", Words: "the password was rolled an hour ago and one member got it by copy later", Apply: func(f *forest.Forest) {
			f.SetPassword(forest.ASA, "third word of the array account", time.Hour)
			for i, m := range f.ArrayMembers() {
				m.Latest = f.Credential(forest.ASA, 0, f.PasswordSet(forest.ASA).Add(time.Duration(i*17-1)*time.Minute))
				m.Prior = f.Credential(forest.ASA, 1, f.PasswordSet(forest.ASA).Add(-8*24*time.Hour))
			}
		}},
		{Name: "asa-elsewhere", Words: "the array's account is in an organisational unit and described", Apply: func(f *forest.Forest) {
			replaceASA(f, "EXARRAY$", func() {
				f.AddComputer(forest.User{Name: "EXARRAY$", Container: "OU=Exchange", ETypes: 28, SPNs: forest.ArraySPNs(), Bare: true,
					Values: map[string][]string{"description": {"do not delete"}}})
			})
		}},
	}
}
