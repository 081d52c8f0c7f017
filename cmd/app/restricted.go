package app

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/ad/lookup"
	"adwalk/ad/safefile"
	"adwalk/diag/collect"
)

// NeverRestricted are the options that a restricted session refuses: they open
// files that the auditor did not choose, or reach hosts that the directory does
// not name.
var NeverRestricted = []string{"keytab", "password-file", "ca-file", "front-end-keytab", "fits", "dir", "keytab-file", "client-keytab", "insecure-skip-verify", "lab", "scenario", "server", "kdc", "realm", "address", "config-file", "profile"}

// RestrictedCommands are the commands of a restricted session, by their path; none of
// them starts a server or a program, or reads another user's files.
var RestrictedCommands = []string{"adwalk", "adwalk walk", "adwalk plan", "adwalk ticket", "adwalk klist", "adwalk show", "adwalk setspn", "adwalk delegation show", "adwalk journal", "adwalk probe", "adwalk controllers", "adwalk explain", "adwalk check", "adwalk read", "adwalk version", "adwalk config", "adwalk help"}

// Restrict turns a session into a restricted one, when that was asked for with
// --restricted or ADWALK_RESTRICTED: read-only, files by plain name in the report
// folder only, and no environment variable that names a file. Options
// that stand before --restricted on the command line are the administrator's, who
// wrote ForceCommand; behind it they are the auditor's, and given again they are
// refused as if the administrator had not given them.
func (s *Session) Restrict(cmd *cobra.Command) error {
	if v := os.Getenv("ADWALK_RESTRICTED"); v != "" && v != "0" {
		s.Flags.Restricted = true
	}
	if !s.Flags.Restricted {
		return nil
	}
	s.Flags.ReadOnly = true
	refuse := func(what string) error {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "this session is restricted (--restricted)", Do: "leave it out"}
	}
	if !slices.Contains(RestrictedCommands, cmd.CommandPath()) {
		return refuse(cmd.CommandPath())
	}
	preset, added := aroundRestricted(s.Typed)
	for _, name := range added {
		if slices.Contains(NeverRestricted, name) {
			return refuse("--" + name)
		}
	}
	var bad error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if bad == nil && slices.Contains(NeverRestricted, f.Name) && !slices.Contains(preset, f.Name) {
			bad = refuse("--" + f.Name)
		}
	})
	if bad != nil {
		return bad
	}
	if all := cmd.Flags().Lookup("all"); all != nil && all.Changed && cmd.Name() == "journal" {
		return refuse("--all")
	}
	if cmd.Name() == "klist" && len(cmd.Flags().Args()) > 0 {
		return refuse("klist " + cmd.Flags().Arg(0))
	}
	if c := s.Flags.CCache; c != "" && !strings.HasPrefix(strings.ToUpper(c), "KCM:") {
		return refuse("--ccache " + c)
	}
	if out := cmd.Flags().Lookup("output"); out != nil && out.Changed { // before anybody is asked
		if _, err := s.File(out.Value.String()); err != nil {
			return err
		}
	}
	clearEnvironment()
	for _, file := range []*string{&s.Flags.LogFile} {
		if *file == "" {
			continue
		}
		var err error
		if *file, err = s.File(*file); err != nil {
			return err
		}
	}
	return nil
}

// clearEnvironment removes every variable except those that describe the terminal,
// the user and the language, and a cache that is no file. What is not known does
// not stay: a library may take it for the name of a file.
func clearEnvironment() {
	keep := []string{"HOME", "USER", "LOGNAME", "TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "LC_TIME", "TZ", "PATH", "SSH_CONNECTION", "SSH_TTY", "ADWALK_READ_ONLY", "ADWALK_RESTRICTED"}
	for _, kv := range os.Environ() {
		name, value, _ := strings.Cut(kv, "=")
		cache := name == "KRB5CCNAME" && strings.HasPrefix(strings.ToUpper(value), "KCM:")
		if !slices.Contains(keep, name) && !cache || name == "TZ" && (strings.HasPrefix(value, "/") || strings.ContainsAny(value, ":.")) {
			_ = os.Unsetenv(name)
		}
	}
}

// reportDir is the only folder whose files a restricted session can reach.
func reportDir() (string, error) {
	dir, err := journal.Dir()
	return filepath.Join(dir, "reports"), err
}

// File is where a file lies that the operator named: anywhere, or in a restricted
// session in the report folder, by a plain name.
func (s *Session) File(name string) (string, error) {
	if !s.Flags.Restricted {
		return name, nil
	}
	plain := name != "" && len(name) <= 100 && name[0] != '.' && name[0] != '-'
	for _, r := range name {
		plain = plain && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
	}
	if !plain {
		return "", &ad.Problem{Kind: ad.ProblemRefused, What: fmt.Sprintf("the file %q", name), Why: "in a restricted session a file is named by letters, digits, dots, - and _, without a path, and does not begin with a dot",
			Do: "write a name such as report.txt; it lies in your report folder"}
	}
	dir, err := reportDir()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = safefile.CheckDir(dir)
	}
	if err != nil {
		return "", ad.AsProblem(err, ad.ProblemUsage, "the report folder")
	}
	return filepath.Join(dir, name), nil
}

// named refuses to ask a service on a host that no account of the directory names:
// a restricted session is no port scanner.
type named struct {
	ad.Prober
	s *Session
}

// Probe implements ad.Prober.
func (n named) Probe(ctx context.Context, req ad.ProbeRequest) []ad.ProbeResult {
	if err := n.s.HostNamed(ctx, req); err != nil {
		return []ad.ProbeResult{{Target: req.Target, SPN: req.SPN, Outcome: ad.ProbeNotPerformed, Problem: ad.AsProblem(err, ad.ProblemRefused, "asking "+req.Target)}}
	}
	return n.Prober.Probe(ctx, req)
}

// HostNamed refuses a host that the directory does not name, and a port of one's own.
func (s *Session) HostNamed(ctx context.Context, req ad.ProbeRequest) error {
	refuse := func(why string) error {
		return &ad.Problem{Kind: ad.ProblemRefused, What: "asking " + req.Target, Why: "this session is restricted, and " + why, Do: "ask a host that an SPN in the directory names, on the usual port"}
	}
	if len(req.Addresses) > 0 {
		return refuse("an address was given")
	}
	target := req.Target
	if !strings.Contains(target, "://") {
		target = "https://" + target
	}
	u, err := url.Parse(target)
	if err != nil || u.Port() != "" || u.User != nil {
		return refuse("the target has a port of its own")
	}
	host := u.Hostname()
	for _, r := range host {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-') {
			return refuse("the host has an unusual character")
		}
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	found, _, err := lookup.QuerySPN(ctx, dir, "*/"+host, true)
	if err != nil {
		return err
	}
	if host == "" || len(found) == 0 {
		return refuse("no account in the directory has an SPN for " + host)
	}
	return nil
}

// ReachNamed does the same before a connection that only tells whether anything listens.
type ReachNamed struct {
	collect.Reacher
	Session *Session
}

// Reach implements collect.Reacher.
func (r ReachNamed) Reach(ctx context.Context, hostPort string) (asked string, open bool, why string, err error) {
	host, _, err := net.SplitHostPort(hostPort)
	if err == nil {
		err = r.Session.HostNamed(ctx, ad.ProbeRequest{Target: host})
	}
	if err != nil {
		return "", false, "", err
	}
	return r.Reacher.Reach(ctx, hostPort)
}

// Controller connects to one domain controller by its host name; a restricted session
// only to one that the directory lists.
func (s *Session) Controller(ctx context.Context, host string) (ad.Directory, error) {
	e := s.Live().Current()
	if s.Flags.Restricted {
		_, _, all, err := e.Known(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(all, func(c ad.Controller) bool { return strings.EqualFold(c.Host, host) }) {
			return nil, &ad.Problem{Kind: ad.ProblemRefused, What: "asking " + host, Why: "this session is restricted, and the directory lists no domain controller of that name", Do: "take a name from adwalk controllers"}
		}
	}
	return e.Controller(ctx, host)
}

// IsRestricted says whether an argument is the option, with a value or without.
func IsRestricted(arg string) bool {
	return arg == "--restricted" || strings.HasPrefix(arg, "--restricted=")
}

// aroundRestricted lists the long options that stand before --restricted, and those
// behind it.
func aroundRestricted(args []string) (before, behind []string) {
	at := slices.IndexFunc(args, IsRestricted)
	for i, a := range args {
		name, ok := strings.CutPrefix(a, "--")
		if !ok || i == at {
			continue
		}
		name, _, _ = strings.Cut(name, "=")
		if i < at {
			before = append(before, name)
		} else {
			behind = append(behind, name)
		}
	}
	return before, behind
}
