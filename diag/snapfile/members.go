package snapfile

import "strings"

// class says what the text in a JSON member of a fact is, and so what a redacted
// file shows of it.
type class int

const (
	undeclared class = iota // taken out
	public                  // a word of the program, a code, a version: stays
	account                 // names of accounts: masked, here and wherever they occur
	host                    // names of hosts, SPNs, URLs: likewise
	domain                  // names of domains and realms: likewise
	dn                      // distinguished names: likewise; attribute types stay
	prose                   // text in which the names of other members are masked
	raw                     // may hold anything: taken out
)

// members declares every JSON member of every fact that can hold text. A test
// fails while one is missing. A member of one kind of fact may be declared by
// itself, as kind.member.
var members = declared(map[class]string{
	public: `at kind state verdict status time first last start end renew_until auth_time server_time password_set expires locked
protection class classes attribute unread writable sasl offered flags version outcome form scheme port owner_from by_auth codes events limit
data way ldap.clients.problem process file_mode garbled dns_canonicalize_hostname qualify_shortname vendor number told client.names.port directory.uniqueness.raw exchange.file-versions.value rule opens_for`,
	account: `account client principal upn as owner latest previous name names by_client user run_as file_owner right differ owners protected_by`,
	host: `server servers fqdn host hosts dns_host_name kdc asked canonical address addresses url spn spns value got got_name subject key targets delegates_to
alias_of members followed path instance partner service sname ticket_server ticket_spn reverse files file target share`,
	domain: `realm domain forest netbios search`,
	dn:     `dn organisation site member_of protected configuration schema from act_on_behalf act_denied partner_dn`,
	prose: `what why do input note notes text absence problem replies invalid passed_over damaged unread_why no_ticket_because not_readable_because
owners_not_known_because reason sid sids guid config source exchange.asa-status.raw dfs.namespace.unread`,
	raw: `e_data config_value organisation_raw salt raw`,
})

// tables are members whose keys are data, not members.
var tables = wordSet("names by_client by_auth reverse unread_why codes events replies exchange.file-versions.value")

func isTable(kind, member string) bool { return tables[member] || tables[kind+"."+member] }

func declared(by map[class]string) map[string]class {
	out := map[string]class{}
	for c, names := range by {
		for _, n := range strings.Fields(names) {
			if _, twice := out[n]; twice {
				panic("declared twice: " + n)
			}
			out[n] = c
		}
	}
	return out
}

// classOf is the class of a member of a kind of fact.
func classOf(kind, member string) class {
	if c, ok := members[kind+"."+member]; ok {
		return c
	}
	return members[member]
}
