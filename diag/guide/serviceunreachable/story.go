package serviceunreachable

import (
	"slices"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/story"
)

// answerStory says why nobody was asked, where nobody was.
func answerStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	if len(out) > 0 {
		return out
	}
	t, _ := target(r)
	if len(facts.AskableURLs(t)) == 0 {
		return []guide.Line{story.Note(diag.Skipped, "Not asked: services of the class %s cannot be asked from here. Look at the service itself.", t.Class)}
	}
	if f, ok := facts.ServiceAnswer.Get(r, theSPN(r)); ok && !f.Known() {
		return []guide.Line{story.UnaskedLine("Not asked: " + f.Problem.Error())}
	}
	return []guide.Line{story.Note(diag.Skipped, "Not asked: there is no ticket to show to it.")}
}

func nameStory(r *diag.Reader, results []diag.Result) []guide.Line {
	out := story.Lines(results)
	t, ok := target(r)
	if !ok {
		return out
	}
	spn := theSPN(r)
	out = append(out, story.Say("From %q clients build %s.", guide.Value(r, "service"), spn))
	others := slices.DeleteFunc(slices.Clone(t.SPNs), func(s string) bool { return strings.EqualFold(s, spn) })
	if len(others) > 0 {
		out = append(out, story.Say("Some clients ask for %s instead.", strings.Join(others, " or ")))
	}
	if t.Web() {
		out = append(out, story.Say("https has the class http as well; browsers leave the port out of the SPN."))
	}
	return out
}

func ticketStory(r *diag.Reader, results []diag.Result) []guide.Line {
	return slices.Concat(story.TicketLines(r), story.Lines(story.Failed(results)))
}
