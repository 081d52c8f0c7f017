package casarray

import (
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/paste"
)

func namespaceStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	for _, key := range []string{"array", "web", "members", "version"} {
		if list := guide.Values(r, key); len(list) > 0 {
			out = append(out, story.Say("%s: %s", inputTitle(key), strings.Join(list, ", ")))
		}
	}
	if f, ok := facts.Exchange.Get(r, ""); ok && f.Known() && f.Value.Organisation == "" {
		out = append(out, story.Say("There is no Exchange organisation in this directory; the walk goes by what was typed."))
	}
	return out
}

func inputTitle(key string) string {
	for _, in := range Inputs() {
		if in.Key == key {
			return strings.ToUpper(in.Title[:1]) + in.Title[1:]
		}
	}
	return key
}

func expectedStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	var out []guide.Line
	for _, e := range facts.Expected.All(r) {
		l := guide.Line{Text: e.Subject, Detail: []string{"asked for by " + e.Value.Why}}
		if e.Value.Optional {
			l.Detail = []string{"checked, not required: " + e.Value.Why}
		}
		out = append(out, l)
	}
	if len(guide.Values(r, "web")) == 0 {
		out = append(out, guide.Line{Text: "No internal web host is known, so no http SPN is expected for one.",
			Do: []ad.Advice{story.Give("if there are any, name them", "web", "mail.…,autodiscover.…")}})
	}
	return append(out, guide.Line{Text: "SPNs for clients outside the network do not belong here.",
		Do: []ad.Advice{story.Give("leave out an SPN that is not needed", "strike", "SPN"), story.Give("add one that is missing", "add", "SPN")}})
}

func asaStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return AccountStory(r, results, "CASARRAY-ASA")
}

// AccountStory tells of the shared account; fresh is what one to be created could be
// called. Exchange 2010 and later versions need an account each, so the two
// guides must not propose the same one.
func AccountStory(r *diag.Reader, results []diag.Result, fresh string) []guide.Line {
	asa := facts.ASANames(guide.Value(r, "asa"))
	if len(asa) == 0 {
		out := []guide.Line{story.Note(diag.Manual, "The account that should have the SPNs is not known: no account clearly has them, and no status was pasted."),
			{Text: "If there is none, create a computer account: it cannot log on, and its password policy is simple.", Do: []ad.Advice{story.Give("if there is one, name it", "asa", "NAME$")}}}
		return append(out, story.Command("creates it, with AES listed", "New-ADComputer -Name "+fresh+" -Enabled $true -KerberosEncryptionType AES128,AES256,RC4"))
	}
	out := story.Lines(results)
	for _, name := range asa {
		f, ok := facts.Account.Get(r, name)
		if !ok || !f.Known() {
			continue
		}
		a := f.Value
		out = append(out, story.Say("%s is a %s, password set %s, kvno %s, %s registered", a.Label(), a.Kind(), passwordSet(a), kvno(a), spns(a)))
		switch a.Kind() {
		case "user":
			out = append(out, story.Say("A user account works. A computer account is the better choice: no person can log on with it."))
		case "gMSA":
			out = append(out, story.Say("A group-managed account rolls its own password: the roll script does not apply. Each member gets it with Set-ClientAccessService -AlternateServiceAccountCredential and an empty password, and must be allowed to retrieve it."))
		}
	}
	if slices.Contains(strings.Fields(guide.Value(r, "version")), "2013+") {
		out = append(out, story.Say("Exchange 2010 and later versions must not share one account: each needs its own."))
	}
	return out
}

func spns(a ad.Account) string {
	if known, _ := a.Knows("servicePrincipalName"); !known {
		return "an unknown number of SPNs"
	}
	return diag.Count(len(a.SPNs), "SPN")
}

func passwordSet(a ad.Account) string {
	if known, _ := a.Knows("pwdLastSet"); !known {
		return "at a time that is not readable"
	}
	if a.PasswordSet.IsZero() {
		return "never"
	}
	return a.PasswordSet.UTC().Format("2006-01-02 15:04:05Z")
}

func kvno(a ad.Account) string {
	if a.KVNO == 0 {
		return "not known"
	}
	return fmt.Sprint(a.KVNO)
}

func prerequisiteStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	return story.Items(r, items())
}

// CredentialStory tells what the pasted status says of each member, or how to get it.
func CredentialStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if f, ok := facts.ASAStatus.Get(r, ""); !ok || !f.Known() {
		out := []guide.Line{story.Note(diag.Manual, "The credential of each member can only be read on a server. Paste the output of this command.")}
		return append(out, story.Command("in the Exchange Management Shell", paste.ASACommand))
	}
	if guide.Value(r, "asa") == "" {
		return []guide.Line{story.Note(diag.Unknown, "The status was pasted, but the account that it should show is not known.")}
	}
	return story.Lines(results)
}

const rollScript = `.\RollAlternateServiceAccountPassword.ps1`

func scriptStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	asa := facts.ASANames(guide.Value(r, "asa"))
	account := "CASARRAY-ASA$"
	if len(asa) > 0 {
		account = ask.SAM(r, asa[0])
		if f, ok := facts.Account.Get(r, asa[0]); ok && f.Known() && f.Value.Kind() == "gMSA" {
			return []guide.Line{story.Say("%s is a group-managed account: the script does not apply.", account),
				story.Command("on each member, as an administrator of Exchange", `Set-ClientAccessService -Identity SERVER -AlternateServiceAccountCredential (New-Object PSCredential "`+story.NetBIOS(r)+`\`+account+`", (New-Object SecureString))`)}
		}
	}
	out := []guide.Line{story.Say(`The script is in the Scripts folder of the Exchange installation (by default C:\Program Files\Microsoft\Exchange Server\V14\Scripts).`)}
	for _, array := range guide.Values(r, "array") {
		who := account
		if a := facts.ASAFor(guide.Value(r, "asa"), array); a != "" {
			who = ask.SAM(r, a)
		}
		label, _, _ := strings.Cut(array, ".")
		out = append(out, story.Command("first time: sets a new password and gives it to all members of "+array,
			rollScript+" -ToArrayMembers "+label+` -GenerateNewPasswordFor "`+story.NetBIOS(r)+`\`+who+`" -Verbose`))
	}
	out = append(out,
		story.Command("the same for all client access servers of the forest", rollScript+` -ToEntireForest -GenerateNewPasswordFor "`+story.NetBIOS(r)+`\`+account+`" -Verbose`),
		story.Command("a member that came later, without changing the password", rollScript+" -CopyFrom SERVER-THAT-HAS-IT -ToSpecificServers NEW-SERVER -Verbose"),
		story.Command("a scheduled roll; look at its trigger afterwards, since versions differ", rollScript+` -CreateScheduledTask "Exchange-RollAsa" -ToEntireForest -GenerateNewPasswordFor "`+story.NetBIOS(r)+`\`+account+`"`),
		story.Say("It ends with THE SCRIPT HAS SUCCEEDED. It changes the password only, not the SPNs."))
	return out
}

func clientStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Items(r, clientItems())
	f, ok := facts.AuthLog.Get(r, "")
	if !ok || !f.Known() {
		return append(out, story.Note(diag.Manual, `An AddressBook Service log shows how clients log on: C:\Program Files\Microsoft\Exchange Server\V14\Logging\AddressBook Service`))
	}
	out = append(out, story.Lines(results)...)
	clients := make([]string, 0, len(f.Value.ByClient))
	for c := range f.Value.ByClient {
		clients = append(clients, c)
	}
	slices.Sort(clients)
	for _, c := range clients[:min(len(clients), 50)] {
		out = append(out, story.Say("%s: %s", c, AuthCounts(f.Value.ByClient[c])))
	}
	return out
}

func AuthCounts(by map[string]int) string {
	var out []string
	for k, n := range by {
		out = append(out, fmt.Sprintf("%s %d", k, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func backOutStory(r *diag.Reader, _ []diag.Result) []guide.Line {
	out := []guide.Line{story.Say("First the SPNs, so that clients use NTLM again; then the credential on every member.")}
	for _, e := range facts.Expected.All(r) {
		if story.RightOwner(r, e.Subject) {
			out = append(out, story.Command("removes the SPN", story.Removal(r, e.Subject, e.Value.Owner)))
		}
	}
	for _, m := range guide.Values(r, "members") {
		out = append(out, story.Command("removes the credential from "+m, "Set-ClientAccessServer "+m+" -RemoveAlternateServiceAccountCredentials"))
	}
	if len(guide.Values(r, "members")) == 0 {
		out = append(out, story.Command("removes the credential from a member", "Set-ClientAccessServer SERVER -RemoveAlternateServiceAccountCredentials"))
	}
	return append(out, story.Say("Tickets that clients already hold work until they end or Outlook is started again after klist purge."))
}

// answerStory tells what the members' web services said.
func answerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if len(facts.ServiceAnswer.All(r)) == 0 {
		return []guide.Line{{Status: diag.Skipped, Text: "No member's web service could be asked: that takes members, a web name and a ticket for it."}}
	}
	return story.Lines(results)
}
