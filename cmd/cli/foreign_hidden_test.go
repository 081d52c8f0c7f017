package cli

// deny keeps the reader from what an access list entry says, in an object and, with CI
// among the flags, in what is below it.
func (f *foreignForest) deny(dn, flags, rights, object string) {
	kind := "D"
	if object != "" {
		kind = "OD"
	}
	f.Tool("dsacl", "set", "--action=deny", "--objectdn="+dn, "--sddl=("+kind+";"+flags+";"+rights+";"+object+";;"+f.sid(f.as.DN)+")")
}

// aside is a service whose account lies in a unit of its own.
func (f *foreignForest) aside(name string) (unit string) {
	unit = f.unit("unit")
	f.moved(f.service("{stem}"+name, "http/{stem}"+name+".{realm}"), "CN="+f.stem+name, unit)
	return unit
}

// Property sets (MS-ADTS 5.1.3.2.2).
const (
	setRestrictions = "4c164200-20c0-11d0-a768-00aa006e0529" // Account Restrictions
	setPublic       = "e48d0154-bcf8-11d1-8702-00c04fb96050" // Public Information
)

// foreignHiddenStates hide more than one attribute: a unit, an object, a property set.
var foreignHiddenStates = []foreignState{
	{kind: "hidden objects", name: "the unit with the only owner", build: func(f *foreignForest) {
		f.deny(f.aside("cave"), "CI", "LCRP", "")
	}, asks: []foreignAsk{
		{args: ticketFor("http/{stem}cave.{realm}"), silent: []string{"R ok", "R missing", "R stale-replica"}, exits: []int{3}},
		{args: unreachable("http/{stem}cave.{realm}"), silent: []string{"F spn-missing", "F replica-differs"}, exits: []int{3}},
	}},
	{kind: "hidden objects", name: "the property set with the state of the account", build: func(f *foreignForest) {
		f.aside("crypt")
		f.deny("CN="+f.stem+"crypt,OU="+f.stem+"unit,"+f.BaseDN, "", "RP", setRestrictions)
	}, asks: []foreignAsk{
		{args: unreachable("http/{stem}crypt.{realm}"), want: []string{"U account-disabled"}, silent: []string{"F spn-missing", "F account-disabled", "F account-expired"}, exits: []int{3}},
		{args: ticketFor("http/{stem}crypt.{realm}"), silent: []string{"R ok", "R missing"}, exits: []int{3}},
	}},
	{kind: "hidden objects", name: "the property set with the SPNs", build: func(f *foreignForest) {
		f.aside("vault")
		f.deny("CN="+f.stem+"vault,OU="+f.stem+"unit,"+f.BaseDN, "", "RP", setPublic)
	}, asks: []foreignAsk{
		{args: unreachable("http/{stem}vault.{realm}"), silent: []string{"F spn-missing"}, exits: []int{3}},
		{args: ticketFor("http/{stem}vault.{realm}"), silent: []string{"R ok", "R missing"}, exits: []int{3}},
	}},
	{kind: "hidden objects", name: "a unit beside, and the owner is in sight", build: func(f *foreignForest) {
		f.deny(f.aside("shed"), "CI", "LCRP", "")
		f.service("{stem}lawn", "http/{stem}lawn.{realm}")
	}, asks: []foreignAsk{
		{args: ticketFor("http/{stem}lawn.{realm}"), want: []string{"R ok"}, exits: []int{0}},
		{args: unreachable("http/{stem}lawn.{realm}"), silent: []string{"F spn-missing", "U account-disabled", "U spn-missing"}},
	}},
}
