package cli

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"

	"adwalk/ad"
)

// descriptor allows the SIDs, in which D: stands before one that is denied.
func descriptor(t *testing.T, sids ...string) []byte {
	acl := []byte{2, 0, 0, 0, byte(len(sids)), 0, 0, 0}
	for _, sid := range sids {
		kind := byte(0)
		if rest, denied := strings.CutPrefix(sid, "D:"); denied {
			kind, sid = 1, rest
		}
		raw, err := ad.EncodeSID(sid)
		if err != nil {
			t.Fatal(err)
		}
		ace := append([]byte{kind, 0, 0, 0, 0xff, 0x01, 0x0f, 0}, raw...)
		binary.LittleEndian.PutUint16(ace[2:], uint16(len(ace)))
		acl = append(acl, ace...)
	}
	binary.LittleEndian.PutUint16(acl[2:], uint16(len(acl)))
	owner, _ := ad.EncodeSID("S-1-5-32-544")
	sd := []byte{1, 0, 4, 0x80, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	sd = append(sd, owner...)
	binary.LittleEndian.PutUint32(sd[16:], uint32(len(sd)))
	return append(sd, acl...)
}

// letIn writes a descriptor of the SIDs that a computer lets act for others.
func (f *foreignForest) letIn(target string, sids ...string) {
	const attribute = "msDS-AllowedToActOnBehalfOfOtherIdentity"
	f.Plant("dn: CN=" + target + ",CN=Computers," + f.BaseDN + "\nchangetype: modify\nreplace: " + attribute + "\n" + attribute + ":: " + base64.StdEncoding.EncodeToString(descriptor(f.t, sids...)) + "\n")
}

// shop makes a front end and a back end of a domain, nothing between them yet.
func (f *foreignForest) shop() (front string) {
	front = f.service("{stem}door", "http/{stem}door.{realm}")
	f.Tool("computer", "create", f.stem+"desk")
	f.Tool("user", "setpassword", f.stem+"desk$", "--newpassword=Foreign-Key-3")
	for _, spn := range []string{"HTTP/{stem}desk", "HTTP/{stem}desk.{realm}"} {
		f.Tool("spn", "add", f.fill(spn), f.stem+"desk$")
	}
	return front
}

func (f *foreignForest) lists(entries ...string) {
	for _, e := range entries {
		f.Tool("delegation", "add-service", f.stem+"door", f.fill(e))
	}
	f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
}

func (f *foreignForest) group(name string, members ...string) string {
	f.Tool("group", "add", f.stem+name)
	for _, m := range members {
		f.Tool("group", "addmembers", f.stem+name, f.stem+m)
	}
	return f.groupSID(name)
}

// groupSID is the SID of a group of the state.
func (f *foreignForest) groupSID(name string) string {
	for line := range strings.Lines(f.Tool("group", "show", f.stem+name, "--attributes=objectSid")) {
		if sid, ok := strings.CutPrefix(line, "objectSid: "); ok {
			return strings.TrimSpace(sid)
		}
	}
	f.t.Fatal("the group has no SID")
	return ""
}

func kcd(more ...string) []string {
	return append([]string{"walk", "kcd-front-end", "--no-probes", "--set", "front-end={stem}door", "--set", "back-ends={stem}desk.{realm}"}, more...)
}

const entryMissing = "F delegation-entry-missing {stem}door > HTTP/{stem}desk.{realm}"

// foreignDelegationStates are front ends, lists, resources that let them in, and
// users who may not be delegated.
var foreignDelegationStates = []foreignState{
	{"delegation", "both forms listed", func(f *foreignForest) {
		f.shop()
		f.lists("HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
	}, []foreignAsk{{args: kcd(), silent: []string{entryMissing, "F delegation-transition-missing", "F delegation-target-missing"}}}},
	{"delegation", "listed with the port alone", func(f *foreignForest) {
		f.shop()
		f.Tool("spn", "add", f.fill("HTTP/{stem}desk.{realm}:80"), f.stem+"desk$")
		f.lists("HTTP/{stem}desk.{realm}:80")
	}, []foreignAsk{{args: kcd(), want: []string{entryMissing}, exits: []int{1}}}},
	{"delegation", "the list is hidden", func(f *foreignForest) {
		dn := f.shop()
		f.lists("HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		f.hide(dn, "800d94d7-b7a1-42a1-b14d-7cae1423d07f")
	}, []foreignAsk{
		{args: kcd(), silent: []string{entryMissing}, exits: []int{1, 3}},
		{args: []string{"walk", "delegation"}, want: []string{"U delegation-target-missing {stem}door"}, exits: []int{1, 3}},
	}},
	{"delegation", "the resource's list is hidden", func(f *foreignForest) {
		f.shop()
		f.letIn(f.stem+"desk", f.sid("CN="+f.stem+"door"))
		f.hide("CN="+f.stem+"desk,CN=Computers,"+f.BaseDN, "3f78c3e5-f79a-46bd-a0b8-9d18116ddc79")
	}, []foreignAsk{{args: []string{"walk", "delegation"}, want: []string{"U delegation-open-resource {stem}desk$"}, exits: []int{1, 3}}}},
	{"delegation", "the resource lets the front end in through a nested group", func(f *foreignForest) {
		f.shop()
		f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
		f.group("inner", "door")
		f.letIn(f.stem+"desk", f.group("outer", "inner"))
	}, []foreignAsk{{args: kcd(), silent: []string{entryMissing, "U delegation-entry-missing"}}}},
	{"delegation", "the resource lets in a group of others", func(f *foreignForest) {
		f.shop()
		f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
		f.plain("{stem}else")
		f.letIn(f.stem+"desk", f.group("others", "else"))
	}, []foreignAsk{{args: kcd(), want: []string{entryMissing}}}},
	{"delegation", "the resource lets in the front end's primary group", func(f *foreignForest) {
		f.shop()
		f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
		sid := f.sid("CN=" + f.stem + "door")
		f.letIn(f.stem+"desk", sid[:strings.LastIndexByte(sid, '-')]+"-513")
	}, []foreignAsk{{args: kcd(), silent: []string{entryMissing, "U delegation-entry-missing"}}}},
	{"delegation", "the resource lets in somebody of another domain", func(f *foreignForest) {
		f.shop()
		f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
		f.letIn(f.stem+"desk", "S-1-5-21-71-72-73-1500")
	}, []foreignAsk{{args: kcd(), silent: []string{entryMissing}, exits: []int{1, 3}}}},
	{"delegation", "the resource denies the front end before it allows everyone", func(f *foreignForest) {
		f.shop()
		f.Tool("delegation", "for-any-protocol", f.stem+"door", "on")
		f.letIn(f.stem+"desk", "D:"+f.sid("CN="+f.stem+"door"), "S-1-1-0")
	}, []foreignAsk{{args: kcd(), exits: []int{1, 3}}}},
	{"delegation", "users: sensitive, and in Protected Users through a group", func(f *foreignForest) {
		f.shop()
		f.lists("HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		f.plain("{stem}boss")
		f.Tool("user", "sensitive", f.stem+"boss", "on")
		f.plain("{stem}vip")
		f.group("vips", "vip")
		f.Tool("group", "addmembers", "Protected Users", f.stem+"vips")
		f.plain("{stem}temp")
	}, []foreignAsk{
		{args: kcd("--set", "users={stem}boss,{stem}vip,{stem}temp"), want: []string{"F delegation-user-protected {stem}boss", "F delegation-user-protected {stem}vip"}, silent: []string{"F delegation-user-protected {stem}temp"}},
	}},
	{"delegation", "users: in Protected Users, and memberOf is hidden", func(f *foreignForest) {
		f.shop()
		f.lists("HTTP/{stem}desk", "HTTP/{stem}desk.{realm}")
		dn := f.plain("{stem}mask")
		f.Tool("group", "addmembers", "Protected Users", f.stem+"mask")
		f.hide(dn, idMemberOf)
		f.hide(f.plain("{stem}bare"), idMemberOf)
	}, []foreignAsk{
		{args: kcd("--set", "users={stem}mask,{stem}bare"), want: []string{"F delegation-user-protected {stem}mask"}, silent: []string{"F delegation-user-protected {stem}bare", "U delegation-user-protected {stem}bare"}, exits: []int{1}},
	}},
	{"delegation", "unconstrained, and whether it is, hidden", func(f *foreignForest) {
		f.SetAttr(f.plain("{stem}free", "http/{stem}free.{realm}"), "userAccountControl", "524800")
		dn := f.plain("{stem}mist", "http/{stem}mist.{realm}")
		f.SetAttr(dn, "userAccountControl", "524800")
		f.hide(dn, idUAC)
	}, []foreignAsk{{args: []string{"walk", "delegation"}, want: []string{"F delegation-unconstrained {stem}free", "U delegation-unconstrained {stem}mist"}, exits: []int{1}}}},
	{"delegation", "the resource lets in every computer of the domain", func(f *foreignForest) {
		f.shop()
		sid := f.sid("CN=" + f.stem + "door")
		f.letIn(f.stem+"desk", sid[:strings.LastIndexByte(sid, '-')]+"-515")
	}, []foreignAsk{{args: []string{"walk", "delegation"}, want: []string{"F delegation-open-resource {stem}desk$"}, exits: []int{1}}}},
	{"second hops", "the resource lets in a group in which a group of the machine is", func(f *foreignForest) {
		f.jump()
		f.group("near", "jump$")
		f.letIn(f.stem+"desk", f.group("far", "near"))
	}, []foreignAsk{{args: onward, silent: []string{"F second-hop", "U second-hop"}}}},
	{"second hops", "the resource denies a group of the machine before it lets the machine in", func(f *foreignForest) {
		f.jump()
		f.letIn(f.stem+"desk", "D:"+f.group("shut", "jump$"), f.sidOf("CN="+f.stem+"jump,CN=Computers,"+f.BaseDN))
	}, []foreignAsk{{args: onward, want: []string{"F second-hop {stem}jump$ > http/{stem}desk.{realm}"}, exits: []int{1}}}},
	{"second hops", "the resource lets in a group of others", func(f *foreignForest) {
		f.jump()
		f.plain("{stem}else")
		f.letIn(f.stem+"desk", f.group("others", "else"))
	}, []foreignAsk{{args: onward, want: []string{"F second-hop"}, exits: []int{1}}}},
	{"services that nothing here can ask", "a shell", func(f *foreignForest) { f.jump() },
		[]foreignAsk{{args: unreachable("ssh://{stem}jump.{realm}"), want: []string{"U service-refuses-ticket host/{stem}jump.{realm}"}, silent: []string{"F spn-missing"}, exits: []int{3}}}},
	{"services that nothing here can ask", "a shell, whose keytab fits", func(f *foreignForest) {
		f.jump()
		f.file = f.ExportKeytab(f.fill("host/{stem}jump.{realm}"))
	}, []foreignAsk{{args: append(unreachable("ssh://{stem}jump.{realm}"), "--set", "keytab={file}"), silent: []string{"U service-refuses-ticket", "U service-no-negotiate", "F keytab-wrong-key"}}}},
}

// jump makes the machine from which users go on to the back end of a shop.
func (f *foreignForest) jump() {
	f.shop()
	f.machine("{stem}jump", "28")
}

var onward = []string{"walk", "remote-shell", "--no-probes", "--set", "service=ssh://{stem}jump.{realm}", "--set", "second-hop=http://{stem}desk.{realm}/"}
