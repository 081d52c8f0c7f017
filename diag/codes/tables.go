package codes

import (
	"slices"
	"sync"
)

// Tables returns everything that can be recognised by its words, by area.
func Tables() []Table {
	var protocol, lib, security, nt, w32, results []Entry
	for _, list := range [][]protocolError{kdcErrors, apErrors, pkinitErrors} {
		for _, p := range list {
			protocol = append(protocol, *kerberosEntries()[int64(p.Code)])
		}
	}
	for _, l := range mitLibrary {
		lib = append(lib, l.entry())
	}
	for _, s := range sspi {
		security = append(security, s.entry())
	}
	for _, s := range ntStatuses {
		nt = append(nt, s.entry())
	}
	for _, s := range slices.Concat(win32, network) {
		w32 = append(w32, s.win32Entry())
	}
	for _, s := range slices.Concat(wmi, entra, shares, smartCards) {
		security = append(security, s.entry())
	}
	for _, r := range ldapResults {
		results = append(results, r.entry())
	}
	return speak([]Table{
		{"Kerberos message", protocol}, {"Kerberos message", lib}, {"Windows status", security}, {"Windows status", nt}, {"Windows status", w32},
		{"LDAP message", results}, {"LDAP message", bindData}, {"Java message", java}, {"Go message", golang}, {"Samba or Heimdal message", samba}, {"Log line", machines},
		{"Exchange message", exchange}, {"Log line", web}, {"Database or .NET message", databases}, {"Windows message", tools}, {"Program message", clients}, {"Program message", servers}, {"Program message", programs}, {"PBIS message", likewise},
		{"Kerberos message", mitRest}, {"KDC log", kdcStatus}, {"LDAP message", ldapRest}, {"Java message", jdkRest}, {"Log line", daemons}, {"Windows status", windowsRest}, {"Windows message", remote}, {"Windows event", domainLogs}, {"Windows event", groupPolicy}, {"Windows message", windowsServices},
		{"Database or .NET message", databaseClients}, {"Database or .NET message", dotnet}, {"Program message", updates}, {"Windows status", enrolment}, {"Windows message", computers}, {"Windows message", adfs}, {"Program message", cardLogons}, {"Log line", mounts}, {"Log line", mailServers}, {"Program message", missingLibraries}, {"Java message", hadoop}, {"SAP message", sap}, {"Samba or Heimdal message", ipa}, {"PBIS message", likewiseLibrary()},
	})
}

// smallTables are the numbers that mean something only where their protocol is
// spoken of.
var smallTables = sync.OnceValue(func() map[System]map[int64]*Entry {
	out := map[System]map[int64]*Entry{Kerberos: kerberosEntries(), LDAP: {}, Windows: {}, SMTP: {}, IIS: {}}
	for _, r := range ldapResults {
		e := r.entry()
		out[LDAP][int64(r.Code)] = ready(e, "LDAP message")
	}
	for _, s := range slices.Concat(ntStatuses, sspi, win32, network) {
		out[Windows][int64(s.Value)] = ready(s.entry(), "Windows status")
	}
	for n, e := range restNumbers() {
		if out[Windows][n] == nil {
			out[Windows][n] = e
		}
	}
	smtp := map[int64]string{454: "454 4.7.0", 535: "535", 550: "550 5.7.1", 530: "550 5.7.1"}
	for n, code := range smtp {
		for i := range exchange {
			if len(exchange[i].Codes) > 0 && exchange[i].Codes[0] == code {
				out[SMTP][n] = ready(exchange[i], "SMTP reply")
			}
		}
	}
	return out
})

var eventEntries = sync.OnceValue(func() map[*Event]*Entry {
	out := map[*Event]*Entry{}
	for i := range events {
		ev := &events[i]
		out[ev] = ready(Entry{What: ev.What, Family: ev.Family, Also: ev.Also, Causes: ev.Causes, Next: ev.Next, Guide: ev.Guide, Codes: []string{"event " + ev.Code}}, "Windows event")
	}
	return out
})

func ready(e Entry, kind string) *Entry {
	if e.Kind == "" {
		e.Kind = kind
	}
	if e.Weight == 0 {
		e.Weight = usual
	}
	return &e
}

// Small returns what a number means where its system is spoken of, nil when it
// has no number like it. The numbers are those of the protocols: RFC 4120 7.5.9
// for Kerberos, RFC 4511 4.1.9 for LDAP, winerror.h for Windows.
func Small(s System, n int64) *Entry { return smallTables()[s][n] }

// Entry is the event as something that can be recognised.
func (e *Event) Entry() *Entry { return eventEntries()[e] }

// Events lists the Windows events that are known.
func Events() []Event { return events }
