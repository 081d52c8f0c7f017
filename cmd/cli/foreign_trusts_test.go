package cli

import (
	"fmt"
	"strings"

	"adwalk/ad/adtest"
)

// partner starts the KDC of another realm, and trusts it with a password on both sides.
// The client's krb5.conf knows both realms, so that it asks along the trust.
func (f *foreignForest) partner(etypes string, kdcHas bool) *adtest.KDC {
	realm := strings.ToUpper(f.stem) + ".EXAMPLE"
	other := adtest.MITRealms(f.t, realm).KDCs[realm]
	f.Trust(strings.ToLower(realm), "Across-the-border-1", etypes)
	if kdcHas {
		other.Admin("addprinc -pw Across-the-border-1 krbtgt/" + realm + "@" + f.Realm)
	}
	host := strings.ToLower(realm)
	f.keep("krb5.conf", conf(f, "")+fmt.Sprintf(" %[1]s = {\n  kdc = %[2]s\n }\n[domain_realm]\n %[3]s = %[1]s\n .%[3]s = %[1]s\n", realm, strings.TrimSuffix(other.Addr, ":88"), host))
	return other
}

var abroad = "http/shop.{stem}.example"

// foreignTrustStates are services of another realm, behind a trust with a real KDC of
// another make.
var foreignTrustStates = []foreignState{
	{"trusted realms", "AES is listed, and the service is registered there", func(f *foreignForest) {
		f.partner("24", true).AddPrincipal(f.fill(abroad), "")
	}, []foreignAsk{
		{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, silent: []string{"F spn-missing", "F trust-missing", "F trust-rc4-only {stem}.example", "U trust-rc4-only {stem}.example", "F ticket-refused"}},
		{args: ticketFor(abroad), env: inConf, want: []string{"R ok"}, exits: []int{0}},
	}},
	{"trusted realms", "AES is listed, and the service is not registered there", func(f *foreignForest) { f.partner("24", true) },
		[]foreignAsk{{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, want: []string{"F spn-missing " + abroad}, silent: []string{"F trust-missing", "F trust-rc4-only {stem}.example"}, exits: []int{1}}}},
	{"trusted realms", "nothing is listed: the referral tells", func(f *foreignForest) {
		f.partner("", true).AddPrincipal(f.fill(abroad), "")
	}, []foreignAsk{{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, silent: []string{"U trust-rc4-only {stem}.example", "F trust-missing", "F trust-key-differs", "U trust-key-differs"}}}},
	{"trusted realms", "RC4 alone is listed", func(f *foreignForest) { f.partner("4", true) },
		[]foreignAsk{{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, want: []string{"F trust-rc4-only {stem}.example"}}}},
	{"trusted realms", "the other side has another password", func(f *foreignForest) {
		o := f.partner("24", false)
		o.Admin("addprinc -pw Something-else-2 krbtgt/" + strings.ToUpper(f.stem) + ".EXAMPLE@" + f.Realm)
		o.AddPrincipal(f.fill(abroad), "")
	}, []foreignAsk{{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, want: []string{"F trust-key-differs {stem}.example"}, silent: []string{"F spn-missing", "F trust-missing", "F ticket-refused"}, exits: []int{1}}}},
	{"trusted realms", "the other side has no key for the trust", func(f *foreignForest) {
		f.partner("24", false).AddPrincipal(f.fill(abroad), "")
	}, []foreignAsk{{args: []string{"walk", "trust", "--set", "service=" + abroad}, env: inConf, want: []string{"F trust-key-differs {stem}.example"}, silent: []string{"F spn-missing", "F trust-missing"}, exits: []int{1}}}},
	{kind: "trust directions", name: "this domain trusts the other, and not the other way", build: func(f *foreignForest) { f.trustOf("{stem}.example", "24", 2, 8) },
		asks: []foreignAsk{{args: goAbroad, want: []string{"F trust-direction {stem}.example"}, exits: []int{1}}}},
	{kind: "trust directions", name: "the other domain trusts this one", build: func(f *foreignForest) { f.trustOf("{stem}.example", "24", 1, 8) },
		asks: []foreignAsk{{args: goAbroad, silent: []string{"F trust-direction", "F trust-selective", "F trust-missing"}, exits: []int{1, 3}}}},
	{kind: "trust directions", name: "switched off, with RC4 alone", build: func(f *foreignForest) { f.trustOf("{stem}.example", "4", 0, 0) },
		asks: []foreignAsk{{args: rc4, silent: []string{"F trust-rc4-only {stem}.example"}}}},
	{kind: "trust directions", name: "switched off", build: func(f *foreignForest) { f.trustOf("{stem}.example", "24", 0, 0) },
		asks: []foreignAsk{{args: goAbroad, want: []string{"F trust-direction {stem}.example"}, exits: []int{1}}}},
	{kind: "trust directions", name: "both ways, selective and filtered on this side", build: func(f *foreignForest) { f.trustOf("{stem}.example", "24", 3, 0x4|0x8|0x10) },
		asks: []foreignAsk{{args: goAbroad, silent: []string{"F trust-direction", "F trust-selective", "F trust-missing"}, exits: []int{1, 3}}}},
	{kind: "trust directions", name: "the direction is hidden", build: func(f *foreignForest) {
		f.hide(f.trustOf("{stem}.example", "24", 3, 8), "bf967a5c-0de6-11d0-a285-00aa003049e2")
	}, asks: []foreignAsk{{args: goAbroad, silent: []string{"F trust-direction"}, exits: []int{1, 3}}}},
}

var goAbroad = []string{"walk", "trust", "--set", "service=" + abroad}
