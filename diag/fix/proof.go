package fix

import (
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// A move or a deletion is planned only where something proves which account runs
// the service. Without a proof it is left to do by hand, and where a proof says
// otherwise nothing is planned at all.

// decided returns what the operator decided about a subject, "" for nothing.
func (b *builder) decided(subject string) string {
	f, ok := facts.Decision.Get(b.r, subject)
	if !ok || !f.Known() {
		return ""
	}
	return f.Value
}

// means says whether a decision names an account.
func means(choice string, a ad.Account) bool {
	return choice != "" && (strings.EqualFold(choice, a.Name) || strings.EqualFold(choice, a.DN))
}

// proof says what shows that the service with this SPN runs as the account, ""
// for nothing.
func (b *builder) proof(spn string, to ad.Account) string {
	if means(b.decided(spn), to) {
		return "you said that the service runs as " + to.Label()
	}
	if servers := b.deployed(to); len(servers) > 0 {
		return fmt.Sprintf("the pasted status names %s as the account of %s", to.Label(), strings.Join(servers, ", "))
	}
	e, ok := facts.Expected.Get(b.r, spn)
	if !ok || !e.Known() {
		return ""
	}
	switch e.Value.OwnerFrom {
	case facts.OwnerSaid:
		return "you named " + to.Label() + " as the account that runs it"
	case facts.OwnerMachine:
		return "this service is a part of the machine and runs as " + to.Label()
	}
	return ""
}

// deployed lists the servers whose pasted credential status names the account.
func (b *builder) deployed(a ad.Account) []string {
	f, ok := facts.ASAStatus.Get(b.r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	for _, m := range f.Value {
		name := m.Latest.Account[strings.LastIndexByte(m.Latest.Account, '\\')+1:]
		if name != "" && strings.EqualFold(strings.TrimSuffix(name, "$"), strings.TrimSuffix(a.Name, "$")) {
			out = append(out, m.Server)
		}
	}
	return out
}
