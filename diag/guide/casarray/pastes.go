package casarray

import (
	"context"
	"io"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/paste"
)

func parseASAStatus(s *diag.Snapshot, text string) error {
	decoded, err := paste.Text([]byte(text))
	if err != nil {
		return err
	}
	members, err := paste.ASAStatus(decoded)
	if err != nil {
		return err
	}
	facts.ASAStatus.Put(s, diag.Fact[[]facts.ASAMember]{Value: members, Source: guide.Pasted("credential status")})
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
	facts.AuthLog.Put(s, diag.Fact[facts.AuthLogValue]{Value: v, Source: guide.Pasted("log")})
	return nil
}
