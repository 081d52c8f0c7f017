package ad

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
