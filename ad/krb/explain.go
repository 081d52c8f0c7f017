package krb

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"

	"github.com/jcmturner/gokrb5/v8/types"
)

// NTSTATUS values that a KDC adds to its errors (MS-ERREF 2.3).
const (
	statusNoSuchUser         = 0xC0000064
	statusWrongPassword      = 0xC000006A
	statusAccountRestriction = 0xC000006E
	statusLogonHours         = 0xC000006F
	statusWorkstation        = 0xC0000070
	statusPasswordExpired    = 0xC0000071
	statusDisabled           = 0xC0000072
	statusAccountExpired     = 0xC0000193
	statusMustChange         = 0xC0000224
	statusLockedOut          = 0xC0000234
)

// reason is what a status means, and what to do about it.
var loginStatus = map[uint32][2]string{
	statusNoSuchUser:         {"there is no such account", "check the name and the realm"},
	statusWrongPassword:      {"the password is wrong", "check the password; it was tried once and is not tried again"},
	statusAccountRestriction: {"a restriction of the account forbids it", "check the account's authentication policy and Protected Users"},
	statusLogonHours:         {"the account may not log on at this hour", "check the account's logon hours"},
	statusWorkstation:        {"the account may not log on from this machine", "check the account's workstation list"},
	statusPasswordExpired:    {"the password has expired", "change the password, then log in again"},
	statusDisabled:           {"the account is disabled", "enable it, or use another account"},
	statusAccountExpired:     {"the account has expired", "extend accountExpires, or use another account"},
	statusMustChange:         {"the password must be changed first", "change the password (kpasswd), then log in again"},
	statusLockedOut:          {"the account is locked out", "wait for the lock-out to end, or unlock it"},
}

// explainLogin turns a KDC's refusal of a log-in into a Problem that holds it.
func explainLogin(e *ad.KDCError, l *loginRun, kdc string) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemLogin, What: l.what() + " at " + kdc, Err: e}
	if s, ok := loginStatus[e.NTStatus]; ok {
		p.Why, p.Do = s[0], s[1]
		return p
	}
	who := fullName(l.name, l.realm)
	switch e.Code {
	case ad.ErrClientUnknown:
		p.Why, p.Do = "the KDC knows no "+who, "check the name and the realm; an account made moments ago may not be on this KDC yet"+suffixHint(l.realm)
	case ad.ErrPreauthFailed:
		p.Why = l.sec.what() + " is wrong"
		p.Do = "check it; it was tried once and is not tried again"
		if _, ok := l.sec.(keytabSecret); ok {
			p.Do = "the account's password has changed since the keytab was made, or it belongs to another account: create it again"
		}
	case ad.ErrClientRevoked:
		p.Why, p.Do = "the account is disabled, expired or locked out", "check the account; the KDC did not say which"
	case ad.ErrKeyExpired:
		p.Why, p.Do = "the password has expired or must be changed", "change the password (kpasswd), then log in again"
	case ad.ErrETypeNoSupp:
		p.Why, p.Do = "the account has no key of the encryption types asked for", "check msDS-SupportedEncryptionTypes and when the password was last set"
	case ad.ErrSkew:
		p.Why, p.Do = SkewWords(e.Offset), "set the local clock to the domain controller's time"
	case ad.ErrWrongRealm:
		p.Why, p.Do = l.realm+" is not the realm of this account", "name the account's own realm: name@REALM"
	case 1:
		p.Why, p.Do = "the account has expired", "extend it, or use another account"
	case 12:
		p.Why, p.Do = "the KDC's policy forbids it", "check logon hours, workstations and authentication policies of the account"
	default:
		p.Why, p.Do = "the KDC answered "+e.Error(), "look the error up: adwalk explain "+e.Name()
	}
	return p
}

// SkewWords says by how much the clocks differ, given the KDC's minus ours.
func SkewWords(offset time.Duration) string {
	d := offset.Round(time.Second)
	if d < 0 {
		return fmt.Sprintf("the local clock is %s ahead of the KDC's", -d)
	}
	return fmt.Sprintf("the local clock is %s behind the KDC's", d)
}

// suffixHint says what to do when a logon name was taken for name@REALM: the
// realms of Active Directory are in capitals, the suffixes of logon names not.
func suffixHint(realm string) string {
	if realm == strings.ToUpper(realm) {
		return ""
	}
	return "; if " + realm + " is only the suffix of the logon name, give the domain's realm with --realm"
}

// otherClient explains a login that was answered in another principal's name.
// A domain's NetBIOS name is answered in the name of the realm it stands for.
func (l *loginRun) otherClient(kdc string, name types.PrincipalName, realm string) *ad.Problem {
	got := fullName(name, realm)
	if !sameName(name, l.name) || strings.Contains(l.realm, ".") {
		return nonsense(l.what(), kdc, fmt.Errorf("it sent a ticket for the client %s", got))
	}
	return &ad.Problem{Kind: ad.ProblemLogin, What: l.what() + " at " + kdc, Why: l.realm + " is the short name of the realm " + realm, Do: "log in as " + got}
}
