package engine

import (
	"cmp"
	"fmt"

	"adwalk/cmd/app"
	"adwalk/diag/guide"
	"adwalk/diag/guide/library"
)

// Guide is the guide that a command line names, or the error that says which was meant.
func Guide(id string) (guide.Guide, error) {
	if g, ok := library.ByID(id); ok {
		return g, nil
	}
	var ids []string
	for _, g := range library.All() {
		ids = append(ids, g.ID)
	}
	return guide.Guide{}, app.Usage(fmt.Sprintf("the guide %q", id), "there is none of that name",
		cmp.Or(app.Near(id, ids), "adwalk walk lists them"))
}
