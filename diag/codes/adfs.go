package codes

// adfs are the numbers with which Active Directory Federation Services name their failures.
// The ones that say that a login was refused stand beside what Windows says of it.
var adfs = []Entry{
	{What: "The federation service failed over a sign-in; its exception says why.", Family: Generic, Also: []string{Config}, Codes: []string{"event 364"}, Weight: weak + 12, Say: []string{"encountered error during federation passive request*"}},
	{What: "The sign-in page that starts at the federation service itself is switched off.", Family: Config, Codes: []string{"MSIS7012"}, Say: []string{"idpinitiatedsignonpagedisabledexception*"},
		Next: []string{"Set-AdfsProperties -EnableIdpInitiatedSignonPage $true, if it is wanted"}},
	{What: "The federation service has nothing that answers at that address, or the request is not one it knows.", Family: Config, Weight: usual - 6, Say: []string{"msis7065*", "there are no registered protocol handlers on path*", "msis7000*", "msis7007*", "msis7001*"}},
	{What: "The federation service does not know the application, or the application may not be used.", Family: Config, Weight: usual - 6, Say: []string{"msis3020*", "msis3055*", "msis3056*", "msis9605*", "msis9224*", "msis9321*", "msis9602*"}},
	{What: "The browser comes back again and again: the application does not take the token.", Family: Config, Weight: usual - 6, Say: []string{"msis7042*", "the same client browser session has made*"}},
	{What: "The federation service could not validate the account in Active Directory.", Family: Generic, Also: []string{BadPassword, KDCUnreachable, Trust}, Codes: []string{"MSIS3173"}, Weight: usual - 18, Say: []string{"msis3173*", "active directory account validation failed"}},
	{What: "The federation service's rules do not let this account, or from here, have a token.", Family: Policy, Codes: []string{"MSIS5007"}, Weight: usual - 4, Say: []string{"msis5007*", "the caller authorization failed for caller identity*", "msis7102*", "msis7099*"}},
	{What: "The federation service was asked for a login with a certificate and got none that it takes.", Family: TLS, Also: []string{Pkinit}, Weight: usual - 8, Say: []string{"msis7121*", "msis7122*"}},
}
