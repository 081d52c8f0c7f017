package screen

import "slices"

// LoginKind is a way to change who is logged in, or where.
type LoginKind string

// The kinds of login.
const (
	WithPassword LoginKind = "password" // Principal and Password
	WithKeytab   LoginKind = "keytab"   // Keytab, and Principal unless it is the keytab's first
	WithCache    LoginKind = "cache"    // Cache, read again
	Renewing     LoginKind = "renew"    // the ticket in use
	AtServer     LoginKind = "server"   // Server, and Fingerprint when the operator accepted one
	InLab        LoginKind = "lab"      // Scenario of the embedded forest
)

// Login is a change of who is logged in, or where. Everything is held in memory
// only: no cache is written.
type Login struct {
	Kind        LoginKind
	Principal   string
	Password    []byte // wiped by whoever takes the login
	Keytab      string // path
	Cache       string // "FILE:/tmp/krb5cc_1000"
	Server      string // "dc1.contoso.lab", "ldaps://dc1.contoso.lab"
	Fingerprint string // SHA-256 of the CA certificate to accept for this run, hexadecimal
	Scenario    string
}

// Untrusted is the error inside the Problem of a login at a server whose
// certificate no known authority signed. The operator may accept the
// fingerprint once.
type Untrusted struct {
	Server      string
	Subject     string // of the certificate at the top of the chain that was sent
	Fingerprint string // its SHA-256, hexadecimal
	Until       string // its end, "2027-03-01"
}

// Error implements error.
func (u *Untrusted) Error() string { return "the certificate of " + u.Server + " is not trusted" }

// CanLogin says whether the backend can make a kind of login.
func (w *World) CanLogin(k LoginKind) bool { return slices.Contains(w.Logins, k) }
