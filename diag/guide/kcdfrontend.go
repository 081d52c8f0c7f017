package guide

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/paste"
)

var kcdChecks = []string{"delegation-unconstrained", "delegation-transition-missing", "delegation-entry-missing", "delegation-twin-missing", "delegation-list-limit",
	"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"}

// kcdFrontEnd is the walk for Exchange 2003 front ends that pass users on to back
// ends by constrained delegation.
func kcdFrontEnd() Guide {
	return Guide{
		ID:      "kcd-front-end",
		Symptom: "Front end cannot delegate to a back end",
		Applies: "Exchange 2003",
		Intro: "With smart cards, the front end asks for tickets in the users' names. The KDC allows that only towards the names in the front end's delegation list, which Exchange maintains itself, and stops maintaining when one back end is down. " +
			"This walk compares the list with the back ends and proves every entry.",
		Inputs: []Input{
			{Key: "front-end", Title: "the front end", Help: "name of the front end's computer account", List: true, Accounts: true, Required: true, Discover: discoverFrontEnds, Requests: exchangeRequest, Check: checkAccount},
			{Key: "back-ends", Title: "the back ends", Help: "every back end of the domain", List: true, Required: true, Discover: discoverBackEnds, Requests: exchangeRequest, Check: checkHost},
			{Key: "users", Title: "users that fail", Help: "accounts to look at, if the trouble is theirs alone; several with commas", List: true, Accounts: true, Check: checkAccount},
			{Key: "prove", Title: "a user to prove it with", Help: "a ticket in this user's name is asked for each back end, when the front end's key is at hand", Check: checkAccount},
			{Key: "file-versions", Title: "file versions of the front end", Help: kcdVersionCommand, Paste: true, Parse: parseFileVersions},
		},
		Steps: []Step{
			{ID: "environment", Title: "Directory and login", Why: "Everything that follows is read from here.", Requests: environment, Checks: environmentChecks,
				Story: func(r *diag.Reader, results []diag.Result) []Line {
					return append(lines(results), say("Front end: %s. Back ends: %s.", strings.Join(Values(r, "front-end"), ", "), strings.Join(Values(r, "back-ends"), ", ")))
				}, Again: environmentKinds},
			{ID: "front-end", Title: "The front end's account", Why: "Its flags decide whether it may act for users who did not bring a ticket.",
				Requests: kcdAccountRequests, Checks: []string{"account-missing", "account-disabled", "delegation-transition-missing", "delegation-unconstrained", "replica-differs"},
				Story: plainStory, Again: []string{"account", "replica.account"}},
			{ID: "list", Title: "The delegation list", Why: "A back end that is not listed is refused; both forms of its name count.",
				Requests: kcdAccountRequests, Checks: []string{"delegation-entry-missing", "delegation-twin-missing", "delegation-list-limit"}, Story: kcdListStory},
			{ID: "targets", Title: "Where the entries lead", Why: "An entry helps only when exactly one enabled account of the same domain holds it.",
				Requests: kcdTargetRequests, Checks: []string{"delegation-target-missing", "delegation-target-disabled", "delegation-target-duplicate", "delegation-other-domain"},
				Story: plainStory, Again: []string{"spn.owners"}},
			{ID: "back-ends", Title: "The back ends themselves", Why: "One that is down when the list is built keeps unfixed versions from updating it.",
				Requests: kcdReachRequests, Checks: []string{"exchange-back-end-down"}, Story: plainStory, Again: []string{"net.reach"}},
			{ID: "files", Title: "The version on the front end", Why: "From 6.5.7653.23 on, a back end that is down no longer spoils the list.",
				Checks: []string{"exchange-file-old"}, Story: kcdFilesStory},
			{ID: "users", Title: "Users that may not be delegated", Why: "Sensitive accounts and Protected Users are refused by design.",
				Requests: kcdAccountRequests, Checks: []string{"delegation-user-protected"}, Story: kcdUserStory},
			{ID: "future", Title: "Exchange 2003 and the end of RC4", Why: "Windows Server 2003 cannot do AES.", Requests: func(r *diag.Reader) []diag.Request { return append(exchangeRequest(), environment(r)...) },
				Checks: []string{"exchange-2003-aes"}, Story: kcdFutureStory},
			{ID: "proof", Title: "The proof", Why: "A ticket in a user's name, asked for with the front end's own key, is what the front end gets.",
				Requests: kcdProofRequests, Checks: []string{"delegation-proof-failed"}, Story: kcdProofStory, Again: []string{"delegation.proof"}},
			{ID: "fix", Title: "The fix", Kind: Fix, Why: "The list grows by single values; what is there stays.", Requests: kcdTargetRequests,
				Checks: slices.Concat([]string{"account-missing", "account-disabled"}, kcdChecks, []string{"exchange-back-end-down", "exchange-file-old", "delegation-user-protected"}), Story: kcdFixStory},
			{ID: "verify", Title: "Verification", Kind: Verify, Why: "The front end remembers a refusal for 15 minutes.", Requests: kcdTargetRequests,
				Checks: kcdChecks, Story: plainStory, Again: []string{"account", "spn.owners"}},
		},
	}
}

const kcdVersionCommand = `dir "C:\Program Files\Exchsrvr\bin\*" | % { $_.Name + " " + $_.VersionInfo.FileVersion }`

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

func kcdAccountRequests(r *diag.Reader) []diag.Request {
	reqs := requestsFor(facts.Account, Values(r, "front-end"))
	reqs = append(reqs, requestsFor(facts.Replicas, Values(r, "front-end"))...)
	for _, b := range Values(r, "back-ends") {
		if !strings.Contains(b, ".") {
			reqs = append(reqs, facts.Account.For(b+"$"))
		}
	}
	return append(reqs, requestsFor(facts.Account, Values(r, "users"))...)
}

func kcdTargetRequests(r *diag.Reader) []diag.Request {
	reqs := kcdAccountRequests(r)
	for _, name := range Values(r, "front-end") {
		if f, ok := facts.Account.Get(r, name); ok && f.Known() {
			reqs = append(reqs, requestsFor(facts.Owners, f.Value.DelegatesTo)...)
		}
	}
	return reqs
}

func kcdReachRequests(r *diag.Reader) []diag.Request {
	var reqs []diag.Request
	for _, b := range Values(r, "back-ends") {
		reqs = append(reqs, facts.Reach.For(memberHost(r, b)+":80"))
	}
	return reqs
}

func kcdProofRequests(r *diag.Reader) []diag.Request {
	user := Value(r, "prove")
	if user == "" {
		return nil
	}
	var reqs []diag.Request
	for _, fe := range Values(r, "front-end") {
		for _, b := range Values(r, "back-ends") {
			reqs = append(reqs, facts.DelegationProof.For(facts.DelegationSubject(fe, user, "HTTP/"+memberHost(r, b))))
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
	facts.FileVersions.Put(s, diag.Fact[map[string]string]{Value: v, Source: pasted("file versions")})
	return nil
}

// plainStory tells what the checks said.
func plainStory(_ *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	if len(out) == 0 {
		return []Line{{Status: diag.Skipped, Text: "There is nothing to look at here."}}
	}
	return out
}

func kcdListStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	for _, name := range Values(r, "front-end") {
		if f, ok := facts.Account.Get(r, name); ok && f.Known() {
			out = append(out, say("%s lists %d names.", f.Value.Label(), len(f.Value.DelegatesTo)))
		}
	}
	return append(out, say(`Exchange updates the list when the System Attendant starts and every polling interval: KCDPollingInterval under HKLM\System\CurrentControlSet\Services\MSExchangeSA\Parameters, 15 minutes unless set.`),
		say("About 600 back ends fit into one list."))
}

func kcdFilesStory(r *diag.Reader, results []diag.Result) []Line {
	if f, ok := facts.FileVersions.Get(r, ""); !ok || !f.Known() {
		return []Line{note(diag.Manual, "File versions can only be read on the front end. Paste the output of this command."), command("on the front end", kcdVersionCommand)}
	}
	return append(lines(results), say("The update restarts the System Attendant, Search and IIS Admin services and everything that depends on them."))
}

func kcdUserStory(r *diag.Reader, results []diag.Result) []Line {
	if len(Values(r, "users")) == 0 {
		return []Line{{Status: diag.Skipped, Text: "No user was named. If only some users fail, name one: --set users=alice"}}
	}
	return lines(results)
}

func kcdFutureStory(_ *diag.Reader, results []diag.Result) []Line {
	return append(lines(results), say("Exchange 2003 runs on Windows Server 2003, which speaks RC4 and DES only. Domain controllers of Windows Server 2025 issue no RC4 ticket-granting tickets: in a domain that has only those, none of this can work."))
}

func kcdProofStory(r *diag.Reader, results []diag.Result) []Line {
	if Value(r, "prove") == "" {
		return []Line{unaskedLine("Not tried. It takes the front end's key and a user's name: --set prove=alice")}
	}
	return plainStory(r, results)
}

func kcdFixStory(r *diag.Reader, results []diag.Result) []Line {
	return append(planStory(r, results), say("The System Attendant may write the list again later: mend what kept it from doing so as well. Refusals are remembered by the front end for 15 minutes."))
}
