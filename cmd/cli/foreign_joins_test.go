package cli

import (
	"path/filepath"
	"strings"

	"adwalk/ad/adtest"
)

// joins runs a program that joins a host, as the domain's administrator.
func (f *foreignForest) joins(program string, args ...string) {
	adtest.Need(f.t, program)
	stdin, env := f.AdminPassword, []string(nil)
	if program == "msktutil" {
		cache := filepath.Join(f.t.TempDir(), "cc")
		if out := f.RunWith(f.AdminPassword+"\n", nil, "kinit", "-c", cache, f.AdminUser); out.Code != 0 {
			f.t.Fatalf("kinit: %s%s", out.Stdout, out.Stderr)
		}
		env = []string{"KRB5CCNAME=FILE:" + cache}
		args = append(args, "--server", f.Host, "--no-reverse-lookups", "--keytab", f.file)
	} else {
		args = append(args, "-D", strings.ToLower(f.Realm), "-S", f.Host, "-U", f.AdminUser, "--stdin-password")
	}
	for i := range args {
		args[i] = f.fill(args[i])
	}
	if out := f.RunWith(stdin, env, program, args...); out.Code != 0 {
		f.t.Fatalf("%s %v: %s%s", program, args, out.Stdout, out.Stderr)
	}
}

// newKeytab names a keytab that is not there yet.
func (f *foreignForest) newKeytab() { f.file = filepath.Join(f.t.TempDir(), "krb5.keytab") }

// joined has a site answer at the host that was joined.
func (f *foreignForest) joined(host string) {
	f.host = f.fill(host)
	f.site(host, adtest.WebOptions{Keytab: f.file})
}

var ofHost = []string{"walk", "machine-account", "--set", "service={host}.{realm}", "--set", "keytab={file}"}

var soundHost = []foreignAsk{
	{args: ofHost, silent: []string{"F account-missing", "F machine-clone", "F machine-dns-differs", "F spn-missing", "F spn-misplaced", "F keytab-kvno-behind", "F keytab-no-entry", "F keytab-wrong-key", "F keytab-mixed-ages"}, exits: []int{0, 3}},
	{args: unreachable("http://{host}.{realm}:8080/"), silent: []string{"F spn-missing", "F service-refuses-ticket", "F spn-covered-by-host"}, exits: []int{0}},
	{args: []string{"keytab", "{file}"}, exits: []int{0}},
}

// foreignJoinStates are hosts that programs of several makes have joined, and what they
// leave behind.
var foreignJoinStates = []foreignState{
	{kind: "joined hosts", name: "adcli, under another name than the host's", build: func(f *foreignForest) {
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}KIOSK", "--host-fqdn={stem}-a-long-host-name.{realm}", "--service-name=host", "--service-name=HTTP")
		f.joined("{stem}-a-long-host-name")
	}, asks: soundHost},
	{kind: "joined hosts", name: "msktutil, another host name and a user principal name", build: func(f *foreignForest) {
		f.newKeytab()
		f.joins("msktutil", "--create", "--computer-name", "{stem}box", "--hostname", "{stem}-front.{realm}", "--service", "HTTP", "--service", "host", "--enctypes", "28", "--upn", "host/{stem}box.{realm}", "-b", "CN=Computers")
		f.joined("{stem}-front")
	}, asks: soundHost},
	{kind: "joined hosts", name: "msktutil, renewed: old keys stay beside the new ones", build: func(f *foreignForest) {
		f.newKeytab()
		f.joins("msktutil", "--create", "--computer-name", "{stem}cell", "--hostname", "{stem}cell.{realm}", "--service", "HTTP", "--service", "host", "--enctypes", "24", "-b", "CN=Computers")
		f.joins("msktutil", "--update", "--computer-name", "{stem}cell", "--hostname", "{stem}cell.{realm}")
		f.joined("{stem}cell")
	}, asks: soundHost},
	{kind: "joined hosts", name: "joined again elsewhere under the same name", build: func(f *foreignForest) {
		f.newKeytab()
		first := f.file
		f.joins("adcli", "join", "-K", first, "-N", "{stem}WARD", "--host-fqdn={stem}ward.{realm}", "--service-name=host", "--service-name=HTTP")
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}WARD", "--host-fqdn={stem}ward.{realm}", "--service-name=host", "--service-name=HTTP")
		f.file = first
		f.joined("{stem}ward")
	}, asks: []foreignAsk{
		{args: ofHost, want: []string{"F keytab-kvno-behind"}, silent: []string{"F account-missing", "F machine-clone"}, exits: []int{1}},
		{args: unreachable("http://{host}.{realm}:8080/"), want: []string{"F service-refuses-ticket"}, silent: []string{"F spn-missing"}, exits: []int{1}},
		{args: []string{"keytab", "{file}"}, exits: []int{1}},
	}},
	{kind: "joined hosts", name: "the account was deleted", build: func(f *foreignForest) {
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}MOOR", "--host-fqdn={stem}moor.{realm}", "--service-name=host", "--service-name=HTTP")
		f.joined("{stem}moor")
		f.Tool("computer", "delete", f.stem+"MOOR")
	}, asks: []foreignAsk{{args: ofHost, want: []string{"F account-missing {stem}moor$"}, silent: []string{"F keytab-wrong-key"}, exits: []int{1}}}},
	{kind: "joined hosts", name: "the account was reset", build: func(f *foreignForest) {
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}FEN", "--host-fqdn={stem}fen.{realm}", "--service-name=host", "--service-name=HTTP")
		f.joins("adcli", "reset-computer", "{stem}FEN")
		f.joined("{stem}fen")
	}, asks: []foreignAsk{
		{args: ofHost, want: []string{"F keytab-kvno-behind"}, exits: []int{1}},
		{args: unreachable("http://{host}.{realm}:8080/"), want: []string{"F service-refuses-ticket"}, exits: []int{1}},
	}},
	{kind: "joined hosts", name: "two hosts of one first label, each with its own account", build: func(f *foreignForest) {
		f.machine("{stem}crag", "28")
		f.newKeytab()
		f.joins("adcli", "join", "-K", f.file, "-N", "{stem}CRAGDMZ", "--host-fqdn={stem}crag.dmz.{realm}", "--service-name=host")
		f.host = f.fill("{stem}crag.dmz")
	}, asks: []foreignAsk{
		{args: ofHost, silent: []string{"F spn-misplaced", "F account-missing", "F machine-clone", "F machine-dns-differs", "F keytab-other-account"}},
	}},
}
