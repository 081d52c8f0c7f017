package keytabs

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// The codes of findings about keytabs. They are never reused.
const (
	Unreadable   = "keytab-unreadable"
	NoKeys       = "keytab-empty"
	FileMode     = "keytab-file-mode"
	OtherCase    = "keytab-case"
	OtherRealm   = "keytab-realm"
	OtherHost    = "keytab-host"
	NoEntry      = "keytab-no-entry"
	KVNOBehind   = "keytab-kvno-behind"
	KVNOAhead    = "keytab-kvno-ahead"
	KVNOZero     = "keytab-kvno-zero"
	NoEType      = "keytab-etype"
	OtherSalt    = "keytab-salt"
	OtherAccount = "keytab-other-account"
	OtherKey     = "keytab-wrong-key"
	MixedAges    = "keytab-mixed-ages"
	NotPermitted = "keytab-policy"
	SPNMissing   = "spn-missing"
	SPNDuplicate = "spn-duplicate"
)

// Finding is what is wrong with a keytab.
type Finding struct {
	Code string `json:"code"`
	What string `json:"what"`
	Do   string `json:"do"`
}

// Verdict is the judgement.
type Verdict struct {
	Proved  bool     `json:"proved"`  // a key of the keytab decrypts a fresh ticket, under the right name
	Unknown string   `json:"unknown"` // why nothing could be proved, "" where it was
	Finding *Finding `json:"finding,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

func found(code, what, do string) Verdict {
	return Verdict{Finding: &Finding{code, what, sentence(do)}}
}

// sentence begins advice with a capital and ends it, unless it ends in a command.
func sentence(do string) string {
	if strings.Contains(do, ": ") {
		return ad.Capital(do)
	}
	return ad.Sentence(do)
}

// Judge names the one cause that keeps the service from accepting tickets, or says
// that the keytab is proved, or why it is not known.
func Judge(f Facts) Verdict {
	switch {
	case f.NoRead != "":
		return found(FileMode, fmt.Sprintf("%s cannot read the keytab: %s.", f.RunAs, f.NoRead), fmt.Sprintf("give it the file: chown %s %s && chmod 600 %s", f.RunAs, f.File, f.File))
	case f.Damaged != "" && len(f.Entries) == 0:
		return found(Unreadable, "The keytab cannot be read: "+f.Damaged+".", "export it again")
	case len(f.Entries) == 0:
		return found(NoKeys, fmt.Sprintf("The keytab holds no key; %d were deleted.", f.Deleted), "export it again")
	case len(f.OwnerNames) > 1:
		return found(SPNDuplicate, fmt.Sprintf("%s has %d owners: %s. The KDC may encrypt tickets for the other one, or issue none.", f.Service, len(f.OwnerNames), strings.Join(f.OwnerNames, ", ")),
			"keep the SPN on the account whose key is in the keytab")
	case f.KDCError != nil && f.KDCError.Code == ad.ErrServiceUnknown && f.NoOwners == "":
		return found(SPNMissing, f.Service+" has no owner: no ticket is issued.", "register it: setspn -S "+f.Service+" ACCOUNT")
	}
	if f.Ticket == nil {
		v := Verdict{Unknown: f.NoTicket}
		if f.KDCError != nil {
			v.Unknown = "the KDC issued no ticket: " + f.KDCError.Error()
		}
		if name := f.wrongName(f.Entries); name.Finding != nil && name.Finding.Code != OtherCase {
			name.Unknown = v.Unknown
			return name
		}
		return v
	}
	v := f.judgeTicket()
	if f.Damaged != "" {
		v.Notes = append(v.Notes, "the end of the file cannot be read: "+f.Damaged)
	}
	return v
}

func (f Facts) judgeTicket() Verdict {
	var fitting []Entry
	for _, e := range f.Entries {
		if e.Fits {
			fitting = append(fitting, e)
		}
	}
	if len(fitting) == 0 {
		return f.noKeyFits()
	}
	if !slices.ContainsFunc(fitting, func(e Entry) bool { return f.named(e) }) {
		if v := f.wrongName(fitting); v.Finding != nil {
			return v
		}
	}
	current := slices.ContainsFunc(fitting, func(e Entry) bool { return f.sameVersion(e.KVNO) })
	switch {
	case !current && slices.ContainsFunc(fitting, func(e Entry) bool { return e.KVNO == 0 }):
		return found(KVNOZero, fmt.Sprintf("The key is right, but its version in the keytab is 0 and the ticket's is %d: a service that looks the key up by its version refuses the ticket (error 44).", f.Ticket.KVNO),
			fmt.Sprintf("make the entry with kvno %d", f.Ticket.KVNO))
	case !current:
		return found(KVNOBehind, fmt.Sprintf("The key is right, but its version in the keytab is %d and the ticket's is %d: a service that looks the key up by its version refuses the ticket (error 44).", fitting[0].KVNO, f.Ticket.KVNO),
			fmt.Sprintf("make the entry with kvno %d", f.Ticket.KVNO))
	case f.Permitted != nil && !slices.Contains(f.Permitted, f.Ticket.EType):
		return found(NotPermitted, fmt.Sprintf("The ticket is encrypted with %s, which permitted_enctypes in krb5.conf (or the system's crypto policy) does not allow on this machine.", f.Ticket.EType),
			"let the account use AES (msDS-SupportedEncryptionTypes) and export the keytab again; allow the old type only where that is not possible")
	}
	return Verdict{Proved: true, Notes: f.notes(fitting)}
}

// notes tell what is right and may be asked about.
func (f Facts) notes(fitting []Entry) []string {
	var out []string
	if !slices.ContainsFunc(fitting, func(e Entry) bool { return f.named(e) }) {
		out = append(out, fmt.Sprintf("the key stands under %s only: a service that looks for %s by name does not find it, one that tries every key does", fitting[0].Principal, f.Service))
	}
	older := 0
	for _, e := range f.Entries {
		if f.named(e) && e.KVNO < f.Ticket.KVNO && e.KVNO != 0 {
			older++
		}
	}
	if older > 0 {
		out = append(out, fmt.Sprintf("%d older keys are kept: tickets that clients got before the last change stay good until they end", older))
	}
	if note := f.gssdNote(); note != "" {
		out = append(out, note)
	}
	return out
}

// named says that an entry stands under the service's own name, as a service that
// looks it up would find it: names are compared letter by letter.
func (f Facts) named(e Entry) bool {
	return e.name() == f.Service && (f.Realm == "" || e.realm() == f.Realm)
}

// sameVersion compares key versions; an entry may hold the last eight bits only,
// and a read-only controller puts its own number above them.
func (f Facts) sameVersion(kvno int) bool {
	return f.Ticket.KVNO == 0 || kvno == f.Ticket.KVNO || kvno != 0 && kvno == f.Ticket.KVNO&0xff
}

// wrongName tells how the names in the keytab differ from the service's. Entries of
// the owner itself (its account name) are no other name.
func (f Facts) wrongName(entries []Entry) Verdict {
	class, host, _ := strings.Cut(f.Service, "/")
	code, seen := "", ""
	for _, e := range entries {
		name := e.name()
		switch c, h, ok := strings.Cut(name, "/"); {
		case f.named(e):
			return Verdict{}
		case !ok:
			if f.Account != nil && strings.EqualFold(name, f.Account.Name) {
				return Verdict{}
			}
		case name == f.Service:
			code, seen = OtherRealm, e.Principal
		case strings.EqualFold(name, f.Service):
			if code != OtherRealm {
				code, seen = OtherCase, e.Principal
			}
		case strings.EqualFold(c, class) && code == "":
			code, seen = OtherHost, e.Principal
			_ = h
		}
	}
	switch code {
	case OtherRealm:
		return found(code, fmt.Sprintf("The keytab has %s; the realm of the service is %s.", seen, f.Realm), "make the entry with the realm "+f.Realm+", in capitals as the domain controller writes it")
	case OtherCase:
		return found(code, fmt.Sprintf("The keytab has %s; clients ask for %s. A service compares the letters exactly.", seen, f.Service), "make an entry that is written as clients ask for it")
	case OtherHost:
		return found(code, fmt.Sprintf("The keytab has %s and no entry for the host %s.", seen, host), "export the keytab for "+f.Service+", or let the service use the name that is in it")
	}
	return Verdict{}
}

// noKeyFits tells why no key decrypts the fresh ticket.
func (f Facts) noKeyFits() Verdict {
	if v := f.wrongName(f.Entries); v.Finding != nil && v.Finding.Code == OtherHost {
		return v
	}
	for _, e := range f.Entries {
		if e.OpensFor != "" {
			return found(OtherAccount, fmt.Sprintf("The keys in the keytab are those of the account behind %s, and %s belongs to %s.", e.OpensFor, f.Service, f.ownerName()),
				"export the keytab for "+f.ownerName()+", or move the SPN to the account whose key the service has")
		}
	}
	mine := f.own()
	if len(mine) == 0 {
		return found(NoEntry, fmt.Sprintf("The keytab has no entry for %s and none for its account.", f.Service), "export the keytab for "+f.ownerName())
	}
	var typed []Entry
	for _, e := range mine {
		if e.EType == f.Ticket.EType {
			typed = append(typed, e)
		}
	}
	newest, newestTyped := latest(mine), latest(typed)
	switch {
	case len(typed) == 0 && newest < f.Ticket.KVNO && newest != 0:
		return f.behind(newest)
	case len(typed) == 0:
		return found(NoEType, fmt.Sprintf("The ticket is encrypted with %s; the keytab has keys of %s only.", f.Ticket.EType, etypesOf(mine)), fmt.Sprintf("export the keytab with %s", f.Ticket.EType))
	case newestTyped < f.Ticket.KVNO && newest == f.Ticket.KVNO:
		return found(MixedAges, fmt.Sprintf("The keytab has version %d of %s and version %d of other types: the keys were exported at different times.", newestTyped, f.Ticket.EType, newest), "export all types at once, into a new file")
	case newestTyped == 0:
		return found(KVNOZero, fmt.Sprintf("The entry has the version 0 and the ticket %d, and the key does not decrypt it.", f.Ticket.KVNO), "export the keytab with the account's present key and version")
	case newestTyped < f.Ticket.KVNO:
		return f.behind(newestTyped)
	case newestTyped > f.Ticket.KVNO:
		return found(KVNOAhead, fmt.Sprintf("The newest key in the keytab is version %d, the ticket's is %d: another domain controller knows a newer password, or the keytab was made for another account.", newestTyped, f.Ticket.KVNO),
			"wait for replication and ask again; else export the keytab for "+f.ownerName())
	}
	if d := f.defaultSalts(); f.SaltKnown && len(d) > 0 && !slices.Contains(d, f.Salt) && f.Ticket.EType != ad.ETypeRC4 {
		return found(OtherSalt, fmt.Sprintf("The version is right and the key is not. The KDC uses the salt %q; tools compute %q for the account's present name: it was renamed after its password was set.", f.Salt, d[0]),
			"set the password again and export the keytab, or give the tool the KDC's salt")
	}
	return found(OtherKey, fmt.Sprintf("The keytab has version %d of %s for %s, but that key does not decrypt the ticket: it was made with another password, or for another account than %s.", newestTyped, f.Ticket.EType, holderOf(typed, newestTyped), f.ownerName()),
		"export the keytab for "+f.ownerName()+" with its present password")
}

// holderOf is the principal of the entry that has a version.
func holderOf(entries []Entry, kvno int) string {
	for _, e := range entries {
		if e.KVNO == kvno {
			return e.Principal
		}
	}
	return ""
}

func (f Facts) behind(kvno int) Verdict {
	return found(KVNOBehind, fmt.Sprintf("The newest key in the keytab is version %d, the ticket's is %d: the password was changed after the keytab was made.", kvno, f.Ticket.KVNO),
		"export the keytab again for "+f.ownerName())
}

// own are the entries that a service may use for this SPN: those under its name in
// any case and realm, and those of the owner's account.
func (f Facts) own() []Entry {
	var out []Entry
	for _, e := range f.Entries {
		if strings.EqualFold(e.name(), f.Service) || f.Account != nil && strings.EqualFold(e.name(), f.Account.Name) {
			out = append(out, e)
		}
	}
	return out
}

func (f Facts) ownerName() string {
	if f.Account != nil {
		return f.Account.Name
	}
	return "the account that owns the SPN"
}

func latest(list []Entry) int {
	n := -1
	for _, e := range list {
		n = max(n, e.KVNO)
	}
	return n
}

func etypesOf(list []Entry) string {
	var out []string
	for _, e := range list {
		if s := e.EType.String(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}
