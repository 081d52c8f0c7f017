package guide

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/fix"
	"adwalk/diag/paste"
)

func casNamespaceStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(results)
	for _, key := range []string{"array", "web", "members", "version"} {
		if list := Values(r, key); len(list) > 0 {
			out = append(out, say("%s: %s", inputTitle(key), strings.Join(list, ", ")))
		}
	}
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() && f.Value.Organisation == "" {
		out = append(out, say("There is no Exchange organisation in this directory; the walk goes by what was typed."))
	}
	return out
}

func inputTitle(key string) string {
	for _, in := range casInputs() {
		if in.Key == key {
			return strings.ToUpper(in.Title[:1]) + in.Title[1:]
		}
	}
	return key
}

func casExpectedStory(r *diag.Reader, _ []diag.Result) []Line {
	var out []Line
	for _, e := range facts.Expected.All(r) {
		l := Line{Text: e.Subject, Detail: []string{"asked for by " + e.Value.Why}}
		if e.Value.Optional {
			l.Detail = []string{"looked at, not missed: " + e.Value.Why}
		}
		out = append(out, l)
	}
	if len(Values(r, "web")) == 0 {
		out = append(out, say("No internal web host is known, so no http name is expected for one. If there are any: --set web=mail.…,autodiscover.…"))
	}
	return append(out, say("A name that nobody needs goes to --set strike=SPN and one that is missing here to --set add=SPN. Names for clients outside the network do not belong here."))
}

func casASAStory(r *diag.Reader, results []diag.Result) []Line {
	return asaStory(r, results, "CASARRAY-ASA")
}

// asaStory tells of the shared account; fresh is what one to be created could be
// called. Exchange 2010 and later versions need an account each, so the two
// guides must not propose the same one.
func asaStory(r *diag.Reader, results []diag.Result, fresh string) []Line {
	asa := facts.ASANames(Value(r, "asa"))
	if len(asa) == 0 {
		out := []Line{note(diag.Manual, "No account is known that should hold the names: none holds them clearly, and no status was pasted."),
			say("If there is one, name it: --set asa=NAME$. Otherwise create a computer account: it cannot log on, and its password policy is simple.")}
		return append(out, command("creates it, with AES listed", "New-ADComputer -Name "+fresh+" -Enabled $true -KerberosEncryptionType AES128,AES256,RC4"))
	}
	out := lines(results)
	for _, name := range asa {
		f, ok := facts.Account.Get(r, name)
		if !ok || !f.Known() {
			continue
		}
		a := f.Value
		out = append(out, say("%s is a %s, password set %s, kvno %s, %d names registered", a.Label(), a.Kind(), dateOr(a), kvno(a), len(a.SPNs)))
		switch a.Kind() {
		case "user":
			out = append(out, say("A user account works. A computer account is the better choice: nobody can log on with it."))
		case "gMSA":
			out = append(out, say("A group-managed account rolls its own password: the roll script does not apply. Each member gets it with Set-ClientAccessService -AlternateServiceAccountCredential and an empty password, and must be allowed to retrieve it."))
		}
	}
	if slices.Contains(strings.Fields(Value(r, "version")), "2013+") {
		out = append(out, say("Exchange 2010 and later versions must not share one account: each needs its own."))
	}
	return out
}

func dateOr(a ad.Account) string {
	if a.PasswordSet.IsZero() {
		return "never (or not readable)"
	}
	return a.PasswordSet.UTC().Format("2006-01-02 15:04:05Z")
}

func kvno(a ad.Account) string {
	if a.KVNO == 0 {
		return "not known"
	}
	return fmt.Sprint(a.KVNO)
}

func casPrerequisiteStory(r *diag.Reader, _ []diag.Result) []Line {
	return itemLines(r, casItems())
}

// itemLines shows what a person has to look at, with what was answered so far.
func itemLines(r *diag.Reader, items []Item) []Line {
	var out []Line
	for _, it := range items {
		st := diag.Manual
		if a, ok := facts.Answer.Get(r, it.ID); ok && a.Known() {
			st = diag.Fail
			if a.Value.Yes {
				st = diag.Pass
			}
		}
		out = append(out, Line{Status: st, Text: it.Title, Copy: it.Command,
			Detail: []string{"on " + it.Where + ": " + it.Command, "should show: " + it.Expect}})
	}
	return out
}

func casCredentialStory(r *diag.Reader, results []diag.Result) []Line {
	if f, ok := facts.ASAStatus.Get(r, ""); !ok || !f.Known() {
		out := []Line{note(diag.Manual, "The credential of each member can only be read on a server. Paste the output of this command.")}
		return append(out, command("in the Exchange Management Shell", paste.ASACommand))
	}
	if Value(r, "asa") == "" {
		return []Line{note(diag.Unknown, "The status was pasted, but the account that it should name is not known.")}
	}
	return lines(results)
}

const rollScript = `.\RollAlternateServiceAccountPassword.ps1`

func casScriptStory(r *diag.Reader, _ []diag.Result) []Line {
	asa := facts.ASANames(Value(r, "asa"))
	account := "CASARRAY-ASA$"
	if len(asa) > 0 {
		account = sam(r, asa[0])
		if f, ok := facts.Account.Get(r, asa[0]); ok && f.Known() && f.Value.Kind() == "gMSA" {
			return []Line{say("%s is a group-managed account: the script does not apply.", account),
				command("on each member, as an administrator of Exchange", `Set-ClientAccessService -Identity SERVER -AlternateServiceAccountCredential (New-Object PSCredential "`+netBIOS(r)+`\`+account+`", (New-Object SecureString))`)}
		}
	}
	out := []Line{say(`The script is in the Scripts folder of the Exchange installation (by default C:\Program Files\Microsoft\Exchange Server\V14\Scripts).`)}
	for _, array := range Values(r, "array") {
		who := account
		if a := facts.ASAFor(Value(r, "asa"), array); a != "" {
			who = sam(r, a)
		}
		label, _, _ := strings.Cut(array, ".")
		out = append(out, command("first time: sets a new password and gives it to all members of "+array,
			rollScript+" -ToArrayMembers "+label+` -GenerateNewPasswordFor "`+netBIOS(r)+`\`+who+`" -Verbose`))
	}
	out = append(out,
		command("the same for all client access servers of the forest", rollScript+` -ToEntireForest -GenerateNewPasswordFor "`+netBIOS(r)+`\`+account+`" -Verbose`),
		command("a member that came later, without changing the password", rollScript+" -CopyFrom SERVER-THAT-HAS-IT -ToSpecificServers NEW-SERVER -Verbose"),
		command("a scheduled roll; look at its trigger afterwards, since versions differ", rollScript+` -CreateScheduledTask "Exchange-RollAsa" -ToEntireForest -GenerateNewPasswordFor "`+netBIOS(r)+`\`+account+`"`),
		say("It ends with THE SCRIPT HAS SUCCEEDED. It handles the password only; names are not its business."))
	return out
}

func casVerifyStory(r *diag.Reader, results []diag.Result) []Line {
	out := lines(failed(results))
	right := counted(r, func(spn string) bool { return served(r, spn) })
	issued := counted(r, func(spn string) bool { return ticketed(r, spn) })
	if unasked(r) {
		return append(out, sum(right, "names: one owner each."),
			unaskedLine("No ticket was asked for: probes are switched off. Only a fresh ticket proves the rest."), say("%s", fix.RememberNote))
	}
	out = append(out, sum(right, fmt.Sprintf("names: one owner each; tickets were issued for %s.", issued)))
	return append(out, say("%s", fix.RememberNote))
}

func casClientStory(r *diag.Reader, results []diag.Result) []Line {
	out := itemLines(r, casClientItems())
	f, ok := facts.AuthLog.Get(r, "")
	if !ok || !f.Known() {
		return append(out, note(diag.Manual, `An AddressBook Service log shows how clients log on: C:\Program Files\Microsoft\Exchange Server\V14\Logging\AddressBook Service`))
	}
	out = append(out, lines(results)...)
	clients := make([]string, 0, len(f.Value.ByClient))
	for c := range f.Value.ByClient {
		clients = append(clients, c)
	}
	slices.Sort(clients)
	for _, c := range clients[:min(len(clients), 50)] {
		out = append(out, say("%s: %s", c, authCounts(f.Value.ByClient[c])))
	}
	return out
}

func authCounts(by map[string]int) string {
	var out []string
	for k, n := range by {
		out = append(out, fmt.Sprintf("%s %d", k, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func casBackOutStory(r *diag.Reader, _ []diag.Result) []Line {
	out := []Line{say("First the names, so that clients use NTLM again; then the credential on every member.")}
	for _, e := range facts.Expected.All(r) {
		if rightOwner(r, e.Subject) {
			out = append(out, command("takes the name off", "setspn -D "+e.Subject+" "+sam(r, e.Value.Owner)))
		}
	}
	for _, m := range Values(r, "members") {
		out = append(out, command("takes the credential off "+m, "Set-ClientAccessServer "+m+" -RemoveAlternateServiceAccountCredentials"))
	}
	if len(Values(r, "members")) == 0 {
		out = append(out, command("takes the credential off a member", "Set-ClientAccessServer SERVER -RemoveAlternateServiceAccountCredentials"))
	}
	return append(out, say("Tickets that clients already hold work until they end or Outlook is started again after klist purge."))
}

// unasked says whether nobody asked the KDC for any of the tickets.
func unasked(r *diag.Reader) bool {
	all := facts.Ticket.All(r)
	for _, f := range all {
		p := f.Problem
		if f.Known() {
			p = f.Value.Problem
		}
		if p == nil || p.Kind != ad.ProblemNotAsked {
			return false
		}
	}
	return len(all) > 0
}
