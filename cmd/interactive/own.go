package interactive

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/cmd/app"
	"adwalk/cmd/clientnames"
	"adwalk/cmd/keytabcheck"
	"adwalk/cmd/recordings"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/diag/timeline"
	"adwalk/ui"
	"adwalk/ui/screen"
)

// withOwn gives the console what names, keytab and read find out. A restricted session
// has no such commands but read, and so none of their screens.
func withOwn(s *app.Session, a *ui.Access) {
	a.Recording = func(ctx context.Context, file, pasted string, progress func(done, total int)) (timeline.Answer, *ad.Problem) {
		return recordingConsole(ctx, s, file, pasted, progress)
	}
	if s.Flags.Restricted {
		return
	}
	a.Names = func(ctx context.Context, target string) (names.Answer, *ad.Problem) {
		return namesConsole(ctx, s, target)
	}
	a.Keytab = func(ctx context.Context, file, service string, progress func(done, total int)) (screen.KeytabAnswer, *ad.Problem) {
		return keytabConsole(ctx, s, file, service, progress)
	}
	if !s.Flags.NoProbes {
		a.KeytabLogin = func(ctx context.Context, file string, try keytabs.Attempt) (keytabs.Login, *ad.Problem) {
			l, err := keytabcheck.Login(ctx, s, file, try)
			return l, ad.AsProblem(err, ad.ProblemUsage, "logging in with the keytab")
		}
	}
}

// namesConsole says what adwalk names says; without a directory the names alone.
func namesConsole(ctx context.Context, s *app.Session, target string) (names.Answer, *ad.Problem) {
	a, err := clientnames.Answer(ctx, s, clientnames.Options{}, target)
	if err != nil {
		return a, ad.AsProblem(err, ad.ProblemUsage, "reading the target")
	}
	answers := []names.Answer{a}
	if err := clientnames.LookUpOwners(ctx, s, answers); err != nil {
		answers[0].Notes = append(answers[0].Notes, "owners were not looked up: "+err.Error())
	} else if s.Flags.NoProbes {
		answers[0].Notes = append(answers[0].Notes, "no ticket was asked for: --no-probes was given")
	}
	if ctx.Err() != nil {
		return a, ad.AsProblem(ctx.Err(), ad.ProblemCancelled, "asking for the names")
	}
	return answers[0], nil
}

// keytabConsole says what adwalk keytab says; where nobody can be asked, the entries.
func keytabConsole(ctx context.Context, s *app.Session, file, service string, progress func(done, total int)) (screen.KeytabAnswer, *ad.Problem) {
	q := keytabcheck.Question{Service: service, Directory: s.OwnersIfConnected, Progress: progress}
	answers, err := keytabcheck.Look(ctx, s, file, q)
	if ctx.Err() != nil {
		return screen.KeytabAnswer{}, ad.AsProblem(ctx.Err(), ad.ProblemCancelled, "trying the keys")
	}
	if err == nil {
		return screen.KeytabAnswer{Answers: answers}, nil
	}
	q.EntriesOnly = true
	if answers, plain := keytabcheck.Look(ctx, s, file, q); plain == nil {
		return screen.KeytabAnswer{Answers: answers, Unasked: err.Error()}, nil
	}
	return screen.KeytabAnswer{}, ad.AsProblem(err, ad.ProblemUsage, "reading the keytab")
}

// recordingConsole says what adwalk read says; without a directory no owners.
func recordingConsole(ctx context.Context, s *app.Session, file, pasted string, progress func(done, total int)) (a timeline.Answer, p *ad.Problem) {
	var err error
	switch {
	case strings.TrimSpace(pasted) != "":
		a, err = recordings.ReadPaste(ctx, pasted)
	case file == "-":
		err = app.Usage("reading -", "standard input is the console's", "name a file, or paste the text")
	default:
		a, err = recordings.Read(ctx, s, file, func(done, total int64) {
			if total > 0 {
				progress(int(done>>20), int(total>>20))
			}
		})
	}
	if err != nil {
		return a, ad.AsProblem(err, ad.ProblemUsage, "reading the recording")
	}
	answers := []timeline.Answer{a}
	if len(a.SPNs) == 0 {
		return a, nil
	}
	if err := recordings.LookUpOwners(ctx, s, answers); err != nil {
		answers[0].Notes = append(answers[0].Notes, "the SPNs were not looked up: "+err.Error())
	}
	return answers[0], nil
}
