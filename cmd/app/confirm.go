package app

import (
	"bufio"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ui/safetext"
)

// Confirm asks the operator to type a word before something is written. It
// returns a refusal when another word, or nothing, was typed.
func (s *Session) Confirm(yes bool, why, word string) error {
	return s.Ask("writing to the directory", "look at the plan first, then add --yes", yes, why, word)
}

// Ask is confirm for anything; off tells what to do where there is no terminal.
func (s *Session) Ask(what, off string, yes bool, why, word string) error {
	if yes {
		return nil
	}
	if !Terminal(s.In) {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed, and there is no terminal to ask on", Do: off}
	}
	flushInput(s.In) // what was typed before the question is no answer to it
	fmt.Fprintf(s.Err, "%s\nType %s to continue; anything else cancels: ", safetext.Printable(why), safetext.Printable(word))
	line, err := bufio.NewReader(s.In).ReadString('\n')
	if err != nil || strings.TrimSpace(line) != word || word == "" {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed", Do: "nothing was written"}
	}
	return nil
}
