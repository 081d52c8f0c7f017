package ad

import (
	"strings"
	"unicode"
)

// Advice is what a person can do next: words, and the input of a guide that they
// are about, if they are about one.
type Advice struct {
	Text string `json:"text"`
	// Input is the input's key with an example: "user=NAME".
	Input string `json:"input,omitempty"`
}

// Words is the advice on one line. The caller's spell says how an input is given
// where the words are read: Option on a command line, a key in the console.
func (a Advice) Words(spell func(input string) string) string {
	switch {
	case a.Input == "":
		return a.Text
	case a.Text == "":
		return spell(a.Input)
	}
	return a.Text + ": " + spell(a.Input)
}

// Option is how a command line gives an input: "user=NAME" is "--set user=NAME".
func Option(input string) string { return "--set " + input }

// Sentence gives a piece of text a capital letter and a full stop; "" stays "".
func Sentence(text string) string {
	if text = strings.TrimRight(Capital(text), "."); text == "" {
		return ""
	}
	return text + "."
}

// Capital gives a piece of text a capital letter, and takes the blanks around it away.
func Capital(text string) string {
	r := []rune(strings.TrimSpace(text))
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}
