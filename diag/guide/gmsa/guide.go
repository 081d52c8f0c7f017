package gmsa

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// hosts is the input with the machines that use the account.
const hosts = "hosts"

var checks = []string{"gmsa-not-managed", "gmsa-none-allowed", "gmsa-host-not-allowed"}

// Guide is the walk for a service that runs as a group-managed account.
func Guide() guide.Guide {
	w := service.Walk{ID: "gmsa"}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "A service with a gMSA does not start or refuses tickets",
		Applies: "gMSA, containers",
		Intro: "The domain makes the password of a group-managed account and changes it every 30 days. Hosts in the right group fetch it. " +
			"The account needs the SPNs of its services like any other; several hosts and containers share it.",
		Inputs: append(w.Inputs("a service that runs as the account", "URL or SPN as clients use it"),
			guide.Input{Key: hosts, Title: "the hosts that use it", Help: "hosts or their computer accounts", List: true}),
		Steps: []guide.Step{w.Names(), w.Owner(), w.Account(),
			{ID: "password", Title: "Who may fetch the password", Short: "Password", Why: "A host that may not read the password cannot start the service.", Derive: use(w), Requests: requests(w),
				Checks: checks, Story: passwordStory, Again: []string{"account.gmsa", "login.sids"}},
			w.ETypes(), w.Ticket(), w.Answer(), w.Fix(checks...), w.Verify()},
	}
}

// account is the managed account: given, else the owner of the SPN.
func account(w service.Walk, r *diag.Reader) string {
	if a := guide.Value(r, "account"); a != "" {
		return a
	}
	return w.OwnerOf(r)
}

func hostAccounts(r *diag.Reader) []string {
	var out []string
	for _, h := range guide.Values(r, hosts) {
		out = append(out, ask.Account(ask.Bare(h)))
	}
	return out
}

func use(w service.Walk) func(r *diag.Reader, s *diag.Snapshot) {
	return func(r *diag.Reader, s *diag.Snapshot) {
		w.Expect(r, s)
		s.Forget(diag.Request{Kind: facts.GMSAUse.Name})
		if a := account(w, r); a != "" {
			facts.GMSAUse.Put(s, diag.Fact[facts.GMSAUseValue]{Value: facts.GMSAUseValue{Account: a, Hosts: hostAccounts(r)}, Source: ask.Derived(w.ID)})
		}
	}
}

func requests(w service.Walk) func(r *diag.Reader) []diag.Request {
	return func(r *diag.Reader) []diag.Request {
		a := account(w, r)
		if a == "" {
			return nil
		}
		return slices.Concat([]diag.Request{facts.GMSA.For(a)}, ask.Each(facts.LoginSIDs, hostAccounts(r)))
	}
}

func passwordStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Plain(r, results)
	for _, f := range facts.GMSA.All(r) {
		if f.Known() && f.Value.Interval > 0 {
			out = append(out, story.Say("The password changes every %s. For five minutes around a change hosts accept the old one, too.", diag.Count(f.Value.Interval, "day")))
		}
	}
	if len(guide.Values(r, hosts)) == 0 {
		out = append(out, story.UnaskedLine("No host was checked.", story.Give("name those that use the account", hosts, "HOST,HOST")))
	}
	return out
}
