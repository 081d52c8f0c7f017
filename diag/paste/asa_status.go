package paste

import (
	"strings"

	"adwalk/ad"
	"adwalk/diag/facts"
	"adwalk/diag/pattern"
)

// ASASample is what the credential status looks like, for messages.
const ASASample = `Name                                 : CAS1
AlternateServiceAccountConfiguration : Latest: 1/12/2016 10:19:22 AM, CONTOSO\EXCH-ASA$
                                       Previous: <Not set>`

// ASACommand prints the status.
const ASACommand = "Get-ClientAccessServer -IncludeAlternateServiceAccountCredentialStatus | fl Name,*Alternate*"

// maxMembers bounds how many servers a paste may list.
const maxMembers = 2000

var (
	latestMark   = pattern.Lazy(`(?i)\bLatest\s*:`)
	previousMark = pattern.Lazy(`(?i)\bPrevious\s*:`)
	nameMark     = pattern.Lazy(`(?i)\b(?:Name|Identity)\s*:\s*([^\s:]+)`)
	glued        = pattern.Lazy(`(?i)AlternateServiceAccountConfiguration`)
	nextRecord   = pattern.Lazy(`(?i)(?:Name|Identity|RunspaceId|Fqdn)\s*:`)
	cutOff       = pattern.Lazy(`(?:\.\.\.|…)\s*$`)
)

// ASAStatus reads the alternate service account status of client access servers
// in any layout: a list, a table, CSV, or everything run together on one line. Dates
// follow whatever culture the shell had. The error is a *ad.Problem.
func ASAStatus(text string) ([]facts.ASAMember, error) {
	marks := latestMark().FindAllStringIndex(text, maxMembers+1)
	bad := func(why string) ([]facts.ASAMember, error) {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "this is not a credential status", Why: why,
			Do: "paste the output of " + ASACommand + ", which looks like this:\n" + ASASample}
	}
	switch {
	case len(marks) == 0 && glued().MatchString(text):
		return bad("the servers are listed without their credentials; the switch -IncludeAlternateServiceAccountCredentialStatus was left out")
	case len(marks) == 0:
		return bad(`there is no "Latest:" in it`)
	case len(marks) > maxMembers:
		return bad("it lists more servers than an organisation has")
	}
	var out []facts.ASAMember
	var dates []dated
	begin, pairs := 0, 0
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		server := serverName(text[begin:m[0]])
		if server == "" {
			return bad(`a "Latest:" stands without the name of its server`)
		}
		latest, previous := text[m[1]:end], ""
		if p := previousMark().FindStringIndex(latest); p != nil {
			latest, previous = latest[:p[0]], latest[p[1]:]
			pairs++
		} else if i == len(marks)-1 && pairs == i && !strings.HasSuffix(text, "\n") {
			return bad("it ends in the middle of the record of " + server)
		}
		member := facts.ASAMember{Server: server}
		out = append(out, member)
		n := len(out) - 1
		if w, ok := credential(latest, &out[n].Latest); ok {
			dates = append(dates, dated{w, n, false})
		}
		if w, ok := credential(previous, &out[n].Previous); ok {
			dates = append(dates, dated{w, n, true})
		}
		if end == len(text) && previous == "" && out[n].Latest.Account != "" && !strings.HasSuffix(text, "\n") && !strings.HasSuffix(out[n].Latest.Account, "$") {
			// "Previous:" always follows: this may be the beginning of a name.
			return bad("it ends in the middle of the credential of " + server + "; copy it to its end")
		}
		if line := firstLine(latest); cutOff().MatchString(line) || out[n].Latest.Account == "" && line != "" && !strings.HasPrefix(line, "<") {
			return bad("the credential of " + server + " is cut off; a list (| fl) shows it whole")
		}
		begin = m[1]
	}
	settle(out, dates)
	return out, nil
}

// serverName finds the server in what stands before its "Latest:": the last
// "Name :", else the first word of the same line, as in a table.
func serverName(before string) string {
	before = glued().ReplaceAllString(before, " $0 ")
	if all := nameMark().FindAllStringSubmatch(before, -1); len(all) > 0 {
		return clean(all[len(all)-1][1])
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	line = strings.TrimSpace(glued().ReplaceAllString(line, ""))
	if csv, ok := strings.CutPrefix(line, `"`); ok { // a row of a CSV file, as in "CAS1","Latest: …
		line, _, _ = strings.Cut(csv, `"`)
	}
	if f := strings.Fields(line); len(f) > 0 && f[0] != ":" {
		return clean(f[0])
	}
	return ""
}

// clean takes the path off an identity and refuses what cannot be a host name.
func clean(name string) string {
	name = name[strings.LastIndexByte(name, '\\')+1:]
	if len(name) > 255 || strings.ContainsAny(name, `<>"'`) {
		return ""
	}
	return name
}

func firstLine(s string) string {
	s = strings.TrimSpace(s)
	line, _, _ := strings.Cut(s, "\n")
	return strings.TrimSpace(line)
}

// credential reads "DATE, ACCOUNT" or a text in angle brackets for "not set".
func credential(text string, into *facts.ASACredential) (when, bool) {
	line := strings.TrimRight(firstLine(text), `"`)
	if line == "" || strings.HasPrefix(line, "<") {
		return when{}, false
	}
	if m := nextRecord().FindStringIndex(line); m != nil && m[0] > 0 {
		line = line[:m[0]]
	}
	comma := strings.LastIndexByte(line, ',')
	if comma < 0 {
		into.Raw = clip(line, 80)
		return when{}, false
	}
	account := strings.TrimSpace(line[comma+1:])
	account = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(account, "..."), "…"))
	into.Account, into.Raw = clip(account, 256), clip(strings.TrimSpace(line[:comma]), 80)
	return parseWhen(line[:comma])
}

// dated is a date that waits for the order of its day and month.
type dated struct {
	w        when
	member   int
	previous bool
}

// settle reads all dates of a paste in one order: the one that any of them
// proves, else the one that their looks favour.
func settle(members []facts.ASAMember, dates []dated) {
	proved := orderUnknown
	for _, d := range dates {
		switch {
		case d.w.order == orderUnknown, d.w.order == orderYearFirst:
		case proved == orderUnknown:
			proved = d.w.order
		case proved != d.w.order: // two cultures in one paste prove nothing
			proved = orderYearFirst
		}
	}
	for _, d := range dates {
		cred := &members[d.member].Latest
		if d.previous {
			cred = &members[d.member].Previous
		}
		order, sure := proved, proved == orderDayFirst || proved == orderMonthFirst
		if !sure {
			order = d.w.guess()
		}
		t, ok := d.w.time(order)
		if ok {
			cred.Time, cred.AmbiguousDate = t, d.w.open() && !sure
		}
	}
}

// clip bounds foreign text that is kept.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
