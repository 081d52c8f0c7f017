package codes

// updates are what dynamic updates of the name service answer (RFC 2136, RFC 3645, RFC 8945),
// and the remote desktop's message that names no cause.
var updates = []Entry{
	{What: "The name service refuses the dynamic update.", Family: Rights, Also: []string{DNS, Policy}, Say: []string{"opcode 5 (update) ~ refused"}, Weight: usual - 6,
		Causes: []string{"the zone takes only secure updates, and the record belongs to another account", "the zone takes no updates at all"}},
	{What: "The name service refuses the dynamic update.", Family: Rights, Also: []string{DNS, Policy}, Weight: usual - 10, Say: []string{"update failed: refused"}},
	{What: "The name service took the dynamic update and failed over it.", Family: Generic, Also: []string{Rights, DNS}, Weight: usual - 12, Say: []string{"update failed: servfail"}},
	{What: "The server that the dynamic update went to does not hold that zone.", Family: DNS, Say: []string{"update failed: notauth*", "update failed: notzone"}},
	{What: "The signature of a dynamic update came too late or too early: the clocks differ.", Family: Clock, Say: []string{"tsig error with server: clocks are unsynchronized*", "clocks are unsynchronized*", "tsig ~ badtime", "tsig error (badtime)*"}},
	{What: "The name service does not know the key of the dynamic update's signature, or it is another.", Family: WrongKey, Also: []string{Expired}, Weight: usual - 8, Say: []string{"tsig ~ badkey", "tsig ~ badsig", "tsig error (badkey)*", "tsig error (badsig)*", "tkey ~ badkey", "tkey ~ badsig"}},
	{What: "The signature of the name service's answer to a dynamic update does not hold.", Family: Generic, Also: []string{WrongKey, Rights}, Weight: usual - 12, Say: []string{"tsig verify failure", "tsig error with server: tsig indicates error*", "tsig error with server: expected a tsig*", "tsig error with server*"},
		Causes: []string{"the update was taken or refused by a server that could not sign its answer with the login's key", "the name that the login was made for is another server's than the one that answers"}},
	{What: "The remote desktop's login failed, and the message does not say why.", Family: Generic, Also: []string{Policy, NTLMFallback, BadPassword}, Weight: weak + 12, Say: []string{"an authentication error has occurred (code*", "an authentication error has occurred. (code*"}},
}
