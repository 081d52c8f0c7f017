package lookup

import (
	"context"

	"adwalk/ad"
)

// Partitions lists the naming contexts that the domain controller has, the
// application partitions among them (MS-ADTS 3.1.1.3.2.17).
func Partitions(ctx context.Context, dir ad.Directory) ([]string, error) {
	root, err := RootDSE(ctx, dir)
	if err != nil {
		return nil, err
	}
	for _, a := range root.Attributes {
		if fold(a.Name) == "namingcontexts" {
			var out []string
			for _, v := range a.Values {
				out = append(out, string(v.Raw))
			}
			return out, nil
		}
	}
	info, err := dir.Info(ctx)
	return []string{info.Domain}, err
}

// RootDSE reads what a domain controller says of itself.
func RootDSE(ctx context.Context, dir ad.Directory) (Object, error) {
	found, cov, err := ad.SearchAll(ctx, dir, ad.Query{Scope: ad.ScopeBase, Attributes: []string{"*", "+"}})
	if err != nil {
		return Object{}, err
	}
	if len(found) == 0 {
		return Object{}, &ad.Problem{Kind: ad.ProblemNoRight, What: "reading the RootDSE", Why: "the server did not return it"}
	}
	return (*Schema)(nil).object(found[0], cov), nil
}

// Decoded is an entry with its values decoded by the built-in table.
func Decoded(e ad.Entry) Object { return (*Schema)(nil).Object(e) }
