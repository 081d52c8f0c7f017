package websso

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// Guide is the walk for single sign-on to a web server with a keytab.
func Guide() guide.Guide {
	w := service.Walk{ID: "web-sso-linux", Clients: true}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "Single sign-on to a web server on Linux fails",
		Applies: "apache, nginx, Java",
		Intro: "The browser asks the KDC for a ticket to the host in the address and sends it with the request; the server decrypts it with a key from its keytab. " +
			"This walk looks at each part: the SPN of every kind of browser, its owner, the keytab, the size of the login, and what the site answers.",
		Inputs: slices.Concat(w.Inputs("the web site", "URL as in the browser"), service.KeytabInputs(), service.TokenInputs("apache")),
		Steps: []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Keytab(), w.Answer(), service.TokenSize(w),
			{ID: "browser", Title: "Browser and proxies", Short: "Browser, proxies", Why: "A browser sends a ticket only to sites on its list. A proxy can take the header away.", Items: items(), Story: browserStory},
			w.Fix(slices.Concat(service.KeytabChecks, []string{"client-name-differs", "token-size"})...), w.Verify()},
	}
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "browser-list", Title: "The browser may send tickets to this site", Command: "edge://policy or chrome://policy: AuthServerAllowlist; Firefox: network.negotiate-auth.trusted-uris", Where: "a client",
			Expect: "the site's host or its domain is on the list, or on Windows the site is in the intranet zone"},
		{ID: "proxy-header", Title: "Every proxy in between passes the Authorization header on, on one connection", Command: "curl --negotiate -u : -v URL", Where: "a client, then the server itself",
			Expect: "the same answer at the server and through the proxy; NTLM needs one connection a client, Negotiate with Kerberos does not"},
	}
}

func browserStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	out := story.Items(r, items())
	return append(out, story.Say("A header that begins with \"Negotiate TlRM\" is NTLM: the browser got no ticket. One that begins with \"Negotiate YII\" carries a ticket."))
}
