package session

import (
	"context"

	"adwalk/ad"
)

// Reader reads the directory as one Epoch. It connects when it is first used,
// and refuses with the reason once the Epoch has ended.
type Reader struct{ Epoch *Epoch }

var _ ad.Directory = Reader{}

// Info implements ad.Directory.
func (r Reader) Info(ctx context.Context) (ad.DirectoryInfo, error) {
	leave, err := r.Epoch.enter()
	if err != nil {
		return ad.DirectoryInfo{}, err
	}
	defer leave()
	conn, err := r.Epoch.Conn(ctx)
	if err != nil {
		return ad.DirectoryInfo{}, err
	}
	return conn.Info(ctx)
}

// Search implements ad.Directory.
func (r Reader) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	leave, err := r.Epoch.enter()
	if err != nil {
		return ad.Coverage{}, err
	}
	defer leave()
	conn, err := r.Epoch.Conn(ctx)
	if err != nil {
		return ad.Coverage{}, err
	}
	return conn.Search(ctx, q, yield)
}
