package ldapsigning

import (
	"fmt"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
)

// controllerStory shows each domain controller with every login that was tried.
func controllerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	for _, f := range facts.LDAPBinds.All(r) {
		if !f.Known() {
			continue
		}
		l := story.Say("%s: %s", f.Subject, levels(f.Value))
		for _, w := range ad.BindWays() {
			l.Detail = append(l.Detail, w.Title()+": "+outcome(f.Value.Of(w)))
		}
		out = append(out, l)
	}
	return out
}

// levels sums a domain controller up.
func levels(p ad.BindPolicy) string {
	signing := "signing not known"
	if required, known := p.Signing(); known && required {
		signing = "signing required"
	} else if known {
		signing = "signing not required"
	}
	binding := map[ad.BindingLevel]string{ad.BindingUnknown: "not known", ad.BindingNever: "never", ad.BindingSupported: "when supported", ad.BindingAlways: "always",
		ad.BindingNoSASL: "not needed, as no Kerberos login is accepted inside TLS (Samba's default)"}[p.Binding()]
	return signing + "; channel binding: " + binding
}

func outcome(a ad.BindAttempt) string {
	switch a.Outcome {
	case ad.BindAccepted:
		return "accepted"
	case ad.BindExamined:
		return fmt.Sprintf("would be accepted with the right password (result %d)", a.Code)
	case ad.BindRefused:
		return fmt.Sprintf("refused by policy (result %d)", a.Code)
	case ad.BindNoTLS:
		return "no TLS there"
	}
	if a.Problem != nil {
		return "not known: " + a.Problem.Error()
	}
	return "not tried"
}

// meanings are what the events say.
var meanings = []struct {
	id   int
	text string
}{
	{2886, "signing is not required (written at each start)"},
	{2887, "how many logins of the last day had no signing and were accepted"},
	{2888, "how many were refused"},
	{2889, "one client without signing: address, identity, binding type 0 (SASL) or 1 (simple)"},
	{3039, "one client inside TLS without a valid channel binding token"},
	{3040, "how many such logins the last day had"},
	{3041, "channel binding is not required (written at each start)"},
	{3074, "one client whose token was wrong and would be refused"},
	{3075, "one client that sent no token and would be refused"},
}

func clientStory(r *diag.Reader, results []diag.Result) []guide.Line {
	f, ok := facts.LDAPClients.Get(r, "")
	if !ok || !f.Known() {
		out := []guide.Line{story.UnaskedLine("No events were given, so no client is known.", story.Give("export them on each domain controller and give the file", events, "FILE")),
			story.Command("the export", `wevtutil qe "Directory Service" /f:xml /e:Events > ldap.xml`)}
		return append(out, meaningLines()...)
	}
	v := f.Value
	out := []guide.Line{story.Say("%s read; %s would be refused.", diag.Count(v.Events, "event"), diag.Count(len(v.Rows), "client"))}
	for _, c := range v.Counted {
		text := fmt.Sprintf("event %d of %s: %s, %s without signing", c.Event, c.Server, diag.Count(c.Simple, "simple bind"), diag.Count(c.Unsigned, "bind"))
		if c.Event == 3040 {
			text = fmt.Sprintf("event 3040 of %s: %s without a token", c.Server, diag.Count(c.Unsigned, "bind"))
		}
		out = append(out, story.Say("%s", text))
	}
	return append(append(out, story.Lines(results)...), meaningLines()...)
}

func meaningLines() []guide.Line {
	l := story.Say("What the events mean")
	for _, m := range meanings {
		l.Detail = append(l.Detail, fmt.Sprintf("%d: %s", m.id, m.text))
	}
	return []guide.Line{l}
}

// settingStory lists the setting of each kind of client.
func settingStory(*diag.Reader, []diag.Result) []guide.Line {
	var out []guide.Line
	for _, c := range []struct{ who, what string }{
		{"Windows", "LDAPClientIntegrity 1 (negotiate, the default) or 2 (require), below HKLM\\SYSTEM\\CurrentControlSet\\Services\\LDAP; the token is sent by updated versions"},
		{"programs with a name and a password (simple bind)", "ldaps:// and port 636, or StartTLS, with the CA's certificate; no token is needed"},
		{".NET", "SessionOptions.Signing and Sealing = true on port 389; or port 636 with AuthType.Negotiate"},
		{"OpenLDAP (GSSAPI, GSS-SPNEGO)", "SASL_SECPROPS minssf=56 on port 389; in TLS SASL_SECPROPS maxssf=0 and SASL_CBINDING tls-endpoint (2.5 and later)"},
		{"Java", "javax.security.sasl.qop=auth-conf on port 389; in TLS com.sun.jndi.ldap.tls.cbtype=tls-server-end-point (16 and later)"},
		{"sssd, realmd, adcli", "Kerberos and ldap_sasl_minssf = 56 on port 389 (adcli: --use-ldaps for TLS)"},
		{"Samba as a client", "client ldap sasl wrapping = seal"},
		{"Samba as a domain controller", "ldap server require strong auth = yes refuses Kerberos inside TLS as well; allow_sasl_over_tls lets it in"},
		{"NTLM", "the same two rules: signing asked for on port 389, a token inside TLS; a program with an old NTLM library can do neither"},
	} {
		l := story.Say("%s", c.who)
		l.Detail = []string{c.what}
		out = append(out, l)
	}
	return out
}
