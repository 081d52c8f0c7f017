package lookup

import "strings"

// wellKnown are SIDs that are the same everywhere (MS-DTYP 2.4.2.4).
var wellKnown = map[string]string{
	"S-1-0-0": "Nobody", "S-1-1-0": "Everyone", "S-1-3-0": "Creator Owner", "S-1-3-1": "Creator Group", "S-1-5-7": "Anonymous", "S-1-5-9": "Enterprise Domain Controllers",
	"S-1-5-10": "Self", "S-1-5-11": "Authenticated Users", "S-1-5-18": "Local System", "S-1-5-19": "Local Service", "S-1-5-20": "Network Service",
	"S-1-5-32-544": "Administrators", "S-1-5-32-545": "Users", "S-1-5-32-546": "Guests", "S-1-5-32-548": "Account Operators", "S-1-5-32-549": "Server Operators",
	"S-1-5-32-550": "Print Operators", "S-1-5-32-551": "Backup Operators", "S-1-5-32-554": "Pre-Windows 2000 Compatible Access", "S-1-5-32-557": "Incoming Forest Trust Builders",
	"S-1-5-32-560": "Windows Authorization Access", "S-1-5-32-561": "Terminal Server License Servers",
}

// relative are the last numbers of SIDs that every domain has.
var relative = map[string]string{
	"500": "Administrator", "501": "Guest", "502": "krbtgt", "512": "Domain Admins", "513": "Domain Users", "514": "Domain Guests", "515": "Domain Computers",
	"516": "Domain Controllers", "517": "Cert Publishers", "518": "Schema Admins", "519": "Enterprise Admins", "520": "Group Policy Creator Owners",
	"521": "Read-only Domain Controllers", "525": "Protected Users", "526": "Key Admins", "527": "Enterprise Key Admins", "553": "RAS and IAS Servers",
}

// SIDName is the name of a SID that is the same in every domain, "" for another.
func SIDName(sid string) string {
	if name := wellKnown[sid]; name != "" {
		return name
	}
	if strings.HasPrefix(sid, "S-1-5-21-") {
		return relative[sid[strings.LastIndexByte(sid, '-')+1:]]
	}
	return ""
}

// rightNames are the rights of a directory object in words (MS-ADTS 5.1.3.2).
var rightNames = []struct {
	bit  uint32
	name string
}{
	{0xF01FF, "full control"}, {0x1, "create child"}, {0x2, "delete child"}, {0x4, "list"}, {0x8, "validated write"}, {0x10, "read property"}, {0x20, "write property"},
	{0x40, "delete tree"}, {0x80, "list object"}, {0x100, "extended right"}, {0x10000, "delete"}, {0x20000, "read permissions"}, {0x40000, "change permissions"},
	{0x80000, "take ownership"}, {0x10000000, "all"}, {0x20000000, "execute"}, {0x40000000, "write"}, {0x80000000, "read"},
}

// Describe says in words what an entry does. Names gives the names of SIDs and of
// the GUIDs of properties, rights and classes; what it lacks stays as it is.
func (a ACE) Describe(names map[string]string) string {
	allow, deny, condition := a.kind()
	verb := "other entry for"
	switch {
	case allow:
		verb = "allow"
	case deny:
		verb = "deny"
	}
	who := a.SID
	if name := names[a.SID]; name != "" {
		who = name
	} else if name := SIDName(a.SID); name != "" {
		who = name
	}
	var list []string
	rest := a.Mask
	for _, r := range rightNames {
		if rest&r.bit == r.bit {
			list = append(list, r.name)
			rest &^= r.bit
		}
	}
	text := verb + " " + who + ": " + strings.Join(list, ", ")
	named := func(guid string) string {
		if n := names[guid]; n != "" {
			return n
		}
		return guid
	}
	if a.Object != "" {
		text += " of " + named(a.Object)
	}
	if a.Child != "" {
		text += ", for objects of class " + named(a.Child)
	}
	if a.Flags&inheritOnly != 0 {
		text += " (children only)"
	}
	if a.Flags&flagInherited != 0 {
		text += " (inherited)"
	}
	if condition {
		text += " (under a condition)"
	}
	return text
}

// Describe says in words what the descriptor says, a line each: owner, group, whether
// it inherits, and the entries in their order.
func (sd SecurityDescriptor) Describe(names map[string]string) []string {
	called := func(sid string) string {
		switch {
		case sid == "":
			return "none"
		case names[sid] != "":
			return names[sid]
		case SIDName(sid) != "":
			return SIDName(sid)
		}
		return sid
	}
	out := []string{"owner " + called(sd.Owner) + ", group " + called(sd.Group)}
	switch {
	case !sd.HasDACL:
		return append(out, "no access list: everybody may do everything")
	case sd.Control&controlProtected != 0:
		out = append(out, "inherits nothing from above")
	}
	for _, a := range sd.DACL {
		out = append(out, a.Describe(names))
	}
	return out
}
