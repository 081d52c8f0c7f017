package session

import (
	"context"
	"hash/maphash"
	"strings"

	"adwalk/ad"
	"adwalk/ad/directory"
)

// Reader reads the directory as one Epoch. It connects when it is first used,
// goes on with the next domain controller when the one in use goes away, and
// refuses with the reason once the Epoch has ended.
type Reader struct{ Epoch *Epoch }

var _ ad.Directory = Reader{}

// Info implements ad.Directory.
func (r Reader) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	var info ad.DirectoryInfo
	err := r.Epoch.through(ctx, func(conn *directory.Conn) (err error) {
		info, err = conn.Info(ctx)
		return err
	})
	return info, err
}

// Search implements ad.Directory.
func (r Reader) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	var cov ad.Coverage
	var own error // of yield: no word about the server
	seen := answered{seed: maphash.MakeSeed(), limit: q.Limit}
	first := ""
	err := r.Epoch.through(ctx, func(conn *directory.Conn) error {
		if first != "" {
			seen.again()
		}
		var err error
		cov, err = conn.Search(ctx, q, func(e ad.Entry) error {
			own = seen.once(e, yield)
			return own
		})
		if own != nil {
			return nil
		}
		cov.Truncated = cov.Truncated || seen.over
		if first != "" && len(seen.had) > 0 {
			cov.Note = strings.TrimPrefix(cov.Note+"; "+first+" stopped answering in the middle, "+nameOf(conn)+" gave the rest", "; ")
		}
		first = nameOf(conn)
		return err
	})
	if own != nil {
		return cov, own
	}
	return cov, err
}
