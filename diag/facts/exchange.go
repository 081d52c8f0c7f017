package facts

import (
	"time"

	"adwalk/diag"
)

// Exchange is the Exchange organisation as the configuration partition
// describes it, subject "".
var Exchange = diag.Define[ExchangeValue]("exchange.org", "the Exchange organisation in the configuration partition", diag.Exact)

// ExchangeValue lists what was found, each with the DN it was read from.
type ExchangeValue struct {
	Organisation string           `json:"organisation,omitempty"` // DN, "" when there is no Exchange
	Arrays       []ExchangeArray  `json:"arrays,omitempty"`
	Servers      []ExchangeServer `json:"servers,omitempty"`
	WebNames     []ExchangeWeb    `json:"web_names,omitempty"`
	Autodiscover []ExchangeWeb    `json:"autodiscover,omitempty"`
	SMTP         []ExchangeSMTP   `json:"smtp,omitempty"`
}

// ExchangeArray is a client access array.
type ExchangeArray struct {
	DN      string   `json:"dn"`
	Name    string   `json:"name"`
	FQDN    string   `json:"fqdn"`
	Site    string   `json:"site,omitempty"`
	Members []string `json:"members,omitempty"` // names of client access servers in its site
}

// ExchangeServer is a server object.
type ExchangeServer struct {
	DN       string `json:"dn"`
	Name     string `json:"name"`
	FQDN     string `json:"fqdn,omitempty"`
	Version  int    `json:"version,omitempty"` // major: 6 is 2003, 8 is 2007, 14 is 2010, 15 is 2013 and later
	Roles    int    `json:"roles,omitempty"`   // msExchCurrentServerRoles: 2 mailbox, 4 client access, 16 UM, 32 hub, 64 edge
	FrontEnd bool   `json:"front_end,omitempty"`
	Site     string `json:"site,omitempty"`
}

// ExchangeWeb is one internal URL and the host in it.
type ExchangeWeb struct {
	DN     string `json:"dn"`
	Server string `json:"server,omitempty"`
	Class  string `json:"class,omitempty"` // of the virtual directory
	URL    string `json:"url"`
	Host   string `json:"host"`
}

// ExchangeSMTP is an SMTP virtual server.
type ExchangeSMTP struct {
	DN     string `json:"dn"`
	Server string `json:"server"`
	Number string `json:"number"`
	FQDN   string `json:"fqdn"`
}

// ASAStatus is the pasted credential status of the members, subject "".
var ASAStatus = diag.Define[[]ASAMember]("exchange.asa-status", "the pasted alternate service account status of the members", diag.Exact)

// ASAMember is one server's credential.
type ASAMember struct {
	Server   string        `json:"server"`
	Latest   ASACredential `json:"latest"`
	Previous ASACredential `json:"previous"`
}

// ASACredential is an account and the server-local time at which the server got
// its password. Account is "" when not set. AmbiguousDate says that day and
// month could be read either way; Time is then the reading that the paste's
// other dates favour.
type ASACredential struct {
	Account       string    `json:"account,omitempty"`
	Time          time.Time `json:"time,omitzero"`
	Raw           string    `json:"raw,omitempty"` // the date as pasted
	AmbiguousDate bool      `json:"ambiguous_date,omitempty"`
}

// AuthLog is what an AddressBook Service or HttpProxy log showed, subject "".
var AuthLog = diag.Define[AuthLogValue]("exchange.auth-log", "counts of a log by authentication and client", diag.Exact)

// AuthLogValue counts log lines by authentication type and client.
type AuthLogValue struct {
	Lines    int                       `json:"lines"`
	Unread   int                       `json:"unread"` // lines that were not understood
	ByAuth   map[string]int            `json:"by_auth"`
	ByClient map[string]map[string]int `json:"by_client,omitempty"` // client, authentication
	First    time.Time                 `json:"first,omitzero"`
	Last     time.Time                 `json:"last,omitzero"`
}
