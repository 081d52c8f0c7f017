package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/cmd/app"
	"adwalk/cmd/probes"
	"adwalk/cmd/tickets"
	"adwalk/diag"
	"adwalk/diag/checks"
)

// on gives the flags of a login at one or more controllers.
func on(dc *adtest.DC, user adtest.Account, servers ...string) []string {
	out := []string{"--realm", dc.Realm, "--kdc", dc.KDC, "--ca-file", dc.CAFile, "--user", user.Name + "@" + dc.Realm, "--password-file", dc.PasswordFile(user.Password)}
	if len(servers) == 0 {
		servers = []string{dc.LDAPS}
	}
	for _, s := range servers {
		out = append(out, "--server", s)
	}
	return out
}

func decoded[T any](t *testing.T, out string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return v
}

// What a web server does with a ticket is told apart, with who owns the name,
// the version of its key, and what to do.
func TestProbeTellsKeysApart(t *testing.T) {
	dc := adtest.Samba(t)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	service := func() (adtest.Account, string) {
		a := dc.AddUser(adtest.Name("svc"), "Service-1")
		dc.SetAttr(a.DN, "msDS-SupportedEncryptionTypes", "24")
		host := a.Name + ".corp.test"
		dc.AddSPN(a.DN, "http/"+host)
		return dc.SetPassword(a, "Service-2"), host
	}
	for _, c := range []struct {
		name    string
		web     func(a adtest.Account, host string) adtest.WebOptions
		after   func(a adtest.Account)
		outcome ad.ProbeOutcome
		code    int
		verdict diag.Verdict
		exit    int
		do      string
	}{
		{"right key", func(a adtest.Account, _ string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab(a.Name)}
		},
			nil, ad.ProbeAccepted, 0, diag.OK, app.ExitOK, ""},
		{"old keytab", func(_ adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab("http/" + host)}
		}, func(a adtest.Account) { dc.SetPassword(a, "Service-3") }, ad.ProbeRefused, ad.ErrBadKeyVersion, diag.WrongKey, app.ExitFound, "current key"},
		{"another account's", func(adtest.Account, string) adtest.WebOptions {
			other, _ := service()
			return adtest.WebOptions{Keytab: dc.ExportKeytab(other.Name)}
		}, nil, ad.ProbeRefused, ad.ErrNotUs, diag.WrongKey, app.ExitFound, "current key"},
		{"same version, another key", func(_ adtest.Account, host string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: adtest.Keytab(t, "http/"+host, dc.Realm, "guessed", 2)}
		}, nil, ad.ProbeRefused, ad.ErrBadIntegrity, diag.WrongKey, app.ExitFound, "present password"},
		{"clock off", func(a adtest.Account, _ string) adtest.WebOptions {
			return adtest.WebOptions{Keytab: dc.ExportKeytab(a.Name), Ahead: 10 * time.Minute}
		}, nil, ad.ProbeRefused, ad.ErrSkew, diag.NotChecked, app.ExitFound, "set the clock"},
		{"no Negotiate", func(adtest.Account, string) adtest.WebOptions { return adtest.WebOptions{Basic: true} },
			nil, ad.ProbeNoNegotiate, 0, diag.Missing, app.ExitFound, "turn Negotiate on"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, host := service()
			o := c.web(a, host)
			o.Names = []string{host}
			web := adtest.Apache(t, &dc.Client, o)
			if c.after != nil {
				c.after(a)
			}
			args := append([]string{"probe", "--json", "--address", web.Addr, fmt.Sprintf("https://%s:%d/", host, web.TLS)}, on(dc, alice)...)
			code, out, errs := command(t, args...)
			rows := decoded[[]probes.Row](t, out)
			if code != c.exit || len(rows) != 1 {
				t.Fatalf("exit %d: %s %s", code, out, errs)
			}
			r := rows[0]
			got := 0
			if r.Error != nil {
				got = r.Error.Code
			}
			if r.Outcome != c.outcome || got != c.code || r.Verdict != c.verdict || !strings.Contains(strings.Join(r.Do, " "), c.do) {
				t.Errorf("%+v", r)
			}
			if len(r.Owners) != 1 || !strings.EqualFold(r.Owners[0].DN, a.DN) || r.Owners[0].KVNO == 0 || c.code != 0 && r.KVNO != r.Owners[0].KVNO {
				t.Errorf("owners %+v, ticket kvno %d", r.Owners, r.KVNO)
			}
			if c.code == ad.ErrSkew && (r.ClockOffsetMS == nil || *r.ClockOffsetMS < 540_000) {
				t.Errorf("the clock's offset is %v", r.ClockOffsetMS)
			}
		})
	}
}

// A listed and an unlisted target are told apart, and the unlisted one from
// evidence that cannot be forwarded.
func TestS4UTellsTargetsApart(t *testing.T) {
	dc := adtest.Samba(t)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	back := dc.AddUser(adtest.Name("be"), "Service-1")
	dc.AddSPN(back.DN, "http/"+back.Name, "http/"+back.Name+".unlisted")
	front := dc.AddComputer(adtest.Name("fe"), "Machine-1")
	dc.Delegate(front.DN, true, "http/"+back.Name)
	plain := dc.AddComputer(adtest.Name("kcd"), "Machine-2")
	dc.Delegate(plain.DN, false, "http/"+back.Name)
	targets := []string{"http/" + back.Name, "http/" + back.Name + ".unlisted"}
	kdc := []string{"--realm", dc.Realm, "--kdc", dc.KDC, "--for", alice.Name, "--json"}
	for _, c := range []struct {
		name  string
		login []string
		want  []ad.DelegationVerdict
	}{
		{"keytab", []string{"--user", front.Name, "--keytab", dc.ExportKeytab(front.Name)}, []ad.DelegationVerdict{ad.DelegationAllowed, ad.DelegationNotListed}},
		{"keytab, without the dollar", []string{"--user", strings.TrimSuffix(front.Name, "$"), "--keytab", dc.ExportKeytab(front.Name)}, []ad.DelegationVerdict{ad.DelegationAllowed, ad.DelegationNotListed}},
		{"password", []string{"--user", front.Name, "--password-file", dc.PasswordFile(front.Password)}, []ad.DelegationVerdict{ad.DelegationAllowed, ad.DelegationNotListed}},
		{"no transition", []string{"--user", plain.Name, "--keytab", dc.ExportKeytab(plain.Name)}, []ad.DelegationVerdict{ad.DelegationNotForwardable, ad.DelegationNotForwardable}},
	} {
		args := slices.Concat([]string{"s4u"}, targets, kdc, c.login)
		if code, out, _ := command(t, args...); code != app.ExitRefused || out != "" {
			t.Errorf("%s without consent: exit %d: %s", c.name, code, out)
		}
		code, out, errs := command(t, append(args, "--yes")...)
		if code != app.ExitFound {
			t.Errorf("%s: exit %d: %s", c.name, code, errs)
			continue
		}
		p := decoded[ad.DelegationProof](t, out)
		for i, r := range p.Targets {
			if r.Verdict != c.want[i] {
				t.Errorf("%s: %s: %s (%s)", c.name, r.Target, r.Verdict, r.Why)
			}
		}
	}
}

// --keytab is the login with --user alone, and tried on the ticket otherwise.
func TestTicketTriesAKeytab(t *testing.T) {
	dc := adtest.Samba(t)
	alice := dc.AddUser(adtest.Name("alice"), "Wonder-land-1")
	web := dc.AddComputer(adtest.Name("web"), "Machine-1")
	spn := "host/" + web.Host
	old := dc.ExportKeytab(web.Name)
	dc.SetPassword(web, "Machine-2")
	now := dc.ExportKeytab(web.Name)
	kdc := []string{"ticket", spn, "--json", "--realm", dc.Realm, "--kdc", dc.KDC}
	cache := dc.Kinit(alice.Name, alice.Password)
	t.Setenv("KRB5CCNAME", cache)
	for _, c := range []struct {
		name    string
		args    []string
		exit    int
		verdict diag.Verdict
		fits    int
	}{
		{"--fits", []string{"--user", alice.Name + "@" + dc.Realm, "--password-file", dc.PasswordFile(alice.Password), "--fits", now}, app.ExitOK, diag.OK, 1},
		{"--fits, old", []string{"--ccache", cache, "--fits", old}, app.ExitFound, diag.WrongKey, 0},
		{"--keytab beside a cache", []string{"--ccache", cache, "--keytab", now}, app.ExitOK, diag.OK, 1},
		{"--keytab beside a password", []string{"--user", alice.Name + "@" + dc.Realm, "--password-file", dc.PasswordFile(alice.Password), "--keytab", old}, app.ExitFound, diag.WrongKey, 0},
		{"--keytab alone, with the cache at hand", []string{"--keytab", now}, app.ExitOK, diag.OK, 1},
		{"--user and --keytab log in", []string{"--user", web.Name, "--keytab", now}, app.ExitOK, diag.OK, 0},
	} {
		code, out, errs := command(t, append(slices.Clone(kdc), c.args...)...)
		if code != c.exit {
			t.Errorf("%s: exit %d: %s %s", c.name, code, out, errs)
			continue
		}
		r := decoded[[]tickets.Row](t, out)[0]
		if r.Verdict != c.verdict || len(r.Fits) != c.fits {
			t.Errorf("%s: %s, fits %v, keys %+v", c.name, r.Verdict, r.Fits, r.Keys)
		}
	}
}

// An SPN that one of two controllers has: that replica lags, and nothing is
// called missing.
func TestAReplicaThatLags(t *testing.T) {
	pair := adtest.SambaPair(t)
	alice := pair.DC1.AddUser(adtest.Name("alice"), "Wonder-land-1")
	web := pair.DC1.AddComputer(adtest.Name("web"), "Machine-1")
	pair.Replicate(false)
	spn := "exchangeMDB/" + web.Host
	pair.DC1.AddSPN(web.DN, spn)
	both := on(pair.DC1, alice, pair.DC1.LDAPS, pair.DC2.LDAPS)

	code, out, errs := command(t, append([]string{"controllers", "--account", web.Name, "--json"}, both...)...)
	a := decoded[checks.Controllers](t, out)
	if code != app.ExitFound || a.Verdict != diag.StaleReplica || len(a.Controllers) != 2 {
		t.Fatalf("exit %d: %+v %s", code, a, errs)
	}
	for _, c := range a.Controllers {
		first := strings.EqualFold(c.Host, pair.DC1.Host)
		if c.Problem != nil || c.Stale == first || slices.Contains(c.Values, spn) != first || c.HighestUSN == 0 || c.Changed == nil || time.Duration(c.OffsetMS)*time.Millisecond > 2*time.Second {
			t.Errorf("%+v", c)
		}
	}
	_, text, _ := command(t, append([]string{"controllers", "--account", web.Name}, both...)...)
	if !strings.Contains(text, spn) || !strings.Contains(text, "not on "+pair.DC2.Host) {
		t.Errorf("%s", text)
	}

	for kdc, servers := range map[string][]string{pair.DC1.KDC: {pair.DC1.LDAPS, pair.DC2.LDAPS}, pair.DC2.KDC: {pair.DC2.LDAPS, pair.DC1.LDAPS}} {
		args := append([]string{"ticket", spn, "--json", "--kdc", kdc}, slices.DeleteFunc(on(pair.DC1, alice, servers...), func(s string) bool { return s == "--kdc" || s == pair.DC1.KDC })...)
		code, out, errs := command(t, args...)
		r := decoded[[]tickets.Row](t, out)[0]
		if code != app.ExitFound || r.Verdict != diag.StaleReplica || len(r.Replicas) != 2 {
			t.Errorf("at %s: exit %d: %+v %s", kdc, code, r, errs)
		}
	}

	args := append([]string{"ticket", spn, "--each-kdc", "--json", "--kdc", pair.DC2.KDC}, on(pair.DC1, alice)...)
	code, out, errs = command(t, args...)
	each := decoded[[]tickets.EachAnswer](t, out)[0]
	if code != app.ExitFound || each.Verdict != diag.StaleReplica || len(each.KDCs) != 2 {
		t.Errorf("each: exit %d: %+v %s", code, each, errs)
	}
	for _, k := range each.KDCs {
		if issued := k.Error == nil; issued != (k.KDC == pair.DC1.KDC) || k.ClockOffsetMS == nil {
			t.Errorf("%+v", k)
		}
	}
}
