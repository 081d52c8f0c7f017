package plans

import (
	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/diag/fix"
)

// Answer is a plan as JSON.
type Answer struct {
	Title    string          `json:"title"`
	Changes  []plannedAnswer `json:"changes"`
	Left     []leftAnswer    `json:"left"`
	Choices  []choiceAnswer  `json:"choices"` // decided with --decide SUBJECT=VALUE
	Verify   []string        `json:"verify"`
	Confirm  string          `json:"confirm,omitempty"`     // what must be typed to apply it
	Confirms []string        `json:"confirm_all,omitempty"` // each word, where several accounts lose something
	Commands CommandsAnswer  `json:"commands"`
}

type plannedAnswer struct {
	ad.Change
	Code     string `json:"code"` // of the finding that it fixes
	Subject  string `json:"subject"`
	Effect   string `json:"effect"`
	Risk     string `json:"risk,omitempty"`
	Proof    string `json:"proof,omitempty"`    // what proves that it is right
	Writable *bool  `json:"writable,omitempty"` // null: not known
	Final    bool   `json:"final,omitempty"`    // it cannot be undone where SPNs are kept unique
}

type leftAnswer struct {
	Code    string `json:"code"`
	Subject string `json:"subject"`
	Do      string `json:"do"`
	Command string `json:"command,omitempty"`
}

type choiceAnswer struct {
	Code       string            `json:"code"`
	Subject    string            `json:"subject"`
	Question   string            `json:"question"`
	Candidates []candidateAnswer `json:"candidates"`
}

type candidateAnswer struct {
	Value string   `json:"value"`
	Label string   `json:"label"`
	Known []string `json:"known"`
	Proof string   `json:"proof,omitempty"`
	Now   bool     `json:"now,omitempty"` // what the plan goes by
}

// AnswerOf is the JSON of a plan.
func AnswerOf(p fix.Plan) Answer {
	out := Answer{Title: p.Title, Changes: []plannedAnswer{}, Left: []leftAnswer{}, Choices: []choiceAnswer{}, Verify: app.NonNil(p.Verify), Commands: CommandsOf(p)}
	for _, c := range p.Changes {
		out.Changes = append(out.Changes, plannedAnswer{c.Change, c.Code, c.Subject, c.Effect, c.Risk, c.Proof, c.Writable, c.Final})
	}
	if !p.Empty() {
		out.Confirm, out.Confirms = confirmation(p)
	}
	for _, l := range p.Left {
		out.Left = append(out.Left, leftAnswer{l.Finding.Code, l.Finding.Subject, l.Do, l.Command})
	}
	for _, c := range p.Choices {
		a := choiceAnswer{c.Code, c.Subject, c.Question, []candidateAnswer{}}
		for _, k := range c.Candidates {
			a.Candidates = append(a.Candidates, candidateAnswer{k.Value, k.Label, app.NonNil(k.Known), k.Proof, k.Now})
		}
		out.Choices = append(out.Choices, a)
	}
	return out
}

// confirmation is what must be typed: the first word, and all where several accounts
// lose something.
func confirmation(p fix.Plan) (first string, all []string) {
	words := p.ConfirmWords()
	if len(p.Losers()) > 1 {
		all = words
	}
	return words[0], all
}

// CommandsAnswer is a plan as the commands of others.
type CommandsAnswer struct {
	Setspn     []string `json:"setspn"`
	PowerShell []string `json:"powershell"`
	LDIF       string   `json:"ldif"`
}

// CommandsOf is a plan as the commands of others.
func CommandsOf(p fix.Plan) CommandsAnswer {
	return CommandsAnswer{Setspn: app.NonNil(p.Setspn()), PowerShell: app.NonNil(p.PowerShell()), LDIF: p.LDIF()}
}
