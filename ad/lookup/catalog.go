package lookup

import (
	"context"

	"adwalk/ad"
)

// InCatalog reads a directory through a global catalog: every search goes to the whole
// forest, and shows the attributes that are kept there.
func InCatalog(dir ad.Directory) ad.Directory { return inCatalog{dir} }

type inCatalog struct{ ad.Directory }

func (c inCatalog) Search(ctx context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	q.Forest = q.Base != "" || q.Scope != ad.ScopeBase // the RootDSE is the server's own
	return c.Directory.Search(ctx, q, yield)
}
