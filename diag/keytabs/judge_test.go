package keytabs

import (
	"strings"
	"testing"

	"adwalk/ad"
)

func facts(change func(f *Facts)) Facts {
	f := Facts{File: "web.keytab", Service: "HTTP/web.acme.test", Realm: "ACME.TEST", Ticket: &Ticket{EType: 18, KVNO: 3},
		Account: &ad.Account{Name: "svc-web", DN: "CN=svc-web", Classes: []string{"user"}}, OwnerNames: []string{"svc-web"},
		Entries: []Entry{{Principal: "HTTP/web.acme.test@ACME.TEST", KVNO: 3, EType: 18, Tried: true, Fits: true}}}
	if change != nil {
		change(&f)
	}
	return f
}

func TestWithoutAProofNothingIsFine(t *testing.T) {
	for name, change := range map[string]func(f *Facts){
		"no login":              func(f *Facts) { f.Ticket, f.NoTicket = nil, "no ticket cache" },
		"the KDC refuses":       func(f *Facts) { f.Ticket, f.KDCError = nil, &ad.KDCError{Code: 14} },
		"unknown SPN, no owner": func(f *Facts) { f.Ticket, f.KDCError, f.NoOwners = nil, &ad.KDCError{Code: 7}, "no directory" },
	} {
		if v := Judge(facts(change)); v.Proved || v.Finding != nil || v.Unknown == "" {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if v := Judge(facts(nil)); !v.Proved || v.Finding != nil {
		t.Errorf("a key that decrypts the ticket: %+v", v)
	}
}

func TestTheCauseIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(f *Facts)
		want   string
	}{
		"crypto policy":            {func(f *Facts) { f.Permitted = []ad.EType{20, 19} }, NotPermitted},
		"the user may not read it": {func(f *Facts) { f.RunAs, f.NoRead = "www-data", "mode -rw-------, owner root" }, FileMode},
		"no keytab at all":         {func(f *Facts) { f.Entries, f.Damaged = nil, "it ends early" }, Unreadable},
		"a version of its own":     {func(f *Facts) { f.Entries[0].KVNO = 9 }, KVNOBehind},
		"newer than the KDC":       {func(f *Facts) { f.Entries[0].KVNO, f.Entries[0].Fits = 5, false }, KVNOAhead},
		"another salt":             {func(f *Facts) { f.Entries[0].Fits, f.Salt, f.SaltKnown = false, "ACME.TESTold", true }, OtherSalt},
		"the usual salt":           {func(f *Facts) { f.Entries[0].Fits, f.Salt, f.SaltKnown = false, "ACME.TESTsvc-web", true }, OtherKey},
	} {
		if v := Judge(facts(c.change)); v.Finding == nil || v.Finding.Code != c.want || v.Proved {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// A read-only domain controller numbers its keys above 16 bits, and old formats
// keep eight bits of a version.
func TestVersionsAreComparedAsServicesDo(t *testing.T) {
	if v := Judge(facts(func(f *Facts) { f.Ticket.KVNO, f.Entries[0].KVNO = 259, 3 })); !v.Proved {
		t.Errorf("%+v", v)
	}
}

func TestRecipesFitTheKindOfAccount(t *testing.T) {
	for class, want := range map[string]string{"user": "ktpass", "computer": "adcli", "msDS-GroupManagedServiceAccount": "samba-tool"} {
		list := Recipes(facts(func(f *Facts) { f.Account.Classes = []string{class} }))
		text := ""
		for _, r := range list {
			text += r.Command + "\n"
		}
		if !strings.Contains(text, want) || !strings.Contains(text, "HTTP") && class != "computer" {
			t.Errorf("%s: %s", class, text)
		}
		if strings.Contains(text, "PASSWORD=") {
			t.Errorf("%s: a password stands in a command: %s", class, text)
		}
	}
}

// A key under the account's own name serves a server that tries every key, and it is
// said that another kind of server does not find it.
func TestAKeyUnderTheAccountsOwnNameIsSaid(t *testing.T) {
	v := Judge(facts(func(f *Facts) { f.Entries[0].Principal = "svc-web@ACME.TEST" }))
	if !v.Proved || v.Finding != nil || len(v.Notes) != 1 || !strings.Contains(v.Notes[0], "HTTP/web.acme.test") {
		t.Errorf("%+v", v)
	}
	if v := Judge(facts(nil)); len(v.Notes) != 0 {
		t.Errorf("the service's own entry: %v", v.Notes)
	}
}

// An NFS host may be a client as well: the entry that it would mount with is named in
// the order of rpc.gssd, and so is that there is none.
func TestTheEntryOfAnNFSClientIsNamed(t *testing.T) {
	nfs := func(others ...string) []string {
		return Judge(facts(func(f *Facts) {
			f.Service, f.Entries[0].Principal = "nfs/files.acme.test", "nfs/files.acme.test@ACME.TEST"
			for _, p := range others {
				f.Entries = append(f.Entries, Entry{Principal: p, KVNO: 3, EType: 18})
			}
		})).Notes
	}
	for want, others := range map[string][]string{
		"logs in as nfs/files.acme.test@ACME.TEST":  {"host/files.acme.test@ACME.TEST", "root/other.acme.test@ACME.TEST"},
		"logs in as root/files.acme.test@ACME.TEST": {"root/files.acme.test@ACME.TEST", "files$@ACME.TEST"},
		"logs in as FILES$@ACME.TEST":               {"root/files.acme.test@ACME.TEST", "FILES$@ACME.TEST"},
	} {
		if notes := nfs(others...); len(notes) != 1 || !strings.HasSuffix(notes[0], want) {
			t.Errorf("%v: %q", others, notes)
		}
	}
	none := Judge(facts(func(f *Facts) {
		f.Service, f.Entries[0].Principal, f.Account.Name = "nfs/files.acme.test", "svc-nfs@ACME.TEST", "svc-nfs"
	})).Notes
	if len(none) != 2 || !strings.Contains(none[1], "finds no entry here: it looks for FILES$@ACME.TEST, root/files.acme.test@ACME.TEST") {
		t.Errorf("%q", none)
	}
}
