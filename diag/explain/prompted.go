package explain

import (
	"adwalk/diag/codes"
	"adwalk/diag/pattern"
)

// A browser that asks for a name and a password where the user's login should do tells no
// error at all: the question is what is told, or that it does not come.
var (
	// theQuestion is a name or password asked for, by whatever asks.
	theQuestion = pattern.Lazy(`\b(?:(?:user|i am|i'm|we are|users are|is|get|gets|getting|being|be) prompted|prompt(?:s|ing|ed)? (?:for|me|us|the user|users|my|them|to enter)|(?:ask|asks|asking|asked) (?:(?:me|us|the user|users|them) )?(?:for|to enter) (?:(?:a|an|the|my|their|your|user'?s?|windows|domain|ad) )*(?:user ?names?|logins?|passwords?|credentials?|creds)|(?:need|needs|have|has|had) to (?:provide|enter|type|give) (?:(?:the|my|their|your|user'?s?|windows|domain) )*(?:user ?name|login|password|credentials?|creds)|(?:login|logon|sign-?in|password|credentials?|authentication|windows security|user ?name) (?:prompt|pop-?up|dialog|box|window|form|request))`)

	// windowsLogin are words for the login that should make the question needless.
	windowsLogin = []string{"windows auth", "windows-auth", "windows integrated", "windows-integrated", "integrated windows", "integrated auth", "integrated security", "negotiate", "ntlm", "kerberos", "spnego", "intranet", "single sign", "sso", "seamless", "current user", "logged in user", "logged-in user", "logged on user", "current logged in", "automatic logon", "automatic login"}

	// browsed are words of what is reached with a browser.
	browsed = []string{"browser", "chrome", "firefox", "edge", "safari", "ie11", "internet explorer", "http", "iis", "url", "website", "web site", "web app", "web page", "webpage", "the site", "401", "kestrel", "asp.net", "intranet", "sharepoint"}
)

var promptInstead = codes.Entry{What: "The text speaks of a name and password that a browser asks for, or should ask for, where Windows' own login is meant: Kerberos is not used or not taken there. No message that is known says it in these words.", Family: codes.NTLMFallback, Also: []string{codes.SPNMissing, codes.Config}, Kind: "Program message",
	Causes: []string{"the browser does not take the site for one of the intranet, so that it sends no ticket by itself", "the site is called by an address or alias for which no account has the SPN", "the client has no ticket: it is not in the domain, or reaches no KDC"}}

// prompted finds such a question in a text that is told, not logged.
func prompted(p pasted) []hit {
	s := p.folded
	if len(s) > 10*briefText || !holdsAny(s, windowsLogin) || !holdsAny(s, browsed) {
		return nil
	}
	at := theQuestion().FindStringIndex(s)
	if at == nil {
		return nil
	}
	return []hit{{&promptInstead, at[0], at[1], conceptWeight}}
}
