package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/keytabs"
)

func TestServiceAnswers(t *testing.T) {
	answer := func(v facts.ServiceAnswerValue) func(world) {
		return func(w world) {
			facts.ServiceAnswer.Put(w.Snapshot, diag.Fact[facts.ServiceAnswerValue]{Subject: "http/mail|cas1", Value: v, Source: src("service", "cas1")})
		}
	}
	const s = " http/mail|cas1"
	both := []string{"Negotiate", "NTLM"}
	judge(t, serviceRefusesTicket,
		kase{"accepted", answer(facts.ServiceAnswerValue{Offered: both, Tried: true, Accepted: true, Status: 200}), []string{"pass ok" + s}},
		kase{"another key", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Tried: true, Status: 401, Error: &ad.KDCError{Code: ad.ErrModified}}), []string{"fail wrong-key" + s}},
		kase{"refused without a word", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Tried: true, Status: 401}), []string{"fail refused" + s}},
		kase{"its clock", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Tried: true, Status: 401, Error: &ad.KDCError{Code: ad.ErrSkew}}), []string{"fail refused" + s}},
		kase{"no login wanted", answer(facts.ServiceAnswerValue{Outcome: ad.ProbeOpen, Status: 200}), []string{"unknown not-checked" + s}},
		kase{"not found", answer(facts.ServiceAnswerValue{Outcome: ad.ProbeOther, Status: 404}), []string{"unknown not-checked" + s}},
		kase{"no key under this name, and none that opens the ticket", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Tried: true, Status: 401, Error: &ad.KDCError{Code: ad.ErrNotUs}}), []string{"fail wrong-key" + s}},
		kase{"one of two addresses is silent", answer(facts.ServiceAnswerValue{Tried: true, Accepted: true, Addresses: []facts.ServiceAnswerValue{
			{Outcome: ad.ProbeAccepted, Tried: true, Accepted: true}, {Outcome: ad.ProbeUnreachable, Problem: &ad.Problem{Kind: ad.ProblemUnreachable, What: "asking", Why: "nothing listens there"}}}}), []string{"unknown not-checked" + s}},
		kase{"one of two addresses asks for no login", answer(facts.ServiceAnswerValue{Outcome: ad.ProbeOpen, Addresses: []facts.ServiceAnswerValue{
			{Outcome: ad.ProbeAccepted, Tried: true, Accepted: true}, {Outcome: ad.ProbeOpen, Status: 200}}}), []string{"unknown not-checked" + s}},
		kase{"one of two addresses has an old key", answer(facts.ServiceAnswerValue{Tried: true, Addresses: []facts.ServiceAnswerValue{
			{Outcome: ad.ProbeOpen, Status: 200}, {URL: "https://cas1/", Outcome: ad.ProbeRefused, Tried: true, Error: &ad.KDCError{Code: ad.ErrBadKeyVersion}}}}), []string{"fail wrong-key" + s}},
		kase{"nothing listens", func(w world) { w.unread(facts.ServiceAnswer.For("http/mail|cas1"), ad.ProblemUnreachable) }, []string{"unknown not-checked" + s}},
		kase{"nothing here can ask it", func(w world) { w.unread(facts.ServiceAnswer.For("http/mail|cas1"), ad.ProblemNoWay) }, []string{"unknown not-checked" + s}},
		kase{"nothing here can ask it, and its keytab opened a ticket", func(w world) {
			w.keytab(func(*keytabs.Facts) {}).unread(facts.ServiceAnswer.For("HTTP/app.contoso.lab"), ad.ProblemNoWay)
		}, nil},
		kase{"probes off", func(w world) { w.unread(facts.ServiceAnswer.For("http/mail|cas1"), ad.ProblemNotAsked) }, nil})
	in := func(status int) facts.ServiceAnswerValue {
		return facts.ServiceAnswerValue{URL: "https://cas1/", Outcome: ad.ProbeAccepted, Tried: true, Accepted: true, Status: status}
	}
	judge(t, serviceRefusesUser,
		kase{"a page", answer(in(200)), []string{"pass ok" + s}},
		kase{"sent on to another page", answer(in(302)), []string{"pass ok" + s}},
		kase{"no page there", answer(in(404)), []string{"pass ok" + s}},
		kase{"no GET there", answer(in(405)), []string{"pass ok" + s}},
		kase{"accepted, and not let in", answer(in(401)), []string{"fail refused" + s}},
		kase{"accepted, and the application fails", answer(in(500)), []string{"fail refused" + s}},
		kase{"accepted, and nothing behind it answers", answer(in(503)), []string{"fail refused" + s}},
		kase{"accepted, and this page is closed", answer(in(403)), []string{"unknown not-checked" + s}},
		kase{"accepted, and the request is too large", answer(in(431)), []string{"unknown not-checked" + s}},
		kase{"one of two addresses lets nobody in", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Accepted: true, Addresses: []facts.ServiceAnswerValue{in(200), in(401)}}), []string{"fail refused" + s}},
		kase{"an LDAP server has other numbers", answer(facts.ServiceAnswerValue{URL: "ldap://dc1/", Tried: true, Accepted: true, Status: 500}), []string{"pass ok" + s}},
		kase{"a ticket that was refused", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Tried: true, Status: 401}), nil})
	judge(t, serviceNoNegotiate,
		kase{"nothing here can ask it", func(w world) { w.unread(facts.ServiceAnswer.For("http/mail|cas1"), ad.ProblemNoWay) }, []string{"unknown not-checked" + s}},
		kase{"offered", answer(facts.ServiceAnswerValue{Offered: both, Status: 401}), []string{"pass ok" + s}},
		kase{"NTLM only", answer(facts.ServiceAnswerValue{URL: "https://cas1/", Offered: []string{"NTLM"}, Status: 401}), []string{"fail not-offered" + s}},
		kase{"open to all", answer(facts.ServiceAnswerValue{Status: 200}), nil})
}

func TestWebBasicNoTLS(t *testing.T) {
	site := func(tls bool, offered ...string) func(world) {
		return func(w world) {
			facts.WebAuth.Put(w.Snapshot, diag.Fact[facts.WebAuthValue]{Subject: "http://app/", Value: facts.WebAuthValue{Offered: offered, TLS: tls}})
		}
	}
	judge(t, webBasicNoTLS,
		kase{"Basic over TLS", site(true, "Basic"), []string{"pass ok http://app/"}},
		kase{"integrated", site(false, "Negotiate", "NTLM"), []string{"pass ok http://app/"}},
		kase{"Basic in the clear", site(false, "Negotiate", "basic"), []string{"fail unprotected http://app/"}},
		kase{"silent", func(w world) { w.unread(facts.WebAuth.For("http://app/"), ad.ProblemUnreachable) }, []string{"unknown not-checked http://app/"}})
}

func TestDNSIPLiteral(t *testing.T) {
	judge(t, dnsIPLiteral,
		kase{"a name", func(w world) { w.expect("", "http/app.contoso.lab") }, []string{"pass ok http/app.contoso.lab"}},
		kase{"IPv4", func(w world) { w.expect("", "http/10.0.0.1") }, []string{"fail malformed http/10.0.0.1"}},
		kase{"an address that is registered", func(w world) { w.expect("", "http/10.0.0.1").owners("http/10.0.0.1", asa()) }, []string{"pass ok http/10.0.0.1"}},
		kase{"an address for which a ticket is issued", func(w world) { w.expect("", "http/10.0.0.1").issued("http/10.0.0.1", ad.ETypeAES256, 2) }, []string{"pass ok http/10.0.0.1"}},
		kase{"a host of digits is a name", func(w world) { w.expect("", "http/1001") }, []string{"pass ok http/1001"}},
		kase{"IPv4 with a port", func(w world) { w.expect("", "http/10.0.0.1:8080") }, []string{"fail malformed http/10.0.0.1:8080"}},
		kase{"IPv6", func(w world) { w.expect("", "http/fe80::1") }, []string{"fail malformed http/fe80::1"}})
}

func TestExchange2003(t *testing.T) {
	forest := func(version, level int) func(world) {
		return func(w world) {
			facts.Exchange.Put(w.Snapshot, diag.Fact[facts.ExchangeValue]{Value: facts.ExchangeValue{Servers: []facts.ExchangeServer{{Name: "EX1", Version: version}}}})
			facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{DomainLevel: level}, Source: ldap})
		}
	}
	judge(t, exchange2003AES,
		kase{"an older domain", forest(6, 7), []string{"pass ok EX1"}},
		kase{"level 2025", forest(6, 10), []string{"fail no-common-etype EX1"}},
		kase{"a later Exchange", forest(14, 10), nil})
	reach := func(v facts.ReachValue) func(world) {
		return func(w world) {
			w.input("back-ends", "be1")
			facts.Reach.Put(w.Snapshot, diag.Fact[facts.ReachValue]{Subject: "be1.contoso.lab:80", Value: v})
		}
	}
	judge(t, exchangeBackEndDown,
		kase{"answers", reach(facts.ReachValue{Open: true}), []string{"pass ok be1"}},
		kase{"refuses", reach(facts.ReachValue{Why: "connection refused"}), []string{"fail unreachable be1"}},
		kase{"not resolved", func(w world) { w.input("back-ends", "be1").unread(facts.Reach.For("be1:80"), ad.ProblemUnreachable) }, []string{"unknown not-checked be1"}})
	files := func(v map[string]string) func(world) {
		return func(w world) {
			facts.FileVersions.Put(w.Snapshot, diag.Fact[map[string]string]{Value: v, Source: src("paste", "file versions")})
		}
	}
	judge(t, exchangeFileOld,
		kase{"fixed and later", files(map[string]string{"store.exe": "6.5.7653.23", "mad.exe": "6.5.7654.4", "other.dll": "1.0"}), []string{"pass ok mad.exe", "pass ok store.exe"}},
		kase{"older by the last number", files(map[string]string{"store.exe": "6.5.7653.9"}), []string{"fail outdated store.exe"}},
		kase{"not a version", files(map[string]string{"store.exe": "x"}), []string{"unknown not-checked store.exe"}})
}

func TestSMTPEvents(t *testing.T) {
	events := func(same string, codes map[string]int) func(world) {
		return func(w world) {
			if same != "" {
				w.input("same-machine", same)
			}
			facts.SMTPEvents.Put(w.Snapshot, diag.Fact[facts.SMTPEventsValue]{Value: facts.SMTPEventsValue{Codes: codes}, Source: src("paste", "events")})
		}
	}
	judge(t, smtpLoopback,
		kase{"the same machine", events("yes", map[string]int{"0x8009030c": 3}), []string{"fail loopback " + authLog}},
		kase{"another machine", events("no", map[string]int{"0x8009030c": 3}), []string{"pass ok " + authLog}},
		kase{"nobody said", events("", map[string]int{"0x8009030c": 3}), []string{"unknown not-checked " + authLog}},
		kase{"nothing denied", events("yes", nil), []string{"pass ok " + authLog}},
		kase{"nothing pasted", func(w world) { w.input("same-machine", "yes") }, nil})
	judge(t, smtpEType,
		kase{"none", events("", nil), []string{"pass ok " + authLog}},
		kase{"unknown type", events("", map[string]int{"KdcUnknownEncryptionType": 1}), []string{"fail no-common-etype SMTPSVC"}})
}

func TestMAPI(t *testing.T) {
	judge(t, mapiExchangeProvider,
		kase{"Outlook's", func(w world) { w.input("provider", "outlook").input("remote", "yes") }, []string{"pass ok provider"}},
		kase{"Exchange's, remote", func(w world) { w.input("provider", "exchange").input("remote", "yes").input("integrated", "yes") }, []string{"fail unsupported provider"}},
		kase{"Exchange's, local mailbox", func(w world) { w.input("provider", "exchange").input("remote", "no") }, []string{"pass ok provider"}},
		kase{"not said", func(w world) {}, nil})
	judge(t, mapiOutlookOnExchange,
		kase{"no", func(w world) { w.input("outlook-on-exchange", "no") }, []string{"pass ok Outlook"}},
		kase{"yes", func(w world) { w.input("outlook-on-exchange", "yes") }, []string{"fail unsupported Outlook"}})
}

func TestCaches(t *testing.T) {
	cache := func(c ad.CredCache) func(world) {
		return func(w world) {
			c.Name = "FILE:/tmp/x"
			facts.Caches.Put(w.Snapshot, diag.Fact[[]ad.CredCache]{Value: []ad.CredCache{c}, Source: src("file", "x")})
		}
	}
	tgt := func(end time.Time) ad.CachedTicket {
		return ad.CachedTicket{Client: "a@X", Server: "krbtgt/X@X", End: end}
	}
	judge(t, cacheUnreadable,
		kase{"readable", cache(ad.CredCache{}), []string{"pass ok FILE:/tmp/x"}},
		kase{"none there", cache(ad.CredCache{Problem: &ad.Problem{Kind: ad.ProblemNotFound}}), []string{"pass ok FILE:/tmp/x"}},
		kase{"unsupported", cache(ad.CredCache{Problem: &ad.Problem{Kind: ad.ProblemUsage, What: "KEYRING"}}), []string{"fail unreadable FILE:/tmp/x"}})
	judge(t, cacheExpired,
		kase{"valid", cache(ad.CredCache{Tickets: []ad.CachedTicket{tgt(at.Add(time.Hour))}}), []string{"pass ok FILE:/tmp/x"}},
		kase{"over", cache(ad.CredCache{Tickets: []ad.CachedTicket{{Client: "a@X", Server: "krbtgt/Y@X", End: at.Add(-time.Hour)}, tgt(at.Add(-time.Hour))}}), []string{"fail expired FILE:/tmp/x"}})
	old := func(kvno int) func(world) {
		return func(w world) {
			cache(ad.CredCache{Tickets: []ad.CachedTicket{{Client: "a@X", Server: "http/mail@X", KVNO: kvno, End: at.Add(time.Hour)}}})(w)
			w.issued("http/mail", ad.ETypeAES256, 4)
		}
	}
	renewed := func(kvno int) func(world) {
		return func(w world) {
			cache(ad.CredCache{Tickets: []ad.CachedTicket{{Client: "a@X", Server: "http/mail@X", KVNO: kvno, End: at.Add(time.Hour)}}})(w)
			facts.RenewedTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "http/mail", Source: src("kdc", "dc1"),
				Value: ad.TicketResult{Reply: &ad.TicketReply{TicketEType: ad.ETypeRC4, KVNO: 4}}})
		}
	}
	judge(t, cacheOldTicket,
		kase{"current", old(4), []string{"pass ok http/mail"}},
		kase{"old", old(3), []string{"fail wrong-key http/mail"}},
		kase{"not said", old(0), nil},
		kase{"old, asked for because of the cache", renewed(3), []string{"fail wrong-key http/mail"}})
	// What only the cache speaks of says nothing about the service.
	judge(t, ticketWeakEType, kase{"of a cached ticket", renewed(4), nil})
	judge(t, ticketRefused, kase{"of a cached ticket", renewed(4), nil})
}
