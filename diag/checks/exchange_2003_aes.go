package checks

import (
	"fmt"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// level2025 is the functional level of Windows Server 2025 (MS-ADTS 6.1.4.3):
// such controllers issue no RC4 ticket-granting tickets.
const level2025 = 10

// exchange2003AES finds forests in which Exchange 2003 can no longer use
// Kerberos: Windows Server 2003 speaks RC4 and DES only.
var exchange2003AES = diag.Check{
	Code: "exchange-2003-aes", Area: "exchange", Severity: diag.Error,
	Needs: []string{"exchange.org", "directory.info"}, DependsOn: []string{"directory-unreachable"},
	Run: func(r *diag.Reader, o *diag.Out) {
		org, ok := facts.Exchange.Get(r, "")
		dir, known := facts.Directory.Get(r, "")
		if !ok || !known || !org.Known() || !dir.Known() {
			return
		}
		for _, s := range org.Value.Servers {
			if s.Version != 6 {
				continue
			}
			ev := diag.Seen(dir.Source, "domain functional level %d", dir.Value.DomainLevel)
			if dir.Value.DomainLevel < level2025 {
				o.Pass(s.Name, "", org.Proof().And(dir.Proof()), ev)
				continue
			}
			o.Hit(s.Name, diag.NoCommonEType, map[string]string{"level": fmt.Sprint(dir.Value.DomainLevel)}, ev)
		}
	},
}
