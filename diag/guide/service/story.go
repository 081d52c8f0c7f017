package service

import (
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
	"adwalk/diag/names"
)

// answerStory says why nobody was asked, where nobody was.
func (w Walk) answerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	if len(out) > 0 {
		return out
	}
	t, _ := w.target(r)
	if len(facts.AskableURLs(t)) == 0 && facts.KeyProved(r, w.SPN(r)) {
		return []guide.Line{story.Note(diag.Skipped, "Not asked: services of the class %s cannot be asked from here. Its keytab has the right key.", t.Class)}
	}
	if t.NeedsBrowser() {
		return []guide.Line{story.UnaskedLine("Not asked: the port of the instance " + t.Instance + " is not known.")}
	}
	if f, ok := facts.ServiceAnswer.Get(r, w.SPN(r)); ok && !f.Known() {
		return []guide.Line{story.UnaskedLine("Not asked: " + f.Problem.Error())}
	}
	return []guide.Line{story.Note(diag.Skipped, "Not asked: there is no ticket to show to it.")}
}

func (w Walk) nameStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	t, ok := w.target(r)
	if !ok {
		return out
	}
	spn := w.SPN(r)
	for _, v := range append([]string{w.asTyped(r)}, w.instances(r)...) {
		if f, ok := facts.ClientNames.Get(r, v); ok && f.Known() {
			for _, l := range names.BrowserLines(f.Value.Browser) {
				out = append(out, story.Say("%s", l))
			}
		}
	}
	out = append(out, story.Say("From %q clients build %s.", guide.Value(r, Key), spn))
	clients := w.clients(r)
	if len(clients) == 0 { // not known: what the form of the target says
		others := slices.DeleteFunc(slices.Clone(t.SPNs), func(s string) bool { return strings.EqualFold(s, spn) })
		if len(others) > 0 {
			out = append(out, story.Say("Some clients ask for %s instead.", strings.Join(others, " or ")))
		}
	}
	out = append(out, byNames(clients)...)
	if t.Web() {
		out = append(out, story.Say("https has the class http as well; browsers leave the port out of the SPN."))
	}
	return out
}

func ticketStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if len(facts.Ticket.All(r)) == 0 { // a check that needs no ticket may have passed
		return append(story.Lines(story.NotRight(results)), story.UnaskedLine("No ticket was asked for."))
	}
	return story.TellTickets(r, results)
}

// byNames is a line for each SPN with the clients that ask for it first. One SPN
// for all of them needs no list.
func byNames(clients []names.Client) []guide.Line {
	var order []string
	who, spelled := map[string][]string{}, map[string]string{}
	for _, c := range clients {
		if len(c.Names) == 0 {
			continue
		}
		spn := ad.FoldSPN(c.Names[0].SPN)
		if who[spn] == nil {
			order, spelled[spn] = append(order, spn), c.Names[0].SPN
		}
		name := c.Client
		if c.Unverified {
			name += " (by its documentation)"
		}
		who[spn] = append(who[spn], name)
	}
	if len(clients) == 1 {
		return nil // the SPN itself was given
	}
	if len(order) == 1 {
		return []guide.Line{{Text: "Every kind of client asks for this SPN.", Detail: who[order[0]]}}
	}
	var out []guide.Line
	for _, spn := range order {
		out = append(out, guide.Line{Text: spelled[spn] + " is asked for by", Detail: who[spn]})
	}
	return out
}
