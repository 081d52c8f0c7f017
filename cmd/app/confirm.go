package app

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ui/safetext"
)

// Confirm asks the operator to type one word after the other before something is
// written. It returns a refusal when another word, or nothing, was typed.
func (s *Session) Confirm(ctx context.Context, yes bool, why string, words ...string) error {
	return s.Ask(ctx, "writing to the directory", "look at the plan first, then add --yes", yes, why, words...)
}

// Ask is confirm for anything; off tells what to do where there is no terminal.
func (s *Session) Ask(ctx context.Context, what, off string, yes bool, why string, words ...string) error {
	if yes {
		return nil
	}
	if !Terminal(s.In) {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed, and there is no terminal to ask on", Do: off}
	}
	flushInput(s.In) // what was typed before the question is no answer to it
	fmt.Fprintln(s.Err, safetext.Printable(why))
	in, refused := bufio.NewReader(s.input(ctx)), &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed", Do: "nothing was written"}
	for i, word := range words {
		nth := ""
		if len(words) > 1 {
			nth = fmt.Sprintf(" (%d of %d)", i+1, len(words))
		}
		fmt.Fprintf(s.Err, "Type %s to continue%s; anything else cancels: ", safetext.Printable(word), nth)
		line, err := in.ReadString('\n')
		// Account names have no case in a directory; the console takes either case too.
		if err != nil || !strings.EqualFold(strings.TrimSpace(line), word) || word == "" {
			return refused
		}
	}
	if len(words) == 0 {
		return refused
	}
	return nil
}
