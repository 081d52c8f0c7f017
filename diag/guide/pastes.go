package guide

import (
	"context"
	"io"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/paste"
)

// Pasted is the source of a paste.
func Pasted(what string) ad.Source {
	return ad.Source{Kind: "paste", Name: what, At: time.Now().UTC()}
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
	return Set(g, s, key, text, Pasted(key))
}
