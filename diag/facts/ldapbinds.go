package facts

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
)

// LDAPBinds is what one domain controller accepts, subject its host name.
var LDAPBinds = diag.Define[ad.BindPolicy]("ldap.binds", "which ways to log in a domain controller accepts, by host name", diag.Hosts)

// LDAPClients are the clients that exported events of domain controllers name.
var LDAPClients = diag.Define[LDAPClientsValue]("ldap.clients", "LDAP clients in exported events of domain controllers", diag.Exact)

// LDAPClientsValue is an export of a domain controller's Directory Service log, taken
// together. Rows come most frequent first.
type LDAPClientsValue struct {
	Events int          `json:"events"` // all events that were read
	Rows   []LDAPClient `json:"rows"`
	More   int          `json:"more,omitempty"` // rows that were not kept
	// Counted are the binds that the summaries of a day count (2887, 2888, 3040).
	Counted []LDAPCount `json:"counted,omitempty"`
	Advice  []int       `json:"advice,omitempty"` // ids of events that only recommend a setting (2886, 3041)
}

// The problems of a client.
const (
	LDAPSimpleClear = "simple"   // simple bind without TLS (2889, type 1)
	LDAPUnsigned    = "unsigned" // SASL bind without signing (2889, type 0)
	LDAPNoToken     = "no-token" // bind inside TLS without a valid channel binding token (3039, 3074, 3075)
)

// LDAPClient is one client under one identity with one problem.
type LDAPClient struct {
	Problem string    `json:"problem"`
	Host    string    `json:"host"` // address of the client, without the port
	User    string    `json:"user"` // who logged in
	Server  string    `json:"server,omitempty"`
	Count   int       `json:"count"`
	Last    time.Time `json:"last,omitzero"`
}

// Subject is what a finding about the client is about.
func (c LDAPClient) Subject() string {
	user := c.User
	if user == "" {
		user = "an unnamed account"
	}
	return user + " from " + c.Host
}

// LDAPCount is a day's summary.
type LDAPCount struct {
	Event    int    `json:"event"` // 2887, 2888 or 3040
	Server   string `json:"server"`
	Simple   int    `json:"simple"`   // simple binds without TLS
	Unsigned int    `json:"unsigned"` // SASL binds without signing; of 3040: binds without a token
}
