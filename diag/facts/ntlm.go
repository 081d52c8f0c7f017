package facts

import (
	"net/netip"
	"strings"
	"time"

	"adwalk/diag"
)

// NTLMUse is who logged on with NTLM to what, as exported Windows events say it.
var NTLMUse = diag.Define[NTLMUseValue]("ntlm.use", "logons with NTLM in exported events", diag.Exact)

// NTLMUseValue counts NTLM logons, most frequent first.
type NTLMUseValue struct {
	Events   int       `json:"events"`   // all events that were read
	Kerberos int       `json:"kerberos"` // logons with Kerberos among them
	Rows     []NTLMRow `json:"rows"`
	More     int       `json:"more,omitempty"` // rows that were not kept
}

// NTLMRow is one target as one reason explains it.
type NTLMRow struct {
	Target  string    `json:"target,omitempty"` // the SPN that the client gave, as it stands in the event
	Server  string    `json:"server,omitempty"` // where the logon arrived, where no target is known
	Client  string    `json:"client,omitempty"` // of the first event
	User    string    `json:"user,omitempty"`   // of the first event
	Process string    `json:"process,omitempty"`
	Reason  string    `json:"reason,omitempty"` // in the event's own language
	Direct  bool      `json:"direct,omitempty"` // the program called NTLM and nothing else
	Count   int       `json:"count"`
	First   time.Time `json:"first,omitzero"`
	Last    time.Time `json:"last,omitzero"`
}

// Subject is what a finding about the row is about: the target, else the server.
func (r NTLMRow) Subject() string {
	if r.Target != "" {
		return r.Target
	}
	return r.Server
}

// Host is the host in the target, "" without one.
func (r NTLMRow) Host() string {
	_, host, ok := strings.Cut(r.Target, "/")
	if !ok {
		return ""
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, "@")
	if !strings.Contains(host, "::") && strings.Count(host, ":") == 1 {
		host, _, _ = strings.Cut(host, ":")
	}
	return host
}

// ByAddress says that the target's host is an IP address.
func (r NTLMRow) ByAddress() bool {
	_, err := netip.ParseAddr(strings.Trim(r.Host(), "[]"))
	return err == nil
}
