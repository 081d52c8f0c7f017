package checks

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// hop is the way of a web application's user on to the mailbox server.
type hop struct {
	from   delegator
	to     string     // the mailbox server, as it was given
	server ad.Account // its account, empty when it is not known
	held   diag.Proof // that the server's own permissions were read
	// What the server's own permissions say of the application, as admits does.
	in      bool
	how     diag.Evidence
	unclear *ad.Problem
}

// mailboxHop is the second hop that the walk is about. There is none to judge
// where the provider is not Outlook's, or where nothing crosses the network.
func mailboxHop(r *diag.Reader) (hop, bool) {
	provider, _ := answered(r, "provider", "outlook")
	near, _ := answered(r, "remote", "no")
	other, _ := answered(r, "integrated", "no")
	to, web := inputText(r, "mailbox-server"), inputText(r, "web-server")
	if !provider || near || other || to == "" || web != "" && sameHost(to, web) {
		return hop{}, false
	}
	account := inputText(r, "pool")
	if account == "" && web != "" {
		account = machineName(web)
	}
	f, ok := facts.Account.Get(r, account)
	if !ok || !f.Known() {
		return hop{}, false // account-missing's business
	}
	h := hop{from: delegatorOf(f), to: to}
	if s, ok := facts.Account.Get(r, machineName(to)); ok && s.Known() {
		h.server, h.held = s.Value, f.Proof().And(s.Proof("msDS-AllowedToActOnBehalfOfOtherIdentity"))
		if f.Value.SID != "" {
			h.in, h.how, h.unclear = admits(r, h.from, s.Value, s.Source)
		}
	}
	return h, true
}

// judge says whether the list, the server itself or an unbounded trust lets the
// application act for its users.
func (h hop) judge(o *diag.Out) {
	a := h.from.account
	short, _, _ := strings.Cut(h.to, ".")
	subject := targetSubject(h.from, "exchangeMDB/"+h.to)
	ev := diag.Seen(h.from.src, "msDS-AllowedToDelegateTo of %s has %s", a.Label(), diag.Count(len(a.DelegatesTo), "value"))
	for _, host := range []string{h.to, short, h.server.DNSHostName} {
		if host != "" && lists(a.DelegatesTo, "exchangeMDB/"+host) {
			o.Pass(subject, "", h.from.proof("msDS-AllowedToDelegateTo"), ev)
			return
		}
	}
	switch {
	case a.UAC.Has(ad.UACTrustedDelegation):
		o.Pass(subject, "", h.from.proof("userAccountControl"), diag.Seen(h.from.src, "%s is trusted for delegation to any service", a.Label()))
	case h.in:
		o.Pass(subject, "", h.held, h.how)
	case h.from.proof("msDS-AllowedToDelegateTo", "userAccountControl").Missing() != nil:
		o.Unknown(a.Label(), h.from.proof("msDS-AllowedToDelegateTo", "userAccountControl").Missing())
	case !h.server.Same(ad.Account{}) && h.held.Missing() != nil: // the server's own permission could not be read
		o.Unknown(subject, h.held.Missing())
	case h.unclear != nil:
		o.Unknown(subject, h.unclear, ev)
	default:
		args := targetArgs(h.from, "exchangeMDB/"+h.to)
		args["back_end"] = short
		o.Hit(subject, diag.NotAllowed, args, ev)
	}
}

// machineName is the computer account of a host's name.
func machineName(host string) string {
	label, _, _ := strings.Cut(host, ".")
	return strings.TrimSuffix(label, "$") + "$"
}
