package machineaccount

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

var checks = []string{"machine-password-old", "machine-dns-differs", "machine-clone"}

// Guide is the walk for a joined host to which domain users no longer log in.
func Guide() guide.Guide {
	w := service.Walk{ID: "machine-account", Scheme: "ssh", Computer: true}
	inputs := slices.Concat(w.Inputs("the joined host", "full host name, as hostname -f shows it"), service.KeytabInputs())
	for i := range inputs {
		switch inputs[i].Key {
		case service.AccountKey:
			inputs[i].Title, inputs[i].Help, inputs[i].Discover = "its computer account", "the host's first label and a $ unless given", computer
		case "keytab":
			inputs[i].Title, inputs[i].Help = "the host's keytab", "/etc/krb5.keytab on the host"
		}
	}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "A Linux host lost its trust with the domain",
		Applies: "adcli, realmd, msktutil, net ads",
		Intro: "A joined host has a computer account and keeps its password, as keys, in /etc/krb5.keytab. sssd or winbind renew both every 30 days. " +
			"A restored backup, a clone or a second join leaves a keytab behind that the domain no longer accepts.",
		Inputs: inputs,
		Steps: []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Keytab(),
			{ID: "machine", Title: "The host against its account", Short: "Host and account", Why: "Two hosts on one account change its password by turns, and each locks the other out.",
				Derive: machine(w), Requests: w.Facts, Checks: checks, Story: story.Plain},
			{ID: "host", Title: "On the host", Short: "On the host", Why: "Only the host can log in with its own key.", Items: items(), Story: func(r *diag.Reader, _ []diag.Result) []guide.Line { return story.Items(r, items()) }},
			w.Fix(slices.Concat(service.KeytabChecks, checks)...), w.Verify()},
	}
}

// computer is the account that a host of this name gets when it joins: at most 15
// characters of the first label.
func computer(r *diag.Reader) []string {
	t, err := ad.ParseServiceTarget(guide.Value(r, service.Key))
	if err != nil {
		return nil
	}
	label, _, _ := strings.Cut(t.Host, ".")
	if label == "" {
		return nil
	}
	return []string{strings.ToUpper(label[:min(15, len(label))]) + "$"}
}

func machine(w service.Walk) func(r *diag.Reader, s *diag.Snapshot) {
	return func(r *diag.Reader, s *diag.Snapshot) {
		w.Expect(r, s)
		s.Forget(diag.Request{Kind: facts.Machine.Name})
		t, err := ad.ParseServiceTarget(guide.Value(r, service.Key))
		if a := w.RunBy(r); err == nil && a != "" {
			facts.Machine.Put(s, diag.Fact[facts.MachineValue]{Value: facts.MachineValue{Host: t.Dial(), Account: a}, Source: ask.Derived(w.ID)})
		}
	}
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "machine-kinit", Title: "The host logs in with its keytab", Command: `kinit -k "$(hostname -s | tr a-z A-Z)\$" && klist`, Where: "the host, as root", Expect: "a TGT; \"Preauthentication failed\" means that the keytab is old: join again (adcli update --computer-password-lifetime=0, or adcli join)"},
		{ID: "machine-sssd", Title: "sssd is online", Command: "sssctl domain-status DOMAIN; adcli testjoin", Where: "the host, as root", Expect: "Online; \"Successfully validated join\""},
		{ID: "machine-clock", Title: "The clock is set from the domain", Command: "chronyc tracking", Where: "the host", Expect: "less than a second from the domain controllers"},
	}
}
