package lookup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// ProtectedAttributes are what ProtectedBy judges by. tokenGroups comes only from
// a search of scope base.
var ProtectedAttributes = []string{"objectSid", "objectClass", "userAccountControl", "sAMAccountName", "adminCount", "isCriticalSystemObject", "primaryGroupID", "tokenGroups"}

// protectedRIDs are the groups of a domain that AdminSDHolder protects (MS-ADTS
// 3.1.1.6.1.2), by the last part of their SID; protectedBuiltin those of S-1-5-32.
var (
	protectedRIDs = map[string]string{"512": "Domain Admins", "516": "Domain Controllers", "498": "Enterprise Read-only Domain Controllers", "518": "Schema Admins",
		"519": "Enterprise Admins", "521": "Read-only Domain Controllers", "526": "Key Admins", "527": "Enterprise Key Admins"}
	protectedBuiltin = map[string]string{"544": "Administrators", "548": "Account Operators", "549": "Server Operators", "550": "Print Operators",
		"551": "Backup Operators", "552": "Replicator"}
)

// ProtectedBy says why an object belongs to tier 0 (a domain controller, krbtgt,
// an administrator, a protected group), "" when it does not. Where the attributes
// that would tell are hidden, that is the reason: an object is not taken for an
// ordinary one because it cannot be read.
func ProtectedBy(e ad.Entry) string {
	sid := ""
	if v := e.Values("objectSid"); len(v) > 0 {
		sid, _ = ad.DecodeSID(v[0])
	}
	name := strings.ToLower(e.Text("sAMAccountName"))
	var uac uint32
	_, _ = fmt.Sscan(e.Text("userAccountControl"), &uac)
	group := protectedRIDs[e.Text("primaryGroupID")]
	account := strings.HasPrefix(sid, "S-1-5-21-")
	switch rid := sid[strings.LastIndexByte(sid, '-')+1:]; {
	case ad.UAC(uac)&(ad.UACServer|ad.UACPartialSecrets) != 0, e.Text("primaryGroupID") == "516", e.Text("primaryGroupID") == "521":
		return "it is a domain controller"
	case account && rid == "502", name == "krbtgt", strings.HasPrefix(name, "krbtgt_"):
		return "it is the KDC's own account"
	case account && rid == "500":
		return "it is the built-in administrator"
	case e.Text("adminCount") != "" && e.Text("adminCount") != "0":
		return "it is or was an administrator (adminCount=" + e.Text("adminCount") + ")"
	case strings.EqualFold(e.Text("isCriticalSystemObject"), "TRUE"):
		return "it is a critical system object"
	case group != "":
		return "its primary group is " + group
	}
	for _, raw := range e.Values("tokenGroups") {
		sid, err := ad.DecodeSID(raw)
		if err != nil {
			continue
		}
		group := protectedRIDs[sid[strings.LastIndexByte(sid, '-')+1:]]
		if !strings.HasPrefix(sid, "S-1-5-21-") {
			group = protectedBuiltin[strings.TrimPrefix(sid, "S-1-5-32-")]
		}
		if group != "" {
			return "it is a member of " + group
		}
	}
	if sid == "" || !e.Has("userAccountControl") && slices.ContainsFunc(e.Texts("objectClass"), func(c string) bool { return strings.EqualFold(c, "user") }) {
		return "you may not read whether it is a domain controller or an administrator"
	}
	return ""
}

// Protected reads an object and says why it belongs to tier 0, "" when it does
// not. An object that is not there is an error (*ad.Problem).
func Protected(ctx context.Context, dir ad.Directory, dn string) (string, error) {
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: ProtectedAttributes})
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", &ad.Problem{Kind: ad.ProblemNotFound, What: "reading " + dn, Why: "there is no such object, or you may not see it", Do: "look it up again; it may have been moved"}
	}
	return ProtectedBy(found[0]), nil
}
