package service

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
)

// Key is the key of the input that names the service.
const Key = "service"

// AccountKey is the key of the input that names the account that runs the service.
const AccountKey = "account"

// Walk is a guide about one service.
type Walk struct {
	ID     string // of the guide
	Scheme string // what a bare host stands for: "smb", "ssh"; "" is a web site
	// Machine says that the service is part of its host and runs as the account
	// that has the host's HOST name.
	Machine bool
	// Computer says that the account is the computer account of the host: a name that
	// was made from the host's gives way to the owner of host/HOST that has HOST as its
	// own host name.
	Computer bool
	// Also is the key of an input that lists further services of the same kind,
	// such as the targets of a DFS name. Each must have an owner, too.
	Also string
	// Behind are the services that clients are sent to where the name that they type is
	// none itself, such as a domain's DFS path; nil or none: the name is the service.
	// known is false where the name is no service, and what stands behind it is not known.
	Behind func(r *diag.Reader) (services []string, known bool)
	// Ask is what Behind reads; it may be nil.
	Ask func(r *diag.Reader) []diag.Request
	// Clients judges the SPNs of every kind of client, not only the usual one.
	Clients bool
}

// Inputs are the service and the account that runs it.
func (w Walk) Inputs(title, help string) []guide.Input {
	return []guide.Input{
		{Key: Key, Title: title, Help: help, Required: true, Check: w.check, Clean: w.clean},
		{Key: AccountKey, Title: "the account that runs it", Help: "account name; the SPN owner unless given", Check: ask.CheckAccount},
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
	t, err := w.parse(v)
	switch {
	case err != nil:
		return v
	case t.UNC() != "" && t.Path != "":
		return t.UNC()
	case t.Form == ad.TargetURL, t.Form == ad.TargetConnection:
		return t.String()
	}
	return v
}

// target is the service that was given, as its clients find it; false where it cannot be
// read.
func (w Walk) target(r *diag.Reader) (ad.ServiceTarget, bool) {
	t, ok := w.given(r)
	if !ok {
		return t, false
	}
	return asFound(r, w.asTyped(r), t), true
}

// given is the service that was given; false where it cannot be read.
func (w Walk) given(r *diag.Reader) (ad.ServiceTarget, bool) {
	list, known := w.behind(r)
	if !known {
		return ad.ServiceTarget{}, false
	}
	typed := guide.Value(r, Key)
	if len(list) > 0 {
		typed = list[0]
	}
	t, err := w.parse(typed)
	return t, err == nil
}

// asFound is a SQL Server as its clients find it: under its full name in DNS, and with the
// port that SQL Server Browser told for its instance. Any other service is named as typed.
func asFound(r *diag.Reader, typed string, t ad.ServiceTarget) ad.ServiceTarget {
	if t.Class != "MSSQLSvc" || t.Form == ad.TargetSPN || t.Given {
		return t
	}
	f, ok := facts.ClientNames.Get(r, typed)
	if !ok || !f.Known() {
		return t
	}
	if b := f.Value.Browser; b != nil {
		t = t.OnPort(b.Port)
	}
	if _, address := t.Address(); address {
		return t
	}
	return t.UnderFullName(f.Value.DNS.FullName(t.Dial()))
}

func (w Walk) behind(r *diag.Reader) ([]string, bool) {
	if w.Behind == nil {
		return nil, true
	}
	return w.Behind(r)
}

// SPN is the one of the names that clients ask for which has an owner or a
// ticket; the usual one where none has, "" where no service was given.
func (w Walk) SPN(r *diag.Reader) string {
	t, ok := w.target(r)
	if !ok {
		return ""
	}
	return usual(r, t)
}

// usual is the one of a target's names that has an owner or a ticket, else the one
// that most clients ask for.
func usual(r *diag.Reader, t ad.ServiceTarget) string {
	for _, spn := range t.SPNs {
		if f, ok := facts.Owners.Get(r, spn); ok && f.Known() && len(f.Value.Answering()) > 0 || issued(r, spn) {
			return spn
		}
	}
	return t.SPN()
}

// RunBy is the account that runs the service: a name or a DN, "" where nobody knows, or
// not yet.
func (w Walk) RunBy(r *diag.Reader) string {
	name := guide.Value(r, AccountKey)
	t, ok := w.target(r)
	if !w.Computer || !ok || ask.OwnerFrom(r, AccountKey) != facts.OwnerGuessed {
		return name
	}
	f, asked := facts.Owners.Get(r, hostSPN(t))
	if !asked { // nobody asks for an account that may be another's
		return ""
	}
	for _, a := range f.Value.Owners {
		if f.Known() && strings.EqualFold(a.DNSHostName, t.Dial()) {
			return a.DN
		}
	}
	return name
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
	t, _ := w.target(r)
	w.expectOne(r, s, spn, t, facts.ExpectedValue{Owner: w.RunBy(r), OwnerFrom: ask.OwnerFrom(r, AccountKey), Why: "the client"})
	for _, t := range w.further(r) {
		w.expectOne(r, s, usual(r, t), t, facts.ExpectedValue{Why: "the client, on its way on"})
	}
}

func (w Walk) expectOne(r *diag.Reader, s *diag.Snapshot, spn string, t ad.ServiceTarget, want facts.ExpectedValue) {
	if want.Owner == "" && w.Machine {
		if f, ok := facts.Owners.Get(r, hostSPN(t)); ok && f.Known() && len(f.Value.Owners) == 1 {
			want.Owner, want.OwnerFrom, want.Alias = f.Value.Owners[0].DN, facts.OwnerMachine, true
		}
	}
	want = ask.OnOnlyOwner(r, spn, want)
	facts.Expected.Put(s, diag.Fact[facts.ExpectedValue]{Subject: spn, Value: want, Source: ask.Derived(w.ID)})
	facts.Target.Put(s, diag.Fact[ad.ServiceTarget]{Subject: spn, Value: t, Source: ask.Derived(w.ID)})
}

func hostSPN(t ad.ServiceTarget) string { return "host/" + t.Dial() }

// further are the services behind the name that was typed, and those of the input Also.
func (w Walk) further(r *diag.Reader) []ad.ServiceTarget {
	var out []ad.ServiceTarget
	list, _ := w.behind(r)
	if len(list) > 0 {
		list = list[1:] // the first is the service itself
	}
	if w.Also != "" {
		list = append(slices.Clone(list), guide.Values(r, w.Also)...)
	}
	for _, v := range list {
		if t, err := w.parse(v); err == nil {
			out = append(out, asFound(r, v, t))
		}
	}
	return out
}

// instances are the further services whose port SQL Server Browser must tell, as they were
// typed.
func (w Walk) instances(r *diag.Reader) []string {
	var out []string
	if w.Also == "" {
		return nil
	}
	for _, v := range guide.Values(r, w.Also) {
		if t, err := w.parse(v); err == nil && t.NeedsBrowser() {
			out = append(out, v)
		}
	}
	return out
}
