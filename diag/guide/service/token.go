package service

import (
	"fmt"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/story"
	"adwalk/diag/tokens"
)

// TokenInputs are what the step about the size of a login needs. Server is the web
// server that is meant unless another is given; "" is none.
func TokenInputs(server string) []guide.Input {
	return []guide.Input{
		{Key: "user", Title: "a user who fails", Help: "account name; the size of this user's login is worked out", Check: ask.CheckAccount},
		{Key: "server-kind", Title: "the web server", Help: serverNames(), Check: checkServer, Discover: usually(server)},
		{Key: "header-limit", Title: "the longest header that it accepts, in bytes", Help: "where its setting was changed", Check: checkLimit},
	}
}

// usually is the server that is meant unless another is given; nil for none.
func usually(server string) func(*diag.Reader) []string {
	if server == "" {
		return nil
	}
	return func(*diag.Reader) []string { return []string{server} }
}

func serverNames() string {
	var out []string
	for _, s := range tokens.Servers() {
		out = append(out, s.Name)
	}
	return strings.Join(out, ", ")
}

func checkServer(v string) error {
	if _, ok := tokens.Find(v); !ok {
		return &ad.Problem{Kind: ad.ProblemUsage, What: ask.Quoted(v) + " is no web server whose limit is known", Why: "known are " + serverNames(), Do: "give one of these, or the limit itself", Input: "header-limit=BYTES"}
	}
	return nil
}

func checkLimit(v string) error {
	if n, err := strconv.Atoi(v); err != nil || n < 256 || n > 1<<24 {
		return &ad.Problem{Kind: ad.ProblemUsage, What: ask.Quoted(v) + " is no limit of a header", Why: "it has to be a number of bytes from 256 on", Do: "write it like 65536"}
	}
	return nil
}

// TokenSize is the step about users whose login is too large for the web server.
func TokenSize(w Walk) guide.Step {
	return guide.Step{ID: "token", Title: "The size of the login", Short: "Login size", Why: "Each group makes the ticket longer. In HTTP it has to fit into one header.",
		Derive: func(r *diag.Reader, s *diag.Snapshot) {
			if w.ID != "" {
				w.expect(r, s)
			}
			limit(r, s)
		},
		Requests: func(r *diag.Reader) []diag.Request {
			user := guide.Value(r, "user")
			if t, ok := w.target(r); user == "" || w.ID != "" && ok && !t.Web() {
				return nil
			}
			return []diag.Request{facts.TokenSize.For(user)}
		},
		Checks: []string{"token-size"}, Story: w.tokenStory, Again: []string{"token.size"}}
}

// limit is the longest header: what the operator says, else the server's default.
func limit(r *diag.Reader, s *diag.Snapshot) {
	server, ok := tokens.Find(guide.Value(r, "server-kind"))
	v := facts.TokenLimitValue{Server: server.Title, Header: server.Header}
	if n, err := strconv.Atoi(guide.Value(r, "header-limit")); err == nil {
		v.Header, ok = n, true
		if v.Server == "" {
			v.Server = "the web server"
		}
	}
	s.Forget(facts.TokenLimit.For(""))
	if ok {
		facts.TokenLimit.Put(s, diag.Fact[facts.TokenLimitValue]{Value: v, Source: ask.Derived("limits of web servers")})
	}
}

func (w Walk) tokenStory(r *diag.Reader, results []diag.Result) []guide.Line {
	if t, ok := w.target(r); w.ID != "" && ok && !t.Web() {
		return []guide.Line{story.Say("Only HTTP has a header that a login must fit into.")}
	}
	if guide.Value(r, "user") == "" {
		return []guide.Line{story.UnaskedLine("Not checked: no user was named.", story.Give("name a user who fails", "user", "NAME"))}
	}
	out := story.Lines(results)
	for _, f := range facts.TokenSize.All(r) {
		if !f.Known() {
			continue
		}
		h := f.Value.Header()
		out = append(out, story.Say("A header of about %d bytes. Defaults:", h))
		for _, s := range tokens.Servers() {
			l := story.Note(diag.Pass, "%s accepts %d", s.Title, s.Header)
			if h > s.Header {
				l.Status = diag.Manual
			}
			l.Detail = []string{fmt.Sprintf("setting: %s", s.Where)}
			out = append(out, l)
		}
	}
	return out
}
