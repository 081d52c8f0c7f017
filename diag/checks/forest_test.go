package checks

import (
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func (w world) scan(v facts.SPNScanValue) world {
	v.Coverage.Forest = true
	facts.SPNScan.Put(w.Snapshot, diag.Fact[facts.SPNScanValue]{Value: v, Source: src("gc", "dc1")})
	return w
}

func group(kind facts.SPNGroupKind, spn, right string, holders ...facts.SPNHolder) facts.SPNScanValue {
	return facts.SPNScanValue{Groups: []facts.SPNGroup{{Kind: kind, SPN: spn, Holders: holders, Right: right, Why: "it is so"}}}
}

func TestDuplicatesOfAScan(t *testing.T) {
	a, b := facts.SPNHolder{Value: "http/app", Account: machine("A")}, facts.SPNHolder{Value: "HTTP/app", Account: machine("B")}
	judge(t, spnDuplicate,
		kase{"a scan without any", func(w world) {
			w.expect(who, array).account(asa()).owners(array, asa()).scan(facts.SPNScanValue{Accounts: 3})
		},
			[]string{"pass ok " + array, "pass ok the forest"}},
		kase{"one", func(w world) { w.scan(group(facts.ExactDuplicate, "http/app", "", a, b)) }, []string{"fail duplicate http/app", "pass ok the forest"}},
		kase{"the expected one is told once", func(w world) {
			w.expect(who, array).account(asa()).owners(array, asa(), machine("B")).scan(group(facts.ExactDuplicate, array, "", a, b))
		}, []string{"fail duplicate " + array, "pass ok the forest"}},
		kase{"cut short", func(w world) {
			w.expect(who, "http/none")
			facts.SPNScan.Put(w.Snapshot, diag.Fact[facts.SPNScanValue]{Value: facts.SPNScanValue{Coverage: ad.Coverage{Truncated: true}}})
		}, []string{"unknown not-checked"}},
		kase{"not readable", func(w world) { w.unread(facts.SPNScan.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked"}})
}

func TestSPNLookAlike(t *testing.T) {
	odd := facts.SPNHolder{Value: "http/app\u200b", Account: machine("B")}
	judge(t, spnLookAlike,
		kase{"none", func(w world) { w.scan(facts.SPNScanValue{}) }, []string{"pass ok the forest"}},
		kase{"invisible", func(w world) { w.scan(group(facts.LookAlike, "http/app", "", odd, odd)) }, []string{"fail suspicious-unicode http/app", "pass ok the forest"}})
}

func TestSPNAliasConflict(t *testing.T) {
	host, svc := facts.SPNHolder{Value: "HOST/f", Account: machine("F")}, facts.SPNHolder{Value: "cifs/f", Account: machine("S")}
	judge(t, spnAliasConflict,
		kase{"none", func(w world) { w.scan(facts.SPNScanValue{}) }, []string{"pass ok the forest"}},
		kase{"cifs elsewhere", func(w world) { w.scan(group(facts.AliasConflict, "cifs/f", host.Account.DN, host, svc)) }, []string{"fail alias-conflict cifs/f", "pass ok the forest"}})
}

func TestSPNUniquenessOff(t *testing.T) {
	policy := func(v facts.UniquenessValue) func(world) {
		return func(w world) {
			facts.UniquenessPolicy.Put(w.Snapshot, diag.Fact[facts.UniquenessValue]{Value: v, Source: ldap})
		}
	}
	judge(t, spnUniquenessOff,
		kase{"enforced", policy(facts.UniquenessValue{Raw: "001"}), []string{"pass ok dSHeuristics"}},
		kase{"off", policy(facts.UniquenessValue{SPNOff: true, AliasOff: true}), []string{"fail off dSHeuristics"}},
		kase{"not readable", func(w world) { w.unread(facts.UniquenessPolicy.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked dSHeuristics"}})
}

func TestETypeNoAESKey(t *testing.T) {
	type account struct {
		listed ad.SupportedETypes
		set    time.Time
		keys   []ad.EType
		asked  bool // whether the KDC's hint is known
	}
	aes := func(a account, res ad.TicketResult, others ...ad.Account) func(world) {
		return func(w world) {
			old := machine("OLD")
			old.SPNs, old.ETypes, old.PasswordSet = []string{"http/old"}, a.listed, a.set
			w.scan(facts.SPNScanValue{Owners: append([]ad.Account{old}, others...)})
			res.SPN, res.KDC = "http/old", "dc1:88"
			facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "http/old", Value: res, Source: src("kdc", "dc1")})
			if a.asked {
				facts.AccountKeys.Put(w.Snapshot, diag.Fact[facts.KeysValue]{Subject: facts.Principal(old), Value: facts.KeysValue{ETypes: a.keys}})
			}
			for _, other := range others {
				facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: other.SPNs[0], Value: ad.TicketResult{Reply: &ad.TicketReply{TicketEType: ad.ETypeAES256}}})
			}
		}
	}
	issued := func(e ad.EType) ad.TicketResult { return ad.TicketResult{Reply: &ad.TicketReply{TicketEType: e}} }
	recent, ancient, between := at.Add(-24*time.Hour), time.Date(2003, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2010, 6, 1, 0, 0, 0, 0, time.UTC)
	unsetAES := machine("NEW")
	unsetAES.ETypes, unsetAES.SPNs = 0, []string{"http/new"}
	rc4, aes256 := issued(ad.ETypeRC4), issued(ad.ETypeAES256)
	const hit, pass, open = "fail no-common-etype OLD$", "pass ok OLD$", "unknown not-checked OLD$"
	judge(t, etypeNoAESKey,
		kase{"AES ticket", aes(account{listed: 28}, aes256), []string{pass}},
		kase{"refused for want of a key", aes(account{listed: 24}, ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}}), []string{hit}},
		kase{"lists AES, gets RC4", aes(account{listed: 28, set: recent}, rc4), []string{hit}},
		kase{"lists nothing, recent password, RC4 by default", aes(account{set: recent}, rc4), []string{open}},
		kase{"lists nothing, ancient password", aes(account{set: ancient}, rc4), []string{hit}},
		kase{"lists nothing, password of an unclear time", aes(account{set: between}, rc4), []string{open}},
		kase{"lists nothing, password date hidden", aes(account{}, rc4), []string{open}},
		kase{"lists nothing, while another like it gets AES", aes(account{set: recent}, rc4, unsetAES), []string{"pass ok NEW$", hit}},
		kase{"the KDC's hint has AES", aes(account{set: between, asked: true, keys: []ad.EType{18, 23}}, rc4), []string{pass}},
		kase{"lists AES, gets RC4, and the hint has AES", aes(account{listed: 24, set: recent, asked: true, keys: []ad.EType{18}}, rc4), []string{open}},
		kase{"lists nothing, smart card only, and the hint has AES", func(w world) {
			aes(account{set: between, asked: true, keys: []ad.EType{18}}, rc4)(w)
			f, _ := facts.SPNScan.Get(w.Snapshot.Reader(), "")
			f.Value.Owners[0].UAC |= ad.UACSmartcard
			facts.SPNScan.Put(w.Snapshot, f)
		}, []string{open}},
		kase{"a KDC without RC4 whose default is RC4, and the hint has AES", aes(account{set: between, asked: true, keys: []ad.EType{18}}, ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}}), []string{pass}},
		kase{"refused, and nobody knows what it lists", func(w world) {
			aes(account{set: recent}, ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrETypeNoSupp}})(w)
			f, _ := facts.SPNScan.Get(w.Snapshot.Reader(), "")
			f.Value.Owners[0].Unread = []string{"msDS-SupportedEncryptionTypes"}
			facts.SPNScan.Put(w.Snapshot, f)
		}, []string{open}},
		kase{"an SPN that no ticket can be asked for, and no AES in the hint", func(w world) {
			three := machine("OLD")
			three.SPNs = []string{"http/old/contoso.lab"}
			w.scan(facts.SPNScanValue{Owners: []ad.Account{three}})
			facts.AccountKeys.Put(w.Snapshot, diag.Fact[facts.KeysValue]{Subject: facts.Principal(three), Value: facts.KeysValue{ETypes: []ad.EType{23}}})
		}, []string{hit}},
		kase{"the ticket-granting ticket is RC4, and so is krbtgt's only key", func(w world) {
			facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "krbtgt/CONTOSO.LAB", Value: rc4})
			facts.AccountKeys.Put(w.Snapshot, diag.Fact[facts.KeysValue]{Subject: "krbtgt@CONTOSO.LAB", Value: facts.KeysValue{ETypes: []ad.EType{23}}})
		}, []string{"fail no-common-etype krbtgt"}},
		kase{"the KDC's hint has none", aes(account{set: recent, asked: true, keys: []ad.EType{23}}, rc4), []string{hit}},
		kase{"refused for another reason", aes(account{}, ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrServiceUnknown}}), []string{open}},
		kase{"more owners than a walk proves", func(w world) {
			aes(account{listed: 28}, aes256)(w)
			f, _ := facts.SPNScan.Get(w.Snapshot.Reader(), "")
			f.Value.OwnersCut = true
			facts.SPNScan.Put(w.Snapshot, f)
		}, []string{pass, "unknown not-checked"}},
		kase{"KDC silent", aes(account{}, ad.TicketResult{Problem: &ad.Problem{Kind: ad.ProblemUnreachable}}), []string{open}},
		kase{"probes off", func(w world) { w.unread(facts.AESTicket.For("http/old"), ad.ProblemNotAsked) }, nil})
}

func TestTrustRC4Only(t *testing.T) {
	trust := func(list ...ad.Trust) func(world) {
		return func(w world) { facts.Trusts.Put(w.Snapshot, diag.Fact[[]ad.Trust]{Value: list, Source: ldap}) }
	}
	with := func(e ad.SupportedETypes, flags uint32, unread ...string) ad.Trust {
		return ad.Trust{Partner: "other.lab", Type: ad.TrustTypeAD, Direction: ad.TrustInbound, Flags: flags, ETypes: e, Unread: unread}
	}
	const hit, open = "fail no-common-etype other.lab", "unknown not-checked other.lab"
	judge(t, trustRC4Only,
		kase{"no trust", trust(), []string{"pass ok trusts"}},
		kase{"AES listed", trust(with(24, 0)), []string{"pass ok other.lab"}},
		kase{"RC4 listed", trust(with(4, 0)), []string{hit}},
		kase{"RC4 listed, and the trust is switched off", trust(ad.Trust{Partner: "other.lab", Type: ad.TrustTypeAD, ETypes: 4}), []string{"pass ok other.lab"}},
		kase{"RC4 listed, and the direction is hidden", trust(ad.Trust{Partner: "other.lab", Type: ad.TrustTypeAD, ETypes: 4, Unread: []string{"trustDirection"}}), []string{hit}},
		kase{"DES listed", trust(with(3, 0)), []string{hit}},
		kase{"nothing listed", trust(with(0, 0)), []string{open}},
		kase{"the flag of a realm trust", trust(with(0, ad.TrustUsesRC4)), []string{hit}},
		kase{"hidden", trust(with(0, 0, "msDS-SupportedEncryptionTypes")), []string{open}},
		kase{"not Kerberos", trust(ad.Trust{Partner: "NT4", Type: 1}), nil},
		kase{"not readable", func(w world) { w.unread(facts.Trusts.For(""), ad.ProblemNoRight) }, []string{"unknown not-checked trusts"}})
}

func TestScannedAccounts(t *testing.T) {
	weak := func(e ad.SupportedETypes) func(world) {
		return func(w world) {
			a := machine("OLD")
			a.ETypes, a.SPNs = e, []string{"http/old"}
			w.expect(who, array).account(asa()).scan(facts.SPNScanValue{Owners: []ad.Account{a}})
		}
	}
	judge(t, etypeRC4Only, kase{"in the forest", weak(4), []string{"pass ok " + who, "fail no-common-etype OLD$"}})
	judge(t, etypeDESOnly, kase{"in the forest", weak(3), []string{"pass ok " + who, "fail no-common-etype OLD$"}})
	never := func(issued bool) func(world) {
		return func(w world) {
			a := machine("NEW")
			a.PasswordNever, a.SPNs = true, []string{"http/new"}
			w.expect(who, array).account(asa(func(a *ad.Account) { a.PasswordNever, a.SPNs = true, nil })).owners(array, asa()).issued(array, ad.ETypeAES256, 1)
			w.scan(facts.SPNScanValue{Owners: []ad.Account{a}})
			res := ad.TicketResult{Error: &ad.KDCError{Code: ad.ErrNullKey}}
			if issued {
				res = ad.TicketResult{Reply: &ad.TicketReply{TicketEType: ad.ETypeAES256}}
			}
			facts.AESTicket.Put(w.Snapshot, diag.Fact[ad.TicketResult]{Subject: "http/new", Value: res})
		}
	}
	judge(t, accountNoPassword,
		kase{"in the forest", never(false), []string{"pass ok " + who, "fail wrong-key NEW$"}},
		kase{"in the forest, with a key after all", never(true), []string{"pass ok " + who, "pass ok NEW$"}})
	odd := func(w world) {
		w.account(asa()).scan(facts.SPNScanValue{Odd: []facts.SPNHolder{{Value: `http\x`, Account: machine("X")}, {Value: "http/\u0430", Account: machine("Y")}}})
	}
	judge(t, spnMalformed, kase{"in the forest", odd, []string{"pass ok " + who, `fail malformed http\x`, "fail malformed http/\u0430", "pass ok the forest"}})
	judge(t, spnUnicode, kase{"in the forest", odd, []string{"pass ok " + who, "fail suspicious-unicode http/\u0430", "pass ok the forest"}})
}

func TestReplicaDiffers(t *testing.T) {
	replicas := func(list ...facts.Replica) func(world) {
		return func(w world) {
			w.expect(who, array)
			facts.Replicas.Put(w.Snapshot, diag.Fact[facts.ReplicasValue]{Subject: who, Value: facts.ReplicasValue{Servers: list}, Source: ldap})
		}
	}
	dc := func(name string, with ...func(*ad.Account)) facts.Replica {
		return facts.Replica{Server: name, Account: asa(with...)}
	}
	judge(t, replicaDiffers,
		kase{"one controller", replicas(dc("dc1")), []string{"pass ok " + who}},
		kase{"two alike, in another order", replicas(dc("dc1", func(a *ad.Account) { a.SPNs = []string{"a/b", "c/d"} }), dc("dc2", func(a *ad.Account) { a.SPNs = []string{"C/d", "a/b"} })), []string{"pass ok " + who}},
		kase{"a name less", replicas(dc("dc1", func(a *ad.Account) { a.SPNs = []string{"a/b"} }), dc("dc2")), []string{"fail stale-replica " + who}},
		kase{"an older password", replicas(dc("dc1"), dc("dc2", func(a *ad.Account) { a.KVNO, a.PasswordSet = 2, at.Add(-time.Hour) })), []string{"fail stale-replica " + who}},
		kase{"not there yet", replicas(dc("dc1"), facts.Replica{Server: "dc2", Problem: &ad.Problem{Kind: ad.ProblemNotFound}}), []string{"fail stale-replica " + who}},
		kase{"one silent", replicas(dc("dc1"), facts.Replica{Server: "dc2", Problem: &ad.Problem{Kind: ad.ProblemUnreachable}}), []string{"unknown not-checked " + who}},
		kase{"not asked", func(w world) { w.unread(facts.Replicas.For(who), ad.ProblemNotAsked) }, nil})
}

// Each holder is named, also one whose name ends like another's.
func TestHoldersOfADuplicateAreNamed(t *testing.T) {
	long, short := facts.SPNHolder{Value: "http/app", Account: machine("WEBSVC")}, facts.SPNHolder{Value: "http/app", Account: machine("SVC")}
	got := groupArgs(group(facts.ExactDuplicate, "http/app", "", long, short, short).Groups[0])["owners"]
	if want := "WEBSVC$ and SVC$"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
