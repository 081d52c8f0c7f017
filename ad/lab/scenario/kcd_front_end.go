package scenario

// kcdFrontEnd is a front end whose list was built while a back end was down.
var kcdFrontEnd = Scenario{Name: "kcd-front-end", Title: "A front end cannot delegate to a back end (Exchange 2003)",
	Faults: []string{"kcd-back-end-missing", "kcd-stale-target", "kcd-old-build", "kcd-user-sensitive"}}
