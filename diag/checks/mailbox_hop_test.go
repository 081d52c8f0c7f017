package checks

import (
	"testing"

	"adwalk/ad"
)

func TestDelegationToTheMailboxServer(t *testing.T) {
	const subject = "WEB1$ > exchangeMDB/be1.contoso.lab"
	hop := func(inputs map[string]string, change func(web, be *ad.Account)) func(world) {
		return func(w world) {
			web, be := machine("WEB1"), machine("BE1")
			web.SID, be.DNSHostName = "S-1-5-21-1-2-3-77", "be1.contoso.lab"
			if change != nil {
				change(&web, &be)
			}
			all := map[string]string{"provider": "outlook", "web-server": "web1.contoso.lab", "mailbox-server": "be1.contoso.lab"}
			for k, v := range inputs {
				all[k] = v
			}
			for k, v := range all {
				w.input(k, v)
			}
			w.account(web).account(be)
		}
	}
	lists := func(entries ...string) func(web, be *ad.Account) {
		return func(web, _ *ad.Account) { web.DelegatesTo = entries }
	}
	judge(t, delegationEntryMissing,
		kase{"nothing listed", hop(nil, nil), []string{"fail not-allowed " + subject}},
		kase{"only another class", hop(nil, lists("HTTP/be1.contoso.lab")), []string{"fail not-allowed " + subject}},
		kase{"listed", hop(nil, lists("exchangemdb/BE1.contoso.lab")), []string{"pass ok " + subject}},
		kase{"the short name listed", hop(nil, lists("exchangeMDB/be1")), []string{"pass ok " + subject}},
		kase{"trusted for anything", hop(nil, func(web, _ *ad.Account) { web.UAC |= ad.UACTrustedDelegation }), []string{"pass ok " + subject}},
		kase{"trusted by the mailbox server", hop(nil, func(web, be *ad.Account) { be.ActOnBehalf = []string{web.SID} }), []string{"pass ok " + subject}},
		kase{"hidden", hop(nil, func(web, _ *ad.Account) { blind(web) }), []string{"unknown not-checked WEB1$"}},
		kase{"Exchange's own provider", hop(map[string]string{"provider": "exchange"}, nil), nil},
		kase{"a mailbox on the same machine", hop(map[string]string{"web-server": "be1", "pool": "WEB1$"}, nil), nil},
		kase{"no second hop", hop(map[string]string{"remote": "no"}, nil), nil},
		kase{"an account of its own that is not there", hop(map[string]string{"pool": "svc-none"}, nil), nil})
}
