package uitest

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/diag/checks"
	"adwalk/ui"
	"adwalk/ui/screen"
)

// Answering is a prober whose services answer what a test gave them.
type Answering struct {
	Results []ad.ProbeResult
	Asked   []ad.ProbeRequest
}

// Probe implements ad.Prober.
func (a *Answering) Probe(_ context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	a.Asked = append(a.Asked, req)
	out := append([]ad.ProbeResult{}, a.Results...)
	for i := range out {
		out[i].Target = req.Target
		if req.SPN != "" {
			out[i].SPN = req.SPN
		}
	}
	return out
}

// Array is a load-balanced web service of which one member has an older key,
// one is well and one speaks NTLM only.
func Array(clock *Clock) *Answering {
	at := clock.Now()
	shown := &ad.TicketReply{SPN: "http/mail.contoso.lab", TicketEType: ad.ETypeAES256, SessionEType: ad.ETypeAES256, KVNO: 4}
	one := func(address string, o ad.ProbeOutcome) ad.ProbeResult {
		return ad.ProbeResult{SPN: "http/mail.contoso.lab", Address: address, Outcome: o, Ticket: shown, KDC: "dc1.contoso.lab:88", Elapsed: 4 * time.Millisecond, At: at,
			Offered: []string{"Negotiate", "NTLM"}, TLS: "TLS 1.3, mail.contoso.lab"}
	}
	good, old, ntlm := one("10.0.0.1:443", ad.ProbeAccepted), one("10.0.0.2:443", ad.ProbeRefused), one("10.0.0.3:443", ad.ProbeNTLMOnly)
	old.Error, old.Status, old.Text = &ad.KDCError{Code: ad.ErrBadKeyVersion}, 401, "Unauthorized"
	good.Status, good.Text = 200, "OK"
	ntlm.Offered, ntlm.Ticket = []string{"NTLM"}, nil
	return &Answering{Results: []ad.ProbeResult{good, old, ntlm}}
}

// Pair compares two controllers, of which the second has not got the array's
// name yet; a third is of another domain.
func Pair(clock *Clock) func(context.Context, string, string) (checks.Controllers, *ad.Problem) {
	return func(_ context.Context, account, attribute string) (checks.Controllers, *ad.Problem) {
		known := []ad.Controller{{Host: "dc1.contoso.lab", Site: "Default-First-Site-Name", Domain: Domain, GlobalCatalog: true, InDNS: true},
			{Host: "dc2.contoso.lab", Site: "Branch", Domain: Domain, InDNS: true}, {Host: "dc9.fabrikam.lab", Site: "Branch", Domain: "DC=fabrikam,DC=lab"}}
		if account == "ghost" {
			return checks.Controllers{}, &ad.Problem{Kind: ad.ProblemNotFound, What: "no such account", Why: "no account has that name", Do: "check the spelling"}
		}
		written := func(version int, ago time.Duration) *ad.AttributeVersion {
			return &ad.AttributeVersion{Attribute: attribute, Version: version, At: clock.Now().Add(-ago), Origin: "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Branch", OriginUSN: 20480}
		}
		set := ad.ReplicaSet{DN: "CN=CASARRAY-ASA,CN=Computers," + Domain, Attribute: attribute, Replicas: []ad.Replica{
			{Controller: known[0], Present: true, Values: []string{"http/mail.contoso.lab", "exchangeMDB/outlook.contoso.lab"}, Changed: written(3, time.Minute), HighestUSN: 20481, Offset: 2 * time.Second, RTT: 1200 * time.Microsecond},
			{Controller: known[1], Present: true, Values: []string{"http/mail.contoso.lab"}, Changed: written(2, time.Hour), HighestUSN: 9120, Offset: -time.Second, RTT: 14 * time.Millisecond}}}
		return checks.CompareControllers(set, known, account != ""), nil
	}
}

// Logins records who logged in. The ticket that it gives ends after Life.
type Logins struct {
	Clock    *Clock
	Life     time.Duration
	Refuse   *ad.Problem
	Said     []string // what was asked for
	Password string   // as it came
	kept     []byte
}

// Wiped says whether the password was overwritten after the login.
func (l *Logins) Wiped() bool {
	for _, b := range l.kept {
		if b != 0 {
			return false
		}
	}
	return true
}

// Wire puts the logins into a console's backend.
func (l *Logins) Wire(b *Backend) {
	b.Logins = []screen.LoginKind{screen.WithPassword, screen.WithKeytab, screen.WithCache, screen.Renewing}
	b.OnLogin = func(_ context.Context, in ui.Login) (ui.Status, *ad.Problem) {
		who := "alice@CONTOSO.LAB"
		switch in.Kind {
		case screen.WithPassword, screen.WithKeytab:
			l.Said, l.Password, l.kept = append(l.Said, "login "+in.Principal+" "+in.Keytab), string(in.Password), in.Password
			clear(in.Password)
			who = in.Principal
		case screen.WithCache:
			l.Said = append(l.Said, "use "+in.Cache)
		default:
			l.Said = append(l.Said, string(in.Kind))
		}
		if l.Refuse != nil {
			return ui.Status{}, l.Refuse
		}
		st := b.Status
		st.Identity, st.Expires = who, l.Clock.Now().Add(l.Life)
		return st, nil
	}
}
