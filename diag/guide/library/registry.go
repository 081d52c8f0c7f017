package library

import (
	"adwalk/diag/guide"
	"adwalk/diag/guide/casarray"
	"adwalk/diag/guide/delegation"
	"adwalk/diag/guide/duplicates"
	"adwalk/diag/guide/fileshare"
	"adwalk/diag/guide/gmsa"
	"adwalk/diag/guide/kcdfrontend"
	"adwalk/diag/guide/lbnamespace"
	"adwalk/diag/guide/ldapsigning"
	"adwalk/diag/guide/machineaccount"
	"adwalk/diag/guide/mapidoublehop"
	"adwalk/diag/guide/ntlmwhy"
	"adwalk/diag/guide/rc4readiness"
	"adwalk/diag/guide/remoteshell"
	"adwalk/diag/guide/serviceunreachable"
	"adwalk/diag/guide/smtpvirtual"
	"adwalk/diag/guide/sqlserver"
	"adwalk/diag/guide/trust"
	"adwalk/diag/guide/websso"
)

// All lists the guides in the order of the start screen.
func All() []guide.Guide {
	return []guide.Guide{
		casarray.Guide(), lbnamespace.Guide(), kcdfrontend.Guide(), smtpvirtual.Guide(), mapidoublehop.Guide(),
		serviceunreachable.Guide(), websso.Guide(), machineaccount.Guide(), fileshare.Guide(),
		sqlserver.Guide(), remoteshell.Guide(), gmsa.Guide(), trust.Guide(),
		duplicates.Guide(), rc4readiness.Guide(), delegation.Guide(), ntlmwhy.Guide(), ldapsigning.Guide(),
	}
}

// ByID returns a guide by its name.
func ByID(id string) (guide.Guide, bool) {
	for _, g := range All() {
		if g.ID == id {
			return g, true
		}
	}
	return guide.Guide{}, false
}
