package kcdfrontend

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/paste"
)

var checks = []string{"delegation-unconstrained", "delegation-transition-missing", "delegation-entry-missing", "delegation-twin-missing", "delegation-list-limit",
	"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"}

// Guide is the walk for Exchange 2003 front ends that pass users on to back
// ends by constrained delegation.
func Guide() guide.Guide {
	return guide.Guide{
		ID:      "kcd-front-end",
		Symptom: "Front end cannot delegate to a back end",
		Applies: "Exchange 2003",
		Intro: "With smart cards, the front end requests tickets for the users. The KDC allows that only to the SPNs in the front end's delegation list, which Exchange maintains itself, and stops maintaining when one back end is down. " +
			"This walk compares the list with the back ends and proves every entry.",
		Inputs: []guide.Input{
			{Key: "front-end", Title: "the front end", Help: "name of the front end's computer account", List: true, Accounts: true, Required: true, Discover: discoverFrontEnds, Requests: ask.Exchange, Check: ask.CheckAccount},
			{Key: "back-ends", Title: "the back ends", Help: "every back end of the domain", List: true, Required: true, Discover: discoverBackEnds, Requests: ask.Exchange, Check: ask.CheckHost},
			{Key: "users", Title: "users that fail", Help: "accounts to look at, if the trouble is theirs alone; several with commas", List: true, Accounts: true, Check: ask.CheckAccount},
			{Key: "prove", Title: "a user to prove it with", Help: "a ticket in this user's name is asked for each back end, when the front end's key is given", Check: ask.CheckAccount},
			{Key: "file-versions", Title: "file versions of the front end", Help: versionCommand, Paste: true, Parse: parseFileVersions},
		},
		Steps: []guide.Step{
			{ID: "environment", Title: "Directory and login", Short: "Connection", Why: "Everything that follows is read from here.", Requests: ask.Environment, Checks: ask.EnvironmentChecks,
				Story: func(r *diag.Reader, results []diag.Result) []guide.Line {
					return append(story.Lines(results), story.Say("Front end: %s. Back ends: %s.", strings.Join(guide.Values(r, "front-end"), ", "), strings.Join(guide.Values(r, "back-ends"), ", ")))
				}, Again: ask.EnvironmentKinds},
			{ID: "front-end", Title: "The front end's account", Short: "Front end", Why: "Its flags decide whether it may impersonate users who brought no ticket.",
				Requests: accountRequests, Checks: []string{"account-missing", "account-disabled", "delegation-transition-missing", "delegation-unconstrained", "replica-differs"},
				Story: story.Plain, Again: []string{"account", "account.groups", "replica.account"}},
			{ID: "list", Title: "The delegation list", Short: "Delegation list", Why: "A back end that is not listed is refused; both forms of its name count.",
				Requests: accountRequests, Checks: []string{"delegation-entry-missing", "delegation-twin-missing", "delegation-list-limit"}, Story: listStory},
			{ID: "targets", Title: "Delegation targets", Short: "List targets", Why: "An entry helps only when exactly one enabled account of the same domain has that SPN.",
				Requests: targetRequests, Checks: []string{"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"},
				Story: story.Plain, Again: []string{"spn.owners"}},
			{ID: "back-ends", Title: "The back ends themselves", Short: "Back ends", Why: "One that is down when the list is built keeps unfixed versions from updating it.",
				Requests: reachRequests, Checks: []string{"exchange-back-end-down"}, Story: story.PlainOr(facts.Reach), Again: []string{"net.reach"}},
			{ID: "files", Title: "The version on the front end", Short: "File versions", Why: "From 6.5.7653.23 on, a back end that is down no longer spoils the list.",
				Checks: []string{"exchange-file-old"}, Story: filesStory},
			{ID: "users", Title: "Users that may not be delegated", Short: "Protected users", Why: "Sensitive accounts and Protected Users are refused by design.",
				Requests: accountRequests, Checks: []string{"delegation-user-protected"}, Story: userStory},
			{ID: "future", Title: "Exchange 2003 and the end of RC4", Short: "End of RC4", Why: "Windows Server 2003 cannot do AES.", Requests: futureRequests,
				Checks: []string{"exchange-2003-aes"}, Story: futureStory},
			{ID: "proof", Title: "The proof", Short: "KDC proof", Why: "A ticket in a user's name, asked for with the front end's own key, is what the front end gets.",
				Requests: proofRequests, Checks: []string{"delegation-proof-failed"}, Story: proofStory, Again: []string{"delegation.proof"}},
			{ID: "fix", Title: "The fix", Short: "Fix", Kind: guide.Fix, Why: "The list grows by single values; what is there stays.", Requests: fixRequests,
				Checks: slices.Concat([]string{"account-missing", "account-disabled", "replica-differs"}, checks, []string{"exchange-back-end-down", "exchange-file-old", "exchange-2003-aes", "delegation-user-protected", "delegation-proof-failed"}), Story: fixStory},
			{ID: "verify", Title: "Verification", Short: "Verify", Kind: guide.Verify, Why: "The front end remembers a refusal for 15 minutes.", Requests: targetRequests,
				Checks: checks, Story: story.Plain, Again: []string{"account", "account.groups", "spn.owners"}},
		},
	}
}

const versionCommand = `dir "C:\Program Files\Exchsrvr\bin\*" | % { $_.Name + " " + $_.VersionInfo.FileVersion }`

func discoverFrontEnds(r *diag.Reader) []string {
	return servers2003(r, func(s facts.ExchangeServer) bool { return s.FrontEnd }, "$")
}

func discoverBackEnds(r *diag.Reader) []string {
	return servers2003(r, func(s facts.ExchangeServer) bool { return !s.FrontEnd }, "")
}

func servers2003(r *diag.Reader, take func(facts.ExchangeServer) bool, suffix string) []string {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	for _, s := range f.Value.Servers {
		if s.Version != 6 || !take(s) {
			continue
		}
		name := s.Name + suffix
		if suffix == "" && s.FQDN != "" {
			name = s.FQDN
		}
		out = append(out, name)
	}
	return out
}

func accountRequests(r *diag.Reader) []diag.Request {
	reqs := ask.Each(facts.Account, guide.Values(r, "front-end"))
	reqs = append(reqs, ask.Each(facts.Groups, guide.Values(r, "front-end"))...)
	reqs = append(reqs, ask.Each(facts.Replicas, guide.Values(r, "front-end"))...)
	for _, b := range guide.Values(r, "back-ends") {
		if !strings.Contains(b, ".") {
			reqs = append(reqs, facts.Account.For(b+"$"))
		}
	}
	if users := guide.Values(r, "users"); len(users) > 0 {
		reqs = append(reqs, ask.Each(facts.Account, users)...)
		reqs = append(reqs, ask.Each(facts.Groups, users)...)
	}
	return append(reqs, backEndRequests(r)...)
}

// backEndRequests asks who owns the back ends' SPNs: the owner may let the front
// end in itself (resource-based delegation).
func backEndRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	for _, b := range guide.Values(r, "back-ends") {
		short, _, dotted := strings.Cut(b, ".")
		reqs = append(reqs, facts.Owners.For("HTTP/"+short))
		if dotted {
			reqs = append(reqs, facts.Owners.For("HTTP/"+b))
		} else if f, ok := facts.Account.Get(r, b+"$"); ok && f.Known() && f.Value.DNSHostName != "" {
			reqs = append(reqs, facts.Owners.For("HTTP/"+f.Value.DNSHostName))
		}
	}
	return reqs
}

func targetRequests(r *diag.Reader) []diag.Request {
	reqs := accountRequests(r)
	for _, name := range guide.Values(r, "front-end") {
		if f, ok := facts.Account.Get(r, name); ok && f.Known() {
			reqs = append(reqs, ask.Each(facts.Owners, f.Value.DelegatesTo)...)
		}
	}
	return reqs
}

// fixRequests asks for everything that a finding rests on.
func fixRequests(r *diag.Reader) []diag.Request {
	return slices.Concat(targetRequests(r), reachRequests(r), proofRequests(r), futureRequests(r))
}

func futureRequests(r *diag.Reader) []diag.Request {
	return append(ask.Exchange(), ask.Environment(r)...)
}

func reachRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	for _, b := range guide.Values(r, "back-ends") {
		reqs = append(reqs, facts.Reach.For(ask.MemberHost(r, b)+":80"))
	}
	return reqs
}

func proofRequests(r *diag.Reader) []diag.Request {
	user := guide.Value(r, "prove")
	if user == "" {
		return nil
	}
	var reqs []diag.Request
	for _, fe := range guide.Values(r, "front-end") {
		for _, b := range guide.Values(r, "back-ends") {
			reqs = append(reqs, facts.DelegationProof.For(facts.DelegationSubject(fe, user, "HTTP/"+ask.MemberHost(r, b))))
		}
	}
	return reqs
}

func parseFileVersions(s *diag.Snapshot, text string) error {
	decoded, err := paste.Text([]byte(text))
	if err != nil {
		return err
	}
	v, err := paste.FileVersions(decoded)
	if err != nil {
		return err
	}
	facts.FileVersions.Put(s, diag.Fact[map[string]string]{Value: v, Source: guide.Pasted("file versions")})
	return nil
}

func listStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	for _, name := range guide.Values(r, "front-end") {
		if f, ok := facts.Account.Get(r, name); ok && f.Proof("msDS-AllowedToDelegateTo").Missing() == nil {
			out = append(out, story.Say("%s lists %d SPNs.", f.Value.Label(), len(f.Value.DelegatesTo)))
		}
	}
	return append(out, story.Say(`Exchange updates the list when the System Attendant starts and every polling interval: KCDPollingInterval under HKLM\System\CurrentControlSet\Services\MSExchangeSA\Parameters, 15 minutes unless set.`),
		story.Say("About 600 back ends fit into one list."))
}

func filesStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if f, ok := facts.FileVersions.Get(r, ""); !ok || !f.Known() {
		return []guide.Line{story.Note(diag.Manual, "File versions can only be read on the front end. Paste the output of this command."), story.Command("on the front end", versionCommand)}
	}
	return append(story.Lines(results), story.Say("The update restarts the System Attendant, Search and IIS Admin services and everything that depends on them."))
}

func userStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if len(guide.Values(r, "users")) == 0 {
		return []guide.Line{{Status: diag.Skipped, Text: "No user was named.", Do: []ad.Advice{story.Give("if only some users fail, name one", "users", "alice")}}}
	}
	return story.Lines(results)
}

func futureStory(_ *diag.Reader, results []diag.Result) []guide.Line {
	return append(story.Lines(results), story.Say("Exchange 2003 runs on Windows Server 2003, which speaks RC4 and DES only. Domain controllers of Windows Server 2025 issue no RC4 ticket-granting tickets: in a domain that has only those, none of this can work."))
}

func proofStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if guide.Value(r, "prove") == "" {
		return []guide.Line{story.UnaskedLine("Not tried. It takes the front end's key and a user's name.", story.Give("name a user", "prove", "alice"))}
	}
	return story.PlainOr(facts.DelegationProof)(r, results)
}

func fixStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return append(story.Plan(r, results), story.Say("The System Attendant may write the list again later: fix what kept it from doing so as well. Refusals are remembered by the front end for 15 minutes."))
}
