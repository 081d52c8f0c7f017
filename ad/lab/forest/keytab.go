package forest

import (
	"slices"
	"strings"

	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Keytab is a keytab of one of the forest's servers.
type Keytab struct {
	Entries []KeytabEntry
	Cut     int // bytes that are missing at the end of the file
}

// KeytabEntry is one key, as it was exported.
type KeytabEntry struct {
	Principal string // HTTP/app.contoso.lab
	Realm     string
	Account   string // whose key it is
	Password  string
	Salt      string
	KVNO      int
	EType     int32
}

// AddKeytab exports the present keys of an account under the given principals, the
// AES ones unless types are named.
func (f *Forest) AddKeytab(name, account string, principals []string, types ...int32) {
	e := f.Tree.Account(account)
	if e == nil {
		f.DN(account)
		return
	}
	if types == nil {
		types = []int32{18, 17}
	}
	k := &Keytab{}
	for _, p := range principals {
		for _, t := range types {
			k.Entries = append(k.Entries, KeytabEntry{p, f.Realm(), e.Text("sAMAccountName"), e.Secret.Password, e.Secret.Salt, e.Secret.KVNO, t})
		}
	}
	f.Keytabs[name] = k
}

// ChangeKeytab changes every entry of a keytab.
func (f *Forest) ChangeKeytab(name string, change func(e *KeytabEntry)) {
	for i := range f.Keytabs[name].Entries {
		change(&f.Keytabs[name].Entries[i])
	}
}

// keytabKeys are the keys that a server with a keytab finds for a ticket: those
// under its own names, of the version that the account has now.
func (f *Forest) keytabKeys(m *Member, etype int32) []types.EncryptionKey {
	k := f.Keytabs[m.Keytab]
	if k == nil || k.Cut > 0 {
		return nil
	}
	var out []types.EncryptionKey
	for _, e := range k.Entries {
		class, host, _ := strings.Cut(e.Principal, "/")
		host, _, _ = strings.Cut(host, ":")
		a := f.Tree.Account(e.Account)
		if class != m.Speaks.class() || !slices.Contains(m.Hosts, host) || e.Realm != f.Realm() || e.EType != etype || a == nil || a.Secret.KVNO != e.KVNO {
			continue
		}
		if key, ok := store.DeriveKey(e.Password, e.Salt, etype); ok {
			out = append(out, key)
		}
	}
	return out
}
