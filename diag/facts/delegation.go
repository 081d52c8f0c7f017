package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// Delegation is every account of the domain that may delegate or may be
// delegated to, subject "".
var Delegation = diag.Define[DelegationValue]("delegation.accounts", "every account that may delegate, and every target that allows it", diag.Exact)

// DelegationValue lists the accounts by the filter over userAccountControl bits
// 0x80000 and 0x1000000, msDS-AllowedToDelegateTo and
// msDS-AllowedToActOnBehalfOfOtherIdentity; disabled ones and domain controllers
// are not left out.
type DelegationValue struct {
	Accounts  []ad.Account      `json:"accounts,omitempty"`
	Names     map[string]string `json:"names,omitempty"`     // SID to account name, for the SIDs in ActOnBehalf; "" when nobody has it
	Sensitive []ad.Account      `json:"sensitive,omitempty"` // accounts with NOT_DELEGATED
	Protected []string          `json:"protected,omitempty"` // DNs of the members of Protected Users
	Hidden    []ad.Account      `json:"hidden,omitempty"`    // accounts with SPNs whose lists the reader may not see
	Coverage  ad.Coverage       `json:"coverage"`
}

// Protected are the members of Protected Users, the group whose SID ends in 525,
// through nested groups and as a primary group, by DN, subject "". Facts that were saved
// may have them; the groups of an account tell more (Groups), so that nothing asks for them.
var Protected = diag.Define[[]string]("account.protected", "the DNs of the members of Protected Users", diag.Names)

// DelegationProof is whether a front end really gets a ticket for a user to a
// target, subject DelegationSubject(front end, user, target).
var DelegationProof = diag.Define[DelegationProofValue]("delegation.proof", "S4U2Self and S4U2Proxy with the front end's own key, by front end, user and target", parts(diag.Names, diag.Names, diag.SPNs))

// DelegationProofValue has an error when a KDC said no.
type DelegationProofValue struct {
	Self  *ad.KDCError `json:"self,omitempty"`  // of S4U2Self
	Proxy *ad.KDCError `json:"proxy,omitempty"` // of S4U2Proxy; NTStatus holds the sub-status
	KDC   string       `json:"kdc,omitempty"`
	// Verdict and Limit are what the KDC's answers come to together, which no single
	// code tells; empty where a step before it failed.
	Verdict ad.DelegationVerdict `json:"verdict,omitempty"`
	Limit   ad.EvidenceLimit     `json:"limit,omitempty"`
}

// DelegationSubject joins the three parts of a proof's subject.
func DelegationSubject(frontEnd, user, target string) string {
	return Delegated{frontEnd, user, target}.Subject()
}
