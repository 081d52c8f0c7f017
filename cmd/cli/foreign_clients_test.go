package cli

import (
	"os"
	"path/filepath"
	"strings"

	"adwalk/ad/adtest"
)

// keep writes a file of the state.
func (f *foreignForest) keep(name, text string) {
	f.file = filepath.Join(f.t.TempDir(), name)
	if err := os.WriteFile(f.file, []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

// cache logs in with MIT's kinit into a cache of its own and asks for tickets.
func (f *foreignForest) cache(options []string, spns ...string) {
	f.file = filepath.Join(f.t.TempDir(), "cc")
	if out := f.RunWith(f.as.Password+"\n", nil, "kinit", append(append(options, "-c", f.file), f.as.Principal)...); out.Code != 0 {
		f.t.Fatalf("kinit: %s%s", out.Stdout, out.Stderr)
	}
	for _, spn := range spns {
		if out := f.Run("kvno", "-c", f.file, f.fill(spn)); out.Code != 0 {
			f.t.Fatalf("kvno: %s%s", out.Stdout, out.Stderr)
		}
	}
}

// site starts an apache with a keytab of the domain and enters its address in DNS.
func (f *foreignForest) site(host string, o adtest.WebOptions) {
	w := adtest.Apache(f.t, &f.Client, o)
	f.web = w.Addr
	f.AddDNS(f.fill(host), w.Addr)
}

func conf(f *foreignForest, more string) string {
	return "[libdefaults]\n default_realm = " + f.Realm + "\n" + more + "[realms]\n " + f.Realm + " = {\n  kdc = " + strings.TrimSuffix(f.KDC, ":88") + "\n }\n"
}

var (
	caches   = []string{"check", "cache"}
	inCache  = []string{"KRB5CCNAME=FILE:{file}"}
	confOnly = []string{"check", "krb5conf-invalid"}
	inConf   = []string{"KRB5_CONFIG={file}"}
)

// foreignClientStates are what a client has: caches, krb5.conf, and services that
// answer it.
var foreignClientStates = []foreignState{
	{"caches", "a fresh one with a service's ticket", func(f *foreignForest) {
		f.service("{stem}tea", "http/{stem}tea.{realm}")
		f.cache(nil, "http/{stem}tea.{realm}")
	}, []foreignAsk{{args: caches, env: inCache, silent: []string{"F cache-old-ticket", "F cache-expired", "F cache-unreadable"}}}},
	{"caches", "the service's password was changed since", func(f *foreignForest) {
		f.service("{stem}jam", "http/{stem}jam.{realm}")
		f.cache(nil, "http/{stem}jam.{realm}")
		f.Tool("user", "setpassword", f.stem+"jam", "--newpassword=Foreign-Key-9")
	}, []foreignAsk{{args: caches, env: inCache, want: []string{"F cache-old-ticket"}}}},
	{"caches", "the SPN was moved to an account with a lower key version", func(f *foreignForest) {
		f.service("{stem}rye", "http/{stem}rye.{realm}")
		f.Tool("user", "setpassword", f.stem+"rye", "--newpassword=Foreign-Key-8")
		f.Tool("user", "setpassword", f.stem+"rye", "--newpassword=Foreign-Key-9")
		f.cache(nil, "http/{stem}rye.{realm}")
		f.Tool("spn", "delete", f.fill("http/{stem}rye.{realm}"), f.stem+"rye")
		f.service("{stem}oat", "http/{stem}rye.{realm}")
	}, []foreignAsk{{args: caches, env: inCache, want: []string{"F cache-old-ticket"}}}},
	{"caches", "empty", func(f *foreignForest) { f.keep("cc", "") },
		[]foreignAsk{{args: caches, env: inCache, want: []string{"F cache-unreadable"}}}},
	{"caches", "something else", func(f *foreignForest) { f.keep("cc", "[libdefaults]\n") },
		[]foreignAsk{{args: caches, env: inCache, want: []string{"F cache-unreadable"}}}},
	{"caches", "the damaged tail of a good one", func(f *foreignForest) {
		f.cache(nil)
		b, err := os.ReadFile(f.file)
		if err != nil {
			f.t.Fatal(err)
		}
		f.keep("cut", string(b[:len(b)-40]))
	}, []foreignAsk{{args: []string{"klist", "{file}"}, exits: []int{1, 2, 3}}}},

	{"krb5.conf", "a section without its bracket", func(f *foreignForest) { f.keep("krb5.conf", "[libdefaults\n default_realm = X\n") },
		[]foreignAsk{{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}}}},
	{"krb5.conf", "an include that is not there", func(f *foreignForest) { f.keep("krb5.conf", "include /nowhere/at/all.conf\n"+conf(f, "")) },
		[]foreignAsk{{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}}}},
	{"krb5.conf", "a realm that is not closed", func(f *foreignForest) { f.keep("krb5.conf", strings.TrimSuffix(conf(f, ""), " }\n")) },
		[]foreignAsk{{args: confOnly, env: inConf, exits: []int{0, 1}}}},
	{"krb5.conf", "comments, final values, subsections of programs", func(f *foreignForest) {
		f.keep("krb5.conf", "# made by hand\n; and by tools\n"+conf(f, " dns_lookup_kdc* = false\n forwardable = yes\n")+"[appdefaults]\n pam = {\n  debug = false\n  realms = {\n   A = x\n  }\n }\n")
	}, []foreignAsk{{args: confOnly, env: inConf, silent: []string{"F krb5conf-invalid"}, exits: []int{0}}}},
	{"krb5.conf", "permits RC4 alone, and the owner lists AES", func(f *foreignForest) {
		f.service("{stem}fig", "http/{stem}fig.{realm}")
		f.keep("krb5.conf", conf(f, " permitted_enctypes = arcfour-hmac\n allow_weak_crypto = true\n"))
	}, []foreignAsk{{args: ticketFor("http/{stem}fig.{realm}"), env: inConf, silent: []string{"R ok"}, exits: []int{1, 3}}}},

	{"krb5.conf", "a type that no domain controller has, beside a login with another", func(f *foreignForest) {
		f.service("{stem}nut", "http/{stem}nut.{realm}")
		f.keep("krb5.conf", conf(f, " permitted_enctypes = camellia\n"))
	}, []foreignAsk{
		{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}, exits: []int{1}},
		{args: ticketFor("http/{stem}nut.{realm}"), env: inConf, exits: []int{1, 3}},
	}},
	{"krb5.conf", "an included file that stops the library", func(f *foreignForest) {
		f.service("{stem}bay", "http/{stem}bay.{realm}")
		f.keep("broken.conf", "[libdefaults\n")
		f.keep("krb5.conf", "includedir "+filepath.Dir(f.file)+"\n"+conf(f, ""))
	}, []foreignAsk{
		{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}, exits: []int{1}},
		{args: ticketFor("http/{stem}bay.{realm}"), env: inConf, exits: []int{1}, check: says("programs of this machine")},
	}},
	{"krb5.conf", "an editor's byte order mark hides the first section", func(f *foreignForest) { f.keep("krb5.conf", "\ufeff"+conf(f, "")) },
		[]foreignAsk{{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}, exits: []int{1}}}},
	{"krb5.conf", "a realm in one line", func(f *foreignForest) {
		f.keep("krb5.conf", "[libdefaults]\n default_realm = "+f.Realm+"\n[realms]\n "+f.Realm+" = { kdc = "+f.KDC+" }\n")
	}, []foreignAsk{{args: confOnly, env: inConf, want: []string{"F krb5conf-invalid"}, exits: []int{1}}}},

	{"services", "the right key", func(f *foreignForest) {
		f.service("{stem}cafe", "http/{stem}cafe.{realm}")
		f.site("{stem}cafe.{realm}", adtest.WebOptions{Keytab: f.ExportKeytab(f.fill("http/{stem}cafe.{realm}"))})
	}, []foreignAsk{{args: []string{"probe", "http://{stem}cafe.{realm}:8080/", "--address", "{web}"}, want: []string{"R ok"}, exits: []int{0}}}},
	{"services", "the password was changed after the keytab was made", func(f *foreignForest) {
		f.service("{stem}pub", "http/{stem}pub.{realm}")
		keytab := f.ExportKeytab(f.fill("http/{stem}pub.{realm}"))
		f.Tool("user", "setpassword", f.stem+"pub", "--newpassword=Foreign-Key-7")
		f.site("{stem}pub.{realm}", adtest.WebOptions{Keytab: keytab})
	}, []foreignAsk{{args: []string{"probe", "http://{stem}pub.{realm}:8080/", "--address", "{web}"}, want: []string{"R wrong-key"}, exits: []int{1}}}},
	{"services", "it asks for Basic", func(f *foreignForest) {
		f.service("{stem}bar", "http/{stem}bar.{realm}")
		f.site("{stem}bar.{realm}", adtest.WebOptions{Keytab: f.ExportKeytab(f.fill("http/{stem}bar.{realm}")), Basic: true})
	}, []foreignAsk{{args: []string{"probe", "http://{stem}bar.{realm}:8080/", "--address", "{web}"}, silent: []string{"R ok"}, exits: []int{1, 3}}}},
	{"services", "it asks for no login", func(f *foreignForest) {
		f.service("{stem}inn", "http/{stem}inn.{realm}")
		f.site("{stem}inn.{realm}", adtest.WebOptions{Keytab: f.ExportKeytab(f.fill("http/{stem}inn.{realm}")), Open: true})
	}, []foreignAsk{{args: []string{"probe", "http://{stem}inn.{realm}:8080/", "--address", "{web}"}, silent: []string{"R ok"}, exits: []int{3}}}},
}
