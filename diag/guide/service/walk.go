package service

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
)

// Walk is a guide about one service.
type Walk struct {
	ID     string // of the guide
	Key    string // of the input that names the service
	Scheme string // what a bare host stands for: "smb", "ssh"; "" is a web site
	// Clients judges the SPNs of every kind of client, not only the usual one.
	Clients bool
}

// Inputs are the service and the account that runs it.
func (w Walk) Inputs(title, help string) []guide.Input {
	return []guide.Input{
		{Key: w.Key, Title: title, Help: help, Required: true, Check: w.check, Clean: w.clean},
		{Key: "account", Title: "the account that runs it", Help: "account name; the SPN owner unless given", Check: ask.CheckAccount},
	}
}

// KeytabInputs are the service's keytab and the user that reads it.
func KeytabInputs() []guide.Input {
	return []guide.Input{
		{Key: "keytab", Title: "the service's keytab", Help: "a file on this machine, as in /etc/httpd.keytab"},
		{Key: "run-as", Title: "the user that runs the service", Help: "user of this machine, to check the keytab's mode"},
	}
}

// parse reads the service as its clients name it.
func (w Walk) parse(v string) (ad.ServiceTarget, error) {
	t, err := ad.ParseServiceTarget(v)
	if err != nil || t.Form != ad.TargetHost || w.Scheme == "" {
		return t, err
	}
	return ad.ParseServiceTarget(w.Scheme + "://" + v)
}

func (w Walk) check(v string) error {
	_, err := w.parse(v)
	return err
}

// clean is the service without what may be a password in it.
func (w Walk) clean(v string) string {
	if t, err := w.parse(v); err == nil && (t.Form == ad.TargetURL || t.Form == ad.TargetConnection) {
		return t.String()
	}
	return v
}

// target is the service that was given; false where it cannot be read.
func (w Walk) target(r *diag.Reader) (ad.ServiceTarget, bool) {
	t, err := w.parse(guide.Value(r, w.Key))
	return t, err == nil
}

// SPN is the one of the names that clients ask for which has an owner or a
// ticket; the usual one where none has, "" where no service was given.
func (w Walk) SPN(r *diag.Reader) string {
	t, ok := w.target(r)
	if !ok {
		return ""
	}
	for _, spn := range t.SPNs {
		if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && len(f.Value.Owners)+len(f.Value.AliasHeld) > 0 || issued(r, spn) {
			return spn
		}
	}
	return t.SPN()
}

func issued(r *diag.Reader, spn string) bool {
	f, ok := facts.Ticket.Get(r, spn)
	return ok && f.Known() && f.Value.Reply != nil
}

// expect expects the one name, on the account that was named, else on the
// SPN's only owner.
func (w Walk) expect(r *diag.Reader, s *diag.Snapshot) {
	s.Forget(diag.Request{Kind: facts.Expected.Name})
	s.Forget(diag.Request{Kind: facts.Target.Name})
	spn := w.SPN(r)
	if spn == "" {
		return
	}
	want := facts.ExpectedValue{Owner: guide.Value(r, "account"), OwnerFrom: ask.OwnerFrom(r, "account"), Why: "the client"}
	if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && want.Owner == "" {
		list := f.Value.Owners
		if len(list) == 0 {
			list = f.Value.AliasHeld
		}
		if len(list) == 1 {
			want.Owner, want.OwnerFrom, want.Alias = list[0].DN, facts.OwnerGuessed, true // the object itself: another account may share its name
		}
	}
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: ask.Derived(w.ID)})
	if t, ok := w.target(r); ok {
		facts.Target.Put(s, diag.Fact[ad.ServiceTarget]{Subject: spn, Value: t, Source: ask.Derived(w.ID)})
	}
}

// asAsked writes a name as browsers and MIT's library ask for it, with HTTP in
// capitals: a keytab is searched letter by letter.
func asAsked(spn string) string {
	if class, rest, ok := strings.Cut(spn, "/"); ok && strings.EqualFold(class, "http") {
		return "HTTP/" + rest
	}
	return spn
}
