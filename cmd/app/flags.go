package app

import (
	"os"
	"slices"
	"strings"
	"time"

	"adwalk/ad/krb/wire"

	"github.com/spf13/pflag"
)

// Flags are the connection's options, shared by every command.
type Flags struct {
	Servers      []string
	Realm        string
	KDCs         []string
	User         string
	Keytab       string
	CCache       string
	PasswordFile string
	CAFile       string
	SkipVerify   bool
	Timeout      time.Duration
	LogFile      string
	ReadOnly     bool
	AllowTier0   bool
	Restricted   bool
	NoProbes     bool
	Lab          bool
	Scenario     string
	Parallel     int
	ASCII        bool // the console uses no other characters
	Plain        bool // the console writes lines only

	NDJSON     bool   // JSON as one object a line
	ConfigFile string // "" is the usual one
	Profile    string // of the configuration file

	FrontEndKeytab string // walk: proves a delegation
}

// Bind defines the options.
func (f *Flags) Bind(fs *pflag.FlagSet) {
	fs.StringArrayVar(&f.Servers, "server", nil, "domain controller: host, host:port, ldap://… or ldaps://… (repeatable; the first that answers is used)")
	fs.StringVar(&f.Realm, "realm", "", "Kerberos realm, e.g. CONTOSO.LAB")
	fs.StringArrayVar(&f.KDCs, "kdc", nil, "KDC: host or host:port; REALM=host for another realm (repeatable; default: krb5.conf, then DNS, then the --server)")
	fs.StringVar(&f.User, "user", "", "who to log in as, e.g. alice@CONTOSO.LAB")
	fs.StringVar(&f.Keytab, "keytab", "", "log in with a key from this keytab")
	fs.StringVar(&f.CCache, "ccache", "", "credential cache to use instead of KRB5CCNAME")
	fs.StringVar(&f.PasswordFile, "password-file", "", "file whose first line is the password; - reads standard input")
	fs.StringVar(&f.CAFile, "ca-file", "", "PEM file with the CA of the domain controllers")
	fs.BoolVar(&f.SkipVerify, "insecure-skip-verify", false, "accept any server certificate (the password then goes to whoever answers)")
	fs.DurationVar(&f.Timeout, "timeout", 10*time.Second, "timeout per request")
	fs.StringVar(&f.LogFile, "log-file", "", "append every exchange with a server to this file: the command that does the same, the outcome, the time it took")
	fs.Var((*sticky)(&f.ReadOnly), "read-only", "disable all writes (also ADWALK_READ_ONLY=1); a later --read-only=false changes nothing")
	fs.Lookup("read-only").NoOptDefVal = "true"
	fs.Var((*sticky)(&f.Restricted), "restricted", "for auditors: read-only, files only by plain name in your report folder, no keytab, no file named by the environment, probes only of hosts that the directory names; a later flag cannot switch it off (also ADWALK_RESTRICTED=1)")
	fs.Lookup("restricted").NoOptDefVal = "true"
	fs.BoolVar(&f.AllowTier0, "allow-tier0", false, "let domain controllers, krbtgt and administrators be changed, and more than 25 objects at once; each plan is then confirmed by typing, never by --yes")
	fs.BoolVar(&f.NoProbes, "no-probes", false, "directory reads only: ask no KDC and no service")
	fs.BoolVar(&f.Lab, "lab", false, "work on the embedded forest contoso.lab, with faults to find")
	fs.StringVar(&f.Scenario, "scenario", "", "which scenario of the lab (default cas-array; for walk that of the guide)")
	fs.BoolVar(&f.Plain, "plain", false, "console in plain lines with numbered choices, for screen readers (by itself where TERM is dumb)")
	fs.BoolVar(&f.ASCII, "ascii", false, "draw the console in ASCII (by itself where the locale is not UTF-8)")
	fs.IntVar(&f.Parallel, "parallel", 4, "maximum concurrent requests")
	fs.BoolVar(&f.NDJSON, "ndjson", false, "print JSON with one object a line, for pipes (implies --json)")
	fs.StringVar(&f.ConfigFile, "config-file", "", "configuration file (default: config.toml in ~/.config/adwalk; see adwalk config)")
	fs.StringVar(&f.Profile, "profile", "", "profile of the configuration file")
}

// Check refuses what cannot be used, and takes in the environment.
func (f *Flags) Check(command string) error {
	lab := f.Lab || command == "lab" // which is the lab without saying so
	if v := os.Getenv("ADWALK_READ_ONLY"); v != "" && v != "0" {
		f.ReadOnly = true // also where --read-only=false was typed
	}
	switch {
	case f.Parallel < 1 || f.Parallel > 64:
		return Usage("--parallel", "it must lie between 1 and 64", "leave it out for 4")
	case f.Timeout <= 0:
		return Usage("--timeout", "it must be greater than zero", "write a duration such as 10s")
	case f.Scenario != "" && !lab:
		return Usage("--scenario", "it chooses a scenario of the lab, and --lab is not given", "add --lab")
	case f.Lab && len(f.Servers) > 0:
		return Usage("--lab and --server", "the lab is its own domain controller", "leave one of them out")
	case slices.Contains(f.Servers, ""):
		return Usage("--server", "it is empty", "give a host name, or leave it out: the realm's domain controllers are then found in DNS")
	case f.User == "" && f.PasswordFile != "" && !f.Lab:
		return Usage("--password-file", "it requires --user", "add --user name@REALM")
	}
	return f.checkKDCs()
}

// checkKDCs refuses an address that can be no KDC's before anybody is asked.
func (f *Flags) checkKDCs() error {
	for _, kdc := range f.KDCs {
		if _, host, ok := strings.Cut(kdc, "="); ok {
			kdc = host
		}
		if _, err := wire.ParseKDC(kdc); err != nil {
			return Usage("--kdc", err.Error(), "write host, host:port or tcp/host, with REALM= in front for another realm")
		}
	}
	return nil
}
