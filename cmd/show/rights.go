package show

import (
	"context"
	"fmt"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// showMetadata lists which domain controller wrote which attribute when.
func showMetadata(ctx context.Context, s *app.Session, o showOptions, dir ad.Directory, dn string) error {
	list, source, err := lookup.Metadata(ctx, dir, dn)
	if err != nil {
		return err
	}
	if len(o.attributes) > 0 {
		var some []lookup.Written
		for _, w := range list {
			if containsFold(o.attributes, w.Attribute) {
				some = append(some, w)
			}
		}
		list = some
	}
	if o.json || o.format == "json" {
		return app.WriteJSON(s.Out, struct {
			DN      string           `json:"dn"`
			Source  string           `json:"source"`
			Written []lookup.Written `json:"written"`
		}{dn, source, append([]lookup.Written{}, list...)})
	}
	fmt.Fprintln(s.Out, safetext.Printable(dn))
	for _, line := range lookup.WrittenLines(list) {
		fmt.Fprintln(s.Out, safetext.Printable(line))
	}
	fmt.Fprintf(s.Err, "adwalk: from %s; no directory keeps which account wrote (event 5136 on that domain controller may)\n", source)
	return nil
}

// showWhoMayWrite lists who may change an attribute.
func showWhoMayWrite(ctx context.Context, s *app.Session, o showOptions, dir ad.Directory, dn string) error {
	who, err := lookup.WhoMayWrite(ctx, dir, dn, o.whoMayWrite)
	if err != nil {
		return err
	}
	if o.json || o.format == "json" {
		return app.WriteJSON(s.Out, who)
	}
	for _, line := range who.Lines() {
		fmt.Fprintln(s.Out, safetext.Printable(line))
	}
	return nil
}
