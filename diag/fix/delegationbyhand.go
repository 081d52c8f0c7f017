package fix

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// The attributes of which a plan changes a part: a flag, an entry of a descriptor.
const (
	attrUAC        = lookup.AttrUAC
	attrDelegation = lookup.AttrTargets
	attrTrustees   = lookup.AttrTrustees
)

// flagTransition is protocol transition as a value of userAccountControl.
const flagTransition = "TRUSTED_TO_AUTH_FOR_DELEGATION"

// delegationRight is what a domain controller asks for beside the right to write
// (MS-ADTS 3.1.1.5.3.1.1.4): it cannot be seen in the directory.
const delegationRight = "a domain controller also asks for the privilege to enable delegation (SeEnableDelegationPrivilege), which the directory does not show"

var readBack = []string{"reading back from the domain controller", "adwalk s4u, with the front end's keytab, proves at the KDC what it may do now"}

func part(a ad.Account, attribute string, op ad.ChangeOp, value string) Planned {
	return Planned{Change: ad.Change{DN: a.DN, GUID: a.GUID, Account: a.Name, Kind: a.Kind(), Attribute: attribute, Op: op, Value: value},
		Subject: a.Label(), Writable: writable(a, attribute)}
}

// AllowTargetOf plans that a front end may impersonate users to an SPN (an entry of
// msDS-AllowedToDelegateTo). An error says why there is nothing to plan.
func AllowTargetOf(front ad.Account, spn string) (Plan, error) {
	parsed, err := ad.ParseSPN(spn)
	if err != nil {
		return Plan{}, err
	}
	if entryOf(front, parsed.String()) != "" {
		return Plan{}, nothing("adding "+spn, front.Label()+" may delegate to it already")
	}
	return Plan{Title: "let " + front.Label() + " delegate to " + spn, Changes: []Planned{allowTarget(front, parsed.String())}, Verify: readBack}, nil
}

func allowTarget(front ad.Account, spn string) Planned {
	c := part(front, attrDelegation, ad.AddValue, spn)
	c.Effect = front.Label() + " may impersonate users to " + spn
	c.Risk = "whoever controls " + front.Label() + " can act as any unprotected user towards this service; " + delegationRight
	c.Kept = len(front.DelegatesTo)
	return c
}

// DropTargetOf plans that a front end may no longer impersonate users to an SPN.
func DropTargetOf(front ad.Account, spn string) (Plan, error) {
	value := entryOf(front, spn)
	if value == "" {
		if err := unseen(front, attrDelegation, "deleting "+spn); err != nil {
			return Plan{}, err
		}
		return Plan{}, nothing("deleting "+spn, "msDS-AllowedToDelegateTo of "+front.Label()+" does not list it")
	}
	return Plan{Title: "no longer let " + front.Label() + " delegate to " + value, Changes: []Planned{dropTarget(front, value)}, Verify: readBack}, nil
}

func dropTarget(front ad.Account, value string) Planned {
	c := part(front, attrDelegation, ad.DeleteValue, value)
	c.Effect = front.Label() + " may no longer impersonate users to " + value
	c.Risk = "an application that uses this entry loses access to " + value
	c.Kept = max(0, len(front.DelegatesTo)-1)
	return c
}

// entryOf is an entry of a delegation list as it is written there, "" for none.
func entryOf(front ad.Account, spn string) string {
	for _, v := range front.DelegatesTo {
		if strings.EqualFold(v, spn) {
			return v
		}
	}
	return ""
}

// Transition plans that protocol transition is switched on or off.
func Transition(front ad.Account, on bool) (Plan, error) {
	if err := unseen(front, attrUAC, "switching protocol transition of "+front.Label()); err != nil {
		return Plan{}, err
	}
	if front.UAC.Has(ad.UACTrustedToAuth) == on {
		return Plan{}, nothing("switching protocol transition of "+front.Label(), "it is "+onOff(on)+" already")
	}
	return Plan{Title: "protocol transition of " + front.Label() + " " + onOff(on), Changes: []Planned{transition(front, on)}, Verify: readBack}, nil
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func transition(front ad.Account, on bool) Planned {
	if on {
		c := part(front, attrUAC, ad.AddValue, flagTransition)
		c.Effect = front.Label() + " gets tickets in the name of users who did not log on with Kerberos, and can pass them on to what it may delegate to"
		c.Risk = "whoever controls " + front.Label() + " needs no logon of a user any more to act as that user; " + delegationRight
		return c
	}
	c := part(front, attrUAC, ad.DeleteValue, flagTransition)
	c.Effect = front.Label() + " can pass on the tickets of users who logged on with Kerberos only"
	c.Risk = "users who come with a smart card, a form or NTLM get no further than " + front.Label()
	return c
}

// LetIn plans that a resource lets a principal act on behalf of users
// (resource-based delegation): one entry is added to its descriptor.
func LetIn(resource, principal ad.Account) (Plan, error) {
	switch {
	case principal.SID == "":
		return Plan{}, nothing("letting "+principal.Label()+" in", "its SID cannot be read")
	case letsIn(resource, principal.SID):
		return Plan{}, nothing("letting "+principal.Label()+" in", resource.Label()+" does that already")
	}
	c := part(resource, attrTrustees, ad.AddValue, principal.SID)
	c.Effect = principal.Label() + " may impersonate users to the services of " + resource.Label()
	c.Risk = "whoever controls " + principal.Label() + " can act as any unprotected user towards " + resource.Label()
	c.Kept = len(resource.ActOnBehalf)
	return Plan{Title: "let " + principal.Label() + " delegate to " + resource.Label(), Changes: []Planned{c}, Verify: readBack}, nil
}

// ShutOut plans that a resource no longer lets a principal act on behalf of users.
// Entries are the values of lookup.Trustees that speak of it; name is who it is.
func ShutOut(resource ad.Account, name string, entries []string) (Plan, error) {
	if len(entries) == 0 {
		if err := unseen(resource, attrTrustees, "shutting "+name+" out"); err != nil && len(resource.ActOnBehalf) == 0 {
			return Plan{}, err
		}
		return Plan{}, nothing("shutting "+name+" out", resource.Label()+" has no entry for it")
	}
	p := Plan{Title: "no longer let " + name + " delegate to " + resource.Label(), Verify: readBack}
	for _, v := range entries {
		c := part(resource, attrTrustees, ad.DeleteValue, v)
		c.Effect = name + " may no longer impersonate users to the services of " + resource.Label()
		c.Risk = "an application of " + name + " that acts for its users loses access to " + resource.Label()
		c.Kept = max(0, len(resource.ActOnBehalf)-1)
		p.Changes = append(p.Changes, c)
	}
	return p, nil
}

func letsIn(resource ad.Account, sid string) bool {
	for _, s := range resource.ActOnBehalf {
		if s == sid {
			return true
		}
	}
	return false
}

// SetETypes plans another msDS-SupportedEncryptionTypes; 0 deletes the attribute.
func SetETypes(a ad.Account, list ad.SupportedETypes) (Plan, error) {
	if list == 0 && !a.ETypesSet {
		if err := unseen(a, attrETypes, "deleting the encryption types of "+a.Label()); err != nil {
			return Plan{}, err
		}
	}
	if a.ETypes == list && (a.ETypesSet || list == 0) {
		return Plan{}, nothing("setting the encryption types of "+a.Label(), "they are like that already")
	}
	p := Plan{Title: "encryption types of " + a.Label(), Changes: etypes(a, list),
		Verify: []string{"reading back from the domain controller", "adwalk ticket, for an SPN of the account, shows the encryption type of a fresh ticket"}}
	return p, nil
}

func etypes(a ad.Account, list ad.SupportedETypes) []Planned {
	var out []Planned
	if a.ETypesSet || a.ETypes != 0 {
		c := part(a, attrETypes, ad.DeleteValue, strconv.FormatUint(uint64(a.ETypes), 10))
		c.Effect = "the domain controllers' default decides again"
		if list != 0 {
			c.Effect = "the new value takes its place"
		}
		out = append(out, c)
	}
	if list == 0 {
		return out
	}
	c := part(a, attrETypes, ad.AddValue, strconv.FormatUint(uint64(list), 10))
	c.Effect = fmt.Sprintf("tickets for the SPNs of %s use %s", a.Label(), list)
	if list&(ad.SupportsAES128|ad.SupportsAES256) != 0 && list&ad.SupportsRC4 == 0 {
		c.Risk = "a client or keytab without an AES key cannot use " + a.Label() + " any more; an account whose password is older than AES in this domain has no AES key until its password is changed"
	}
	return append(out, c)
}

// unseen is why an edit cannot be planned of an attribute that did not come: it may be
// hidden, and what it holds is not known. nil for one that is known.
func unseen(a ad.Account, attribute, what string) error {
	known, why := a.Knows(attribute)
	if known {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemNoRight, What: what, Why: "what " + attribute + " of " + a.Label() + " holds is not known: " + cmp.Or(why, "it did not come"), Do: "use an account that may see it"}
}

func nothing(what, why string) error {
	return &ad.Problem{Kind: ad.ProblemUsage, What: what, Why: why, Do: "nothing needs to be written"}
}
