package serviceunreachable

import (
	"slices"

	"adwalk/diag/guide"
	"adwalk/diag/guide/service"
)

// Guide is the walk for any client and any service.
func Guide() guide.Guide {
	w := service.Walk{ID: "service-unreachable"}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "A client cannot get Kerberos to a service",
		Applies: "any",
		Intro: "A client turns the host it was given into an SPN, asks the KDC for a ticket for that SPN, and shows the ticket to the service. " +
			"This walk follows the same steps and stops where one fails: the SPN, its owner, the key, the ticket, the service.",
		Inputs: slices.Concat(w.Inputs("the service", "URL, host, SPN, UNC path or connection string, as the client uses it"), service.KeytabInputs(), service.TokenInputs("")[:1]),
		Steps:  []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Answer(), w.Keytab(), tokens(w), w.Cache(), w.Fix(slices.Concat(service.CacheChecks, service.KeytabChecks)...), w.Verify()},
	}
}

// tokens lists the limits of web servers beside the user's login: which server it is
// is not known here, so nothing is judged.
func tokens(w service.Walk) guide.Step {
	st := service.TokenSize(w)
	st.Checks = nil
	return st
}
