package keytabs

import (
	"strings"
	"time"

	"adwalk/ad"
)

// Entry is one key of the keytab, without the key.
type Entry struct {
	Principal string    `json:"principal"` // HTTP/web.contoso.lab@CONTOSO.LAB
	KVNO      int       `json:"kvno"`
	EType     ad.EType  `json:"etype"`
	Written   time.Time `json:"written,omitzero"`
	Tried     bool      `json:"tried"` // on the fresh ticket
	Fits      bool      `json:"fits"`  // it decrypts the fresh ticket
	// OpensFor names another SPN whose fresh ticket this key decrypts, "" for none.
	OpensFor string `json:"opens_for,omitempty"`
}

// name is the principal without its realm, realm what follows.
func (e Entry) name() string  { n, _, _ := ad.CutRealm(e.Principal); return n }
func (e Entry) realm() string { _, r, _ := ad.CutRealm(e.Principal); return r }

// Facts are what is known of a keytab and of the service that uses it.
type Facts struct {
	File    string  `json:"file"`
	Entries []Entry `json:"entries"`
	Deleted int     `json:"deleted_slots,omitempty"`
	Version int     `json:"version,omitempty"`
	Damaged string  `json:"damaged,omitempty"` // what is wrong with the file, "" for a whole one
	Owner   string  `json:"file_owner,omitempty"`
	Mode    string  `json:"file_mode,omitempty"` // "-rw-------"
	RunAs   string  `json:"run_as,omitempty"`    // the user that runs the service, where it was said
	NoRead  string  `json:"not_readable_because,omitempty"`

	Service string `json:"service"` // the SPN, without realm
	Realm   string `json:"realm,omitempty"`

	Ticket     *Ticket      `json:"ticket,omitempty"`
	KDCError   *ad.KDCError `json:"kdc_error,omitempty"`
	NoTicket   string       `json:"no_ticket_because,omitempty"` // why nobody was asked, or nobody answered
	Account    *ad.Account  `json:"account,omitempty"`           // the SPN's only owner
	OwnerNames []string     `json:"owners,omitempty"`
	NoOwners   string       `json:"owners_not_known_because,omitempty"`
	Salt       string       `json:"salt,omitempty"` // of the account's AES keys, as the KDC says
	SaltKnown  bool         `json:"salt_known,omitempty"`
	Permitted  []ad.EType   `json:"permitted_enctypes,omitempty"` // krb5.conf of this machine; nil: no limit
	Domain     string       `json:"domain,omitempty"`             // NetBIOS name, for commands
}

// Ticket is what a fresh ticket for the service is encrypted with.
type Ticket struct {
	EType ad.EType `json:"etype"`
	KVNO  int      `json:"kvno"`
}

// defaultSalts are the salts that tools compute for an account that was never
// renamed (MS-KILE 3.1.1.2): the realm and the name, where there is a UPN its local
// part without slashes, and for a computer "host" and its full name in small letters.
func (f Facts) defaultSalts() []string {
	if f.Account == nil || f.Realm == "" {
		return nil
	}
	realm := strings.ToUpper(f.Realm)
	if name, ok := strings.CutSuffix(f.Account.Name, "$"); ok {
		return []string{realm + "host" + strings.ToLower(name) + "." + strings.ToLower(f.Realm)}
	}
	out := []string{realm + f.Account.Name}
	if local, _, ok := ad.CutRealm(f.Account.UPN); ok {
		out = append(out, realm+strings.ReplaceAll(local, "/", ""))
	}
	return out
}
