package forest

import (
	"slices"
	"strings"
	"time"

	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Member is a server that accepts tickets: the credentials it holds are its
// own, whatever the directory says by now.
type Member struct {
	Name      string   // "CAS1"
	Address   string   // its own IPv4 address
	Hosts     []string // names whose web service it answers for, its own included
	Latest    Credential
	Prior     Credential
	Negotiate bool       // offers Negotiate at all
	Basic     bool       // offers Basic
	NTLM      bool       // offers NTLM
	Plain     bool       // answers without TLS as well
	Down      bool       // answers nothing
	Status    int        // HTTP status of its pages after a login; 0 is 200
	Keytab    string     // holds its keys, as of a server on Linux; "" is none
	Speaks    Speech     // what it serves; "" is HTTP
	Instances []Instance // of a database server, beside the default one
	Browser   Browser    // tells the ports of the instances
}

// Instance is a named instance of SQL Server: it listens at its port beside the default
// instance at 1433, and answers as that does. Without a port it serves no TCP.
type Instance struct{ Name, Port string }

// Browser is the state of a database server's SQL Server Browser.
type Browser string

// The states. One that is filtered gets no packet; of one that is stopped the host says so.
const (
	BrowserRuns     Browser = ""
	BrowserStopped  Browser = "stopped"
	BrowserFiltered Browser = "filtered"
)

// Instance adds a named instance to a database server.
func (m *Member) Instance(name, port string) {
	m.Instances = append(m.Instances, Instance{name, port})
}

// ListensAt says whether a database server has an instance at a TCP port.
func (m *Member) ListensAt(port string) bool {
	return port == "1433" || port != "" && slices.ContainsFunc(m.Instances, func(i Instance) bool { return i.Port == port })
}

// Speech is a protocol that a member serves.
type Speech string

// The protocols beside HTTP.
const (
	SMB Speech = "smb"
	TDS Speech = "tds"
)

// class is the service class of the names that a member has keys under.
func (s Speech) class() string {
	switch s {
	case SMB:
		return "cifs"
	case TDS:
		return "MSSQLSvc"
	}
	return "HTTP"
}

// Credential is an alternate service account credential as a server keeps it.
type Credential struct {
	Account  string // sAMAccountName; "" is not set
	Password string // never shown
	KVNO     int
	When     time.Time // when the server was given it
}

// Credential makes the credential that an account has now, or had some
// versions ago, as if deployed at the given time.
func (f *Forest) Credential(account string, versionsAgo int, when time.Time) Credential {
	e := f.Tree.Account(account)
	if e == nil || e.Secret == nil {
		return Credential{}
	}
	c := Credential{Account: e.Text("sAMAccountName"), Password: e.Secret.Password, KVNO: e.Secret.KVNO, When: when}
	if versionsAgo > 0 && versionsAgo <= len(e.Secret.Previous) {
		v := e.Secret.Previous[versionsAgo-1]
		c.Password, c.KVNO = v.Password, v.KVNO
	}
	return c
}

// Keys lists the keys of one type that a member would try on a ticket: those
// of the alternate credentials, then those of its own machine account.
func (f *Forest) Keys(m *Member, etype int32) []types.EncryptionKey {
	f.mu.RLock()
	held := []Credential{m.Latest, m.Prior}
	f.mu.RUnlock()
	out := f.keytabKeys(m, etype)
	for _, c := range held {
		if c.Account == "" {
			continue
		}
		if k, ok := store.DeriveKey(c.Password, f.salt(User{Name: c.Account}), etype); ok {
			out = append(out, k)
		}
	}
	if m.Speaks != "" && m.Keytab != "" {
		return out // it knows its keytab alone
	}
	if e := f.Tree.Account(m.Name + "$"); e != nil {
		if k, ok := e.Secret.Key(etype); ok {
			out = append(out, k)
		}
	}
	return out
}

// Member finds a member by name, nil when there is none.
func (f *Forest) Member(name string) *Member {
	for _, m := range slices.Concat(f.Members, f.Hosts) {
		if strings.EqualFold(m.Name, name) {
			return m
		}
	}
	return nil
}

// Deploy gives a member a new credential; the one it had becomes the previous.
func (f *Forest) Deploy(m *Member, c Credential) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m.Latest, m.Prior = c, m.Latest
}

// Challenges lists what a member offers beside Negotiate.
func (m *Member) Challenges() []string {
	var out []string
	if m.NTLM {
		out = append(out, "NTLM")
	}
	if m.Basic {
		out = append(out, `Basic realm="`+m.Name+`"`)
	}
	return out
}

// ArrayMembers are the members of the client access array.
func (f *Forest) ArrayMembers() []*Member {
	return slices.DeleteFunc(slices.Clone(f.Members), func(m *Member) bool { return slices.Contains(Servers2016(), m.Name) })
}
