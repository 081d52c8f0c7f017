package casarray

import (
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/paste"
)

// Inputs are what the walk needs to know; all of it is found where Exchange
// describes itself in the directory, and can be given where it does not.
func Inputs() []guide.Input {
	return []guide.Input{
		{Key: "array", Title: "the array's name", Help: "FQDN of the client access array that Outlook connects to; several with commas", List: true, Required: true,
			Discover: discoverArrays, Requests: ask.Exchange, Check: ask.CheckHost},
		{Key: "short", Title: "the array's short name", Help: "yes (first label of the array's name), no, or the NetBIOS name", Discover: func(*diag.Reader) []string { return []string{"yes"} }},
		{Key: "web", Title: "internal web host names", Help: "hosts in the internal URLs of EWS, OAB and Autodiscover", List: true,
			Discover: discoverWeb, Requests: ask.Exchange, Check: ask.CheckHost},
		{Key: "members", Title: "the members", Help: "client access servers of the array", List: true,
			Discover: discoverMembers, Requests: ask.Exchange, Check: ask.CheckHost},
		{Key: "asa", Title: "the alternate service account", Help: "account name, as in CASARRAY-ASA$; ARRAY=ACCOUNT where arrays have accounts of their own; several with commas", List: true, Accounts: true,
			Discover: discoverASA, Check: ask.CheckAccount},
		{Key: "strike", Title: "names to leave out", Help: "SPNs that this organisation does not need", List: true, Check: checkSPN},
		{Key: "add", Title: "further names", Help: "further SPNs that the account should have", List: true, Check: checkSPN},
		{Key: "version", Title: "the Exchange version", Help: "2010 unless the directory says otherwise", Discover: discoverVersion, Requests: ask.Exchange},
		{Key: "domain", Title: "the domain's NetBIOS name", Help: "for the commands to copy; the realm's first label where the directory does not tell",
			Discover: discoverNetBIOS, Requests: func() []diag.Request { return []diag.Request{facts.Directory.For("")} }},
		{Key: "zone", Title: "the servers' time zone", Help: "offset from UTC, as in +01:00, of the times in the pasted status",
			Check: func(v string) error { _, err := facts.ParseOffset(v); return err }},
		{Key: "tolerance", Title: "tolerance in minutes", Help: "how much older than the account's password a credential may be", Check: checkMinutes,
			Discover: func(*diag.Reader) []string { return []string{"60"} }},
		{Key: "asa-status", Title: "the members' credential status", Help: "output of " + paste.ASACommand, Paste: true, Parse: parseASAStatus},
		{Key: "addressbook-log", Title: "an AddressBook Service log", Help: `a file of …\V14\Logging\AddressBook Service`, Paste: true,
			Parse: parseAuthLog, ParseReader: streamAuthLog},
	}
}

func discoverArrays(r *diag.Reader) []string {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	for _, a := range f.Value.Arrays {
		if a.FQDN != "" && !ask.Contains(out, a.FQDN) {
			out = append(out, a.FQDN)
		}
	}
	return out
}

// chosen lists the arrays that the walk is about, as the directory has them.
func chosen(r *diag.Reader) []facts.ExchangeArray {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	want := guide.Values(r, "array")
	var out []facts.ExchangeArray
	for _, a := range f.Value.Arrays {
		if ask.Contains(want, a.FQDN) {
			out = append(out, a)
		}
	}
	return out
}

func discoverMembers(r *diag.Reader) []string {
	var out []string
	for _, a := range chosen(r) {
		for _, m := range a.Members {
			if !ask.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// discoverWeb lists the hosts of the members' internal URLs. A URL that names a
// server itself needs no shared name: the server's own account holds it. Servers
// of later versions are left out, since they must not share the account.
func discoverWeb(r *diag.Reader) []string {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() {
		return nil
	}
	var out []string
	own := func(host string) bool {
		return slices.ContainsFunc(f.Value.Servers, func(s facts.ExchangeServer) bool {
			return strings.EqualFold(s.Name, host) || strings.EqualFold(s.FQDN, host)
		})
	}
	members := discoverMembers(r)
	for _, w := range slices.Concat(f.Value.WebNames, f.Value.Autodiscover) {
		server := ServerOf(w)
		ours := server == "" || len(members) == 0 || ask.ContainsHost(members, server)
		if w.Host != "" && ours && !own(w.Host) && !ask.Contains(out, w.Host) && ask.CheckHost(w.Host) == nil {
			out = append(out, w.Host)
		}
	}
	return out
}

func discoverNetBIOS(r *diag.Reader) []string {
	if f, ok := facts.Directory.Get(r, ""); ok && f.Known() && f.Value.NetBIOS != "" {
		return []string{f.Value.NetBIOS}
	}
	return nil
}

func discoverVersion(r *diag.Reader) []string {
	f, ok := facts.Exchange.Get(r, "")
	if !ok || !f.Known() || len(f.Value.Servers) == 0 {
		return nil
	}
	var out []string
	years := map[int]string{6: "2003", 8: "2007", 14: "2010", 15: "2013+"}
	for _, s := range f.Value.Servers {
		if y := years[s.Version]; y != "" && !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		return nil
	}
	return []string{strings.Join(out, " and ")}
}

func checkSPN(v string) error {
	_, err := ad.ParseSPN(v)
	return err
}

func checkMinutes(v string) error {
	if n, err := strconv.Atoi(v); err != nil || n < 0 || n > 60*24*366 {
		return &ad.Problem{Kind: ad.ProblemUsage, What: ask.Quoted(v) + " is not a number of minutes", Why: "it must be a whole number from 0 to a year", Do: "write it like 60"}
	}
	return nil
}
