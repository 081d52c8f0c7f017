package scenario

// mapiDoubleHop is a web application on Exchange's own MAPI provider, which
// has no Kerberos; somebody tried Basic without TLS.
var mapiDoubleHop = Scenario{Name: "mapi-double-hop", Title: "A MAPI application fails on the second hop (Exchange, IIS)",
	Faults: []string{"mapi-exchange-provider", "mapi-basic-without-tls"}}
