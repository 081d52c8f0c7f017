package explain

import "sync"

// tables gathers everything that can be recognised by its words.
func tables() []table {
	var protocol, lib, security, nt, w32, results []entry
	for _, list := range [][]protocolError{kdcErrors, apErrors, pkinitErrors} {
		for _, p := range list {
			protocol = append(protocol, *kerberosEntries()[int64(p.code)])
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
	for _, s := range win32 {
		w32 = append(w32, s.win32Entry())
	}
	for _, r := range ldapResults {
		results = append(results, r.entry())
	}
	return []table{
		{"Kerberos message", protocol}, {"Kerberos message", lib}, {"Windows status", security}, {"Windows status", nt}, {"Windows status", w32},
		{"LDAP message", results}, {"LDAP message", bindData}, {"Java message", java}, {"Go message", golang}, {"Samba or Heimdal message", samba}, {"Log line", machines},
		{"Exchange message", exchange}, {"Log line", web}, {"Database or .NET message", databases}, {"Windows message", tools},
	}
}

// smallTables are the numbers that mean something only where their protocol is
// spoken of.
var smallTables = sync.OnceValue(func() map[domain]map[int64]*entry {
	out := map[domain]map[int64]*entry{inKerberos: kerberosEntries(), inLDAP: {}, inWindows: {}, inSMTP: {}, inIIS: {}}
	for _, r := range ldapResults {
		e := r.entry()
		out[inLDAP][int64(r.code)] = ready(e, "LDAP message")
	}
	for _, s := range win32 {
		out[inWindows][int64(s.value)] = ready(s.entry(), "Windows status")
	}
	smtp := map[int64]string{454: "454 4.7.0", 535: "535", 550: "550 5.7.1", 530: "550 5.7.1"}
	for n, code := range smtp {
		for i := range exchange {
			if len(exchange[i].codes) > 0 && exchange[i].codes[0] == code {
				out[inSMTP][n] = ready(exchange[i], "SMTP reply")
			}
		}
	}
	return out
})

var eventEntries = sync.OnceValue(func() map[*event]*entry {
	out := map[*event]*entry{}
	for i := range events {
		ev := &events[i]
		out[ev] = ready(entry{what: ev.what, family: ev.family, also: ev.also, causes: ev.causes, next: ev.next, guide: ev.guide, codes: []string{"event " + ev.code}}, "Windows event")
	}
	return out
})

func ready(e entry, kind string) *entry {
	if e.kind == "" {
		e.kind = kind
	}
	if e.weight == 0 {
		e.weight = usual
	}
	return &e
}
