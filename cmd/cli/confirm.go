package cli

import (
	"bufio"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/ui/safetext"
)

// confirmPlan asks for the word that a plan wants. Off a terminal only --yes
// confirms.
func (s *Session) confirmPlan(o walkOptions, p fix.Plan) error {
	why := "This adds values."
	if p.ConfirmWord() != "yes" {
		why = "This moves or deletes a value."
	}
	return s.confirm(o.yes, why, p.ConfirmWord())
}

// confirm asks the operator to type a word before something is written. It
// returns a refusal when another word, or nothing, was typed.
func (s *Session) confirm(yes bool, why, word string) error {
	return s.ask("writing to the directory", "look at the plan first, then add --yes", yes, why, word)
}

// ask is confirm for anything; off tells what to do where there is no terminal.
func (s *Session) ask(what, off string, yes bool, why, word string) error {
	if yes {
		return nil
	}
	if !terminal(s.In) {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed, and there is no terminal to ask on", Do: off}
	}
	fmt.Fprintf(s.Err, "%s Type %s to go on, anything else leaves it: ", why, safetext.Printable(word))
	line, _ := bufio.NewReader(s.In).ReadString('\n')
	if strings.TrimSpace(line) != word {
		return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: "it was not confirmed", Do: "nothing was done"}
	}
	return nil
}
