package keytabs

import (
	"fmt"
	"strings"
)

// Recipe is one way to make the right keytab.
type Recipe struct {
	Tool    string `json:"tool"`
	Command string `json:"command"`
	Note    string `json:"note"`
}

// Recipes lists the ways to make the right keytab for the account, with the key
// version and the salt filled in. Placeholders in capitals are for the operator.
func Recipes(f Facts) []Recipe {
	if f.Account == nil || f.Realm == "" {
		return nil
	}
	principal, name := f.Service+"@"+f.Realm, f.Account.Name
	domain := f.Domain
	if domain == "" {
		domain = "DOMAIN"
	}
	host := f.Service
	if _, h, ok := strings.Cut(f.Service, "/"); ok {
		host = h
	}
	class, _, _ := strings.Cut(f.Service, "/")
	switch f.Account.Kind() {
	case "gMSA", "sMSA":
		return []Recipe{{"samba-tool", fmt.Sprintf("samba-tool domain exportkeytab NEW.keytab --principal=%s", principal),
			"on a Samba domain controller. A managed account changes its password by itself: a keytab of it ends with the next change. Use a plain service account for a service on Linux, or a tool that fetches the managed password"}}
	case "computer":
		return []Recipe{
			{"adcli", fmt.Sprintf("adcli update --service-name=%s --host-fqdn=%s --computer-password-lifetime=0", class, host), "on the joined host itself; changes the password, so every keytab of the account has to come from this run"},
			{"msktutil", fmt.Sprintf("msktutil update --service %s --hostname %s --keytab NEW.keytab", class, host), "on the joined host itself; changes the password"},
			{"samba-tool", fmt.Sprintf("samba-tool domain exportkeytab NEW.keytab --principal=%s", principal), "on a Samba domain controller; changes nothing"},
		}
	}
	kvno := f.Account.KVNO
	if f.Ticket != nil && f.Ticket.KVNO > 0 {
		kvno = f.Ticket.KVNO
	}
	version, salt := "KVNO", ""
	if kvno > 0 {
		version = fmt.Sprint(kvno)
	}
	if f.SaltKnown && f.Salt != f.Realm+strings.ReplaceAll(f.Service, "/", "") {
		salt = fmt.Sprintf(" -s %q", f.Salt)
	}
	return []Recipe{
		{"ktutil (MIT 1.19 or later)", fmt.Sprintf("ktutil: addent -password -p %s -k %s -e aes256-cts-hmac-sha1-96%s", principal, version, salt), "needs the present password; changes nothing in the directory. Then: wkt NEW.keytab"},
		{"ktpass", fmt.Sprintf(`ktpass /princ %s /mapuser %s\%s /ptype KRB5_NT_PRINCIPAL /crypto AES256-SHA1 /pass * /out NEW.keytab`, principal, domain, name), "on Windows; sets the password, the UPN and so the salt: every other keytab of the account ends"},
		{"msktutil", fmt.Sprintf("msktutil update --use-service-account --account-name %s --service %s --keytab NEW.keytab", name, f.Service), "sets a new random password: only for an account that nothing else uses"},
		{"samba-tool", fmt.Sprintf("samba-tool domain exportkeytab NEW.keytab --principal=%s", principal), "on a Samba domain controller; changes nothing"},
	}
}
