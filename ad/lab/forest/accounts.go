package forest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"
)

// User describes an account to add. Zero fields take what is usual.
type User struct {
	Name       string
	Display    string
	Container  string // below the domain; "" is OU=Staff
	Class      string // "" is user
	Password   string // "" makes one that nobody is told
	RID        int
	KVNO       int // 0 is 2
	UAC        ad.UAC
	ETypes     int // msDS-SupportedEncryptionTypes; 0 leaves it unset, -1 too but says so on purpose
	Keys       []int32
	SPNs       []string
	May        []string
	PwdAge     time.Duration // 0 is 30 days
	NoPassword bool          // never had one: pwdLastSet 0, no keys
	Bare       bool          // a computer account that no machine joined with
	Values     map[string][]string
}

// day is the unit of password ages.
const day = 24 * time.Hour

// AddUser adds a user account, or an account of another class.
func (f *Forest) AddUser(u User) {
	if u.Container == "" {
		u.Container = "OU=Staff"
	}
	if u.Class == "" {
		u.Class = "user"
	}
	if u.UAC == 0 {
		u.UAC = ad.UACNormal
	}
	if u.RID == 0 {
		f.nextRID++
		u.RID = f.nextRID
	}
	if u.KVNO == 0 {
		u.KVNO = 2
	}
	if u.PwdAge == 0 {
		u.PwdAge = 30 * day
	}
	if u.Password == "" {
		u.Password = "unspoken " + f.SID + " " + u.Name
	}
	cn := u.Display
	if cn == "" {
		cn = strings.TrimSuffix(u.Name, "$")
	}
	dn := "CN=" + store.EscapeRDN(cn) + "," + u.Container + "," + f.Base
	values := map[string][]string{
		"sAMAccountName":     {u.Name},
		"objectSid":          {string(store.SIDBytes(fmt.Sprintf("%s-%d", f.SID, u.RID)))},
		"userAccountControl": {strconv.FormatUint(uint64(u.UAC), 10)},
		"pwdLastSet":         {strconv.FormatInt(ad.ToFiletime(f.Now().Add(-u.PwdAge)), 10)},
		"accountExpires":     {strconv.FormatInt(ad.FiletimeNever, 10)},
		"sAMAccountType":     {"805306368"},
		"primaryGroupID":     {"513"},
		"badPwdCount":        {"0"}, "logonCount": {"12"}, "lockoutTime": {"0"},
	}
	if !strings.HasSuffix(u.Name, "$") {
		values["userPrincipalName"] = []string{u.Name + "@" + f.Domain}
	}
	if u.Display != "" {
		values["displayName"] = []string{u.Display}
	}
	if u.ETypes > 0 {
		values["msDS-SupportedEncryptionTypes"] = []string{itoa(u.ETypes)}
	}
	if len(u.SPNs) > 0 {
		values["servicePrincipalName"] = u.SPNs
	}
	secret := &store.Secret{Password: u.Password, KVNO: u.KVNO, Salt: f.salt(u), ETypes: u.Keys, May: u.May}
	if u.NoPassword {
		values["pwdLastSet"] = []string{"0"}
		secret.ETypes = store.NoKeys
		secret.KVNO = 1
	}
	for k, v := range u.Values {
		values[k] = v
	}
	_, err := f.Tree.Plant(store.Object{DN: dn, Class: u.Class, Values: values, Secret: secret})
	f.fail(err)
}

// salt is the one that Active Directory uses (MS-KILE 3.1.1.2).
func (f *Forest) salt(u User) string {
	if name, ok := strings.CutSuffix(u.Name, "$"); ok {
		return f.Realm() + "host" + strings.ToLower(name) + "." + f.Domain
	}
	return f.Realm() + u.Name
}

// AddComputer adds a computer account with the names that Windows registers
// for it. Its host name is the account's name in the domain.
func (f *Forest) AddComputer(u User) {
	short := strings.TrimSuffix(u.Name, "$")
	fqdn := strings.ToLower(short) + "." + f.Domain
	u.Name = short + "$"
	if u.Class == "" {
		u.Class = "computer"
	}
	if u.Container == "" {
		u.Container = "CN=Computers"
	}
	if u.UAC == 0 {
		u.UAC = ad.UACWorkstation
	}
	values := map[string][]string{"sAMAccountType": {"805306369"}, "primaryGroupID": {"515"}}
	if !u.Bare {
		values["dNSHostName"] = []string{fqdn}
		values["operatingSystem"] = []string{"Windows Server 2008 R2 Enterprise"}
		values["operatingSystemVersion"] = []string{"6.1 (7601)"}
	}
	for k, v := range u.Values {
		values[k] = v
	}
	u.Values = values
	f.AddUser(u)
}

// AddServer is AddComputer with HOST names in both forms and current enctypes.
func (f *Forest) AddServer(name, container string, classes ...string) {
	fqdn := strings.ToLower(name) + "." + f.Domain
	spns := []string{"HOST/" + fqdn, "HOST/" + name, "RestrictedKrbHost/" + fqdn, "RestrictedKrbHost/" + name}
	for _, c := range classes {
		spns = append(spns, c+"/"+fqdn, c+"/"+name)
	}
	f.AddComputer(User{Name: name, Container: container, ETypes: 28, SPNs: spns, KVNO: 3, PwdAge: 12 * day})
}

// AddGroup adds a group with members by account name.
func (f *Forest) AddGroup(name string, rid int, members ...string) {
	dn := "CN=" + name + ",CN=Users," + f.Base
	values := map[string][]string{"sAMAccountName": {name}, "groupType": {"-2147483646"}, "sAMAccountType": {"268435456"},
		"objectSid": {string(store.SIDBytes(fmt.Sprintf("%s-%d", f.SID, rid)))}}
	f.Plant(dn, "group", values)
	for _, m := range members {
		f.Join(name, m)
	}
}

// Join puts an account into a group.
func (f *Forest) Join(group, account string) {
	g, m := f.DN(group), f.DN(account)
	f.AddValue(g, "member", m)
	f.AddValue(m, "memberOf", g)
}

// SetPassword gives an account a new password now, or the given time ago. The
// old one is kept, as members that were not told still use it.
func (f *Forest) SetPassword(account, password string, ago time.Duration) {
	dn := f.DN(account)
	f.fail(f.Tree.AlterSecret(dn, func(s *store.Secret) {
		s.Previous = slices.Insert(s.Previous, 0, store.Version{Password: s.Password, KVNO: s.KVNO})
		s.Password = password
		s.KVNO++
		if len(s.Types()) == 0 {
			s.ETypes = nil
		}
	}))
	f.Set(dn, "pwdLastSet", strconv.FormatInt(ad.ToFiletime(f.Now().Add(-ago)), 10))
}

// SetKeys limits the types for which an account has keys.
func (f *Forest) SetKeys(account string, types ...int32) {
	if types == nil {
		types = store.NoKeys
	}
	f.fail(f.Tree.AlterSecret(f.DN(account), func(s *store.Secret) { s.ETypes = types }))
}

// SetSalt gives an account the salt of another name, as after a rename.
func (f *Forest) SetSalt(account, salt string) {
	f.fail(f.Tree.AlterSecret(f.DN(account), func(s *store.Secret) { s.Salt = salt }))
}

// SetFlags and ClearFlags change userAccountControl.
func (f *Forest) SetFlags(account string, bits ad.UAC) { f.flags(account, bits, 0) }

// ClearFlags takes flags away.
func (f *Forest) ClearFlags(account string, bits ad.UAC) { f.flags(account, 0, bits) }

func (f *Forest) flags(account string, set, clear ad.UAC) {
	dn := f.DN(account)
	if e := f.Tree.Find(dn); e != nil {
		f.Set(dn, "userAccountControl", strconv.FormatUint(uint64(store.UAC(e)|set)&^uint64(clear), 10))
	}
}

// PasswordSet reads when an account's password was last set.
func (f *Forest) PasswordSet(account string) time.Time {
	e := f.Tree.Account(account)
	if e == nil {
		return time.Time{}
	}
	return ad.Filetime(e.Int("pwdLastSet"))
}
