package guide

import (
	"context"
	"io"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/paste"
)

// pasted is the source of a paste.
func pasted(what string) ad.Source {
	return ad.Source{Kind: "paste", Name: what, At: time.Now().UTC()}
}

func parseASAStatus(s *diag.Snapshot, text string) error {
	decoded, err := paste.Text([]byte(text))
	if err != nil {
		return err
	}
	members, err := paste.ASAStatus(decoded)
	if err != nil {
		return err
	}
	facts.ASAStatus.Put(s, diag.Fact[[]facts.ASAMember]{Value: members, Source: pasted("credential status")})
	return nil
}

func parseAuthLog(s *diag.Snapshot, text string) error {
	return streamAuthLog(context.Background(), s, strings.NewReader(text), nil)
}

func streamAuthLog(ctx context.Context, s *diag.Snapshot, r io.Reader, progress func(done int64)) error {
	v, err := paste.AuthLog(ctx, r, progress)
	if err != nil {
		return err
	}
	facts.AuthLog.Put(s, diag.Fact[facts.AuthLogValue]{Value: v, Source: pasted("log")})
	return nil
}

// SetFrom is Set for a paste that comes from a file or a pipe. A paste that can
// be streamed is read to its end whatever its size; progress hears the bytes read
// and may be nil. The error is a *ad.Problem.
func SetFrom(ctx context.Context, g Guide, s *diag.Snapshot, key string, r io.Reader, progress func(done int64)) error {
	for _, in := range g.Inputs {
		if in.Key == key && in.ParseReader != nil {
			return in.ParseReader(ctx, s, r, progress)
		}
	}
	raw, err := io.ReadAll(io.LimitReader(r, paste.MaxText+1))
	if err != nil {
		return &ad.Problem{Kind: ad.ProblemUnreachable, What: "reading the text for " + key, Why: err.Error(), Err: err}
	}
	text, err := paste.Text(raw)
	if err != nil {
		return err
	}
	return Set(g, s, key, text, pasted(key))
}
