package engine

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"adwalk/ad/safefile"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/snapfile"
)

// FactsOptions save what was seen, or judge what was saved before.
type FactsOptions struct {
	save, Load string
	redact     bool
}

// Bind defines the options.
func (o *FactsOptions) Bind(f *pflag.FlagSet) {
	f.StringVar(&o.save, "save-facts", "", "write everything that was seen to this file, mode 0600")
	f.StringVar(&o.Load, "facts", "", "judge the facts in this file instead of asking anybody")
	f.BoolVar(&o.redact, "redact", false, "with --save-facts: mask names of people, machines, domains and addresses")
}

// check refuses what contradicts itself.
func (o FactsOptions) check(s *app.Session) error {
	switch {
	case o.redact && o.save == "":
		return app.Usage("--redact", "it masks what --save-facts writes", "add --save-facts FILE")
	case o.Load != "" && s.Flags.Lab:
		return app.Usage("--facts and --lab", "the facts of a file are judged without asking anybody", "leave one of them out")
	case o.Load != "" && o.save != "" && !o.redact:
		return app.Usage("--facts and --save-facts", "the file would hold the same facts again", "leave one of them out, or add --redact")
	}
	return nil
}

// Ground is what a walk starts from: an empty snapshot and everybody to ask, or
// saved facts and nobody.
func Ground(ctx context.Context, s *app.Session, o FactsOptions) (*diag.Snapshot, *guide.Engine, error) {
	if err := o.check(s); err != nil {
		return nil, nil, err
	}
	snap, err := o.snapshot(ctx, s)
	if err != nil || o.Load != "" {
		return snap, With(nil), err
	}
	if err := s.Start(ctx); err != nil {
		return nil, nil, err
	}
	return snap, New(ctx, s), nil
}

// snapshot is empty, or what was saved.
func (o FactsOptions) snapshot(ctx context.Context, s *app.Session) (*diag.Snapshot, error) {
	if o.Load == "" {
		return diag.NewSnapshot(), nil
	}
	name, err := s.File(o.Load)
	if err != nil {
		return nil, err
	}
	f, err := app.Open(ctx, name)
	if err != nil {
		return nil, app.Usage("reading "+o.Load, err.Error(), "name a file that --save-facts wrote")
	}
	defer f.Close()
	return snapfile.Load(f)
}

// Keep writes the snapshot when that was asked for, and says what was masked.
func (o FactsOptions) Keep(s *app.Session, snap *diag.Snapshot) error {
	if o.save == "" {
		return nil
	}
	name, err := s.File(o.save)
	if err != nil {
		return err
	}
	var counts snapfile.Counts
	err = safefile.Replace(name, func(w io.Writer) (err error) {
		if o.redact {
			counts, err = snapfile.SaveRedacted(w, snap)
			return err
		}
		return snapfile.Save(w, snap)
	})
	if err != nil {
		return app.Usage("writing "+o.save, err.Error(), "check the disk, or name a file that you may write with --save-facts")
	}
	if o.redact {
		fmt.Fprintln(s.Err, maskedWords(counts))
	}
	return nil
}

func maskedWords(c snapfile.Counts) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{c.Hosts, "host", "hosts"}, {c.Accounts, "account", "accounts"}, {c.Domains, "domain", "domains"}, {c.Addresses, "address", "addresses"}, {c.SIDs, "SID", "SIDs"}, {c.GUIDs, "GUID", "GUIDs"},
		{c.Dropped, "value left out", "values left out"}} {
		switch {
		case p.n == 1:
			parts = append(parts, "1 "+p.one)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.many))
		}
	}
	return "masked: " + strings.Join(append(parts, fmt.Sprintf("%d in all", c.Total())), ", ")
}
