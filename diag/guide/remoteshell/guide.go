package remoteshell

import (
	"slices"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// second is the input with the service of the second hop.
const second = "second-hop"

// Guide is the walk for a remote shell from which nothing further can be reached.
func Guide() guide.Guide {
	w := service.Walk{ID: "remote-shell", Scheme: "ssh", Machine: true}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "From an SSH or WinRM session nothing further can be reached",
		Applies: "SSH, WinRM",
		Intro: "A network login leaves no password and no TGT on the remote machine, so that it cannot log in anywhere else in the user's name: the double hop. " +
			"Delegation for exactly the second service lets it through. This walk looks at the first hop, then at what the machine may do on the second.",
		Inputs: slices.Concat(w.Inputs("the first machine", "ssh://HOST, winrm://HOST or a host"), []guide.Input{
			{Key: second, Title: "the service of the second hop", Help: `as typed in the session: \\HOST\share, a URL, an SPN`, Check: checkTarget},
			{Key: "user", Title: "the user", Help: "who logs in to the first machine", Check: ask.CheckAccount},
		}),
		Steps: []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(),
			{ID: "second", Title: "The second hop", Short: "Second hop", Why: "The machine may impersonate the user only where its own list or the second service's account allows it.",
				Derive: link(w), Requests: hopRequests(w), Checks: []string{"second-hop"}, Story: story.Plain, Again: []string{"account"}},
			{ID: "user", Title: "The user", Short: "User", Why: "Some users must not be impersonated at all.", Requests: userRequests, Checks: []string{"second-hop-user"}, Story: userStory, Again: []string{"account", "account.groups"}},
			{ID: "ways", Title: "Ways to make the second hop", Short: "Ways", Kind: guide.Advice, Why: "They differ in what an attacker gains on the first machine.", Story: ways},
			w.Fix("second-hop", "second-hop-user"), w.Verify()},
	}
}

func checkTarget(v string) error {
	_, err := ad.ParseServiceTarget(v)
	return err
}

// secondSPN is the SPN of the second hop, "" where none was given.
func secondSPN(r *diag.Reader) string {
	t, err := ad.ParseServiceTarget(guide.Value(r, second))
	if err != nil {
		return ""
	}
	return t.SPN()
}

// link puts the second hop: from the owner of the first machine to the second SPN.
func link(w service.Walk) func(r *diag.Reader, s *diag.Snapshot) {
	return func(r *diag.Reader, s *diag.Snapshot) {
		s.Forget(diag.Request{Kind: facts.SecondHop.Name})
		spn, front := secondSPN(r), w.OwnerOf(r)
		if spn == "" {
			facts.SecondHop.Put(s, diag.Fact[facts.SecondHopValue]{Problem: &ad.Problem{Kind: ad.ProblemNotFound, What: "whether the second hop is allowed", Why: "where it leads was not said",
				Do: "say where it leads: --set " + second + "=TARGET"}, Source: ask.Derived(w.ID)})
		}
		if spn != "" && front != "" {
			facts.SecondHop.Put(s, diag.Fact[facts.SecondHopValue]{Value: facts.SecondHopValue{From: front, SPN: spn, User: guide.Value(r, "user")}, Source: ask.Derived(w.ID)})
		}
	}
}

func hopRequests(w service.Walk) func(r *diag.Reader) []diag.Request {
	return func(r *diag.Reader) []diag.Request {
		spn, front := secondSPN(r), w.OwnerOf(r)
		if spn == "" || front == "" {
			return nil
		}
		reqs := []diag.Request{facts.Owners.For(spn), facts.Account.For(front), facts.Groups.For(front)}
		for _, a := range service.Holders(r, spn) {
			reqs = append(reqs, facts.Account.For(a.DN))
		}
		return reqs
	}
}

func userRequests(r *diag.Reader) []diag.Request {
	if u := guide.Value(r, "user"); u != "" {
		return []diag.Request{facts.Account.For(u), facts.Groups.For(u)}
	}
	return nil
}

func userStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if guide.Value(r, "user") == "" {
		return []guide.Line{story.UnaskedLine("Not checked: no user was named.", story.Give("name the user", "user", "NAME"))}
	}
	return story.Plain(r, results)
}

func ways(*diag.Reader, []diag.Result) []guide.Line {
	return []guide.Line{
		{Text: "Resource-based constrained delegation", Detail: []string{"Set-ADComputer SECOND -PrincipalsAllowedToDelegateToAccount (Get-ADComputer FIRST)", "set at the second service; needs no domain administrator; works across domains"}},
		{Text: "Constrained delegation", Detail: []string{"the second SPN in msDS-AllowedToDelegateTo of the first machine's account", "set at the first machine's account; within one domain"}},
		{Text: "A forwarded TGT (ssh -K, GSSAPIDelegateCredentials yes)", Detail: []string{"needs a forwardable TGT and OK-AS-DELEGATE or a client that ignores it", "whoever controls the first machine can use the TGT anywhere; refused for members of Protected Users and by Credential Guard"}},
		{Text: "CredSSP", Detail: []string{"sends the password to the first machine, where it stays in memory", "avoid it: an attacker on that machine has the password"}},
		{Text: "A login on the first machine itself", Detail: []string{"Invoke-Command with -Credential inside the session, or kinit in the SSH session", "the password crosses the encrypted session and gives a TGT there"}},
	}
}
