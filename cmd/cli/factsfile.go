package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"adwalk/ad/safefile"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/snapfile"
)

// factsOptions save what was seen, or judge what was saved before.
type factsOptions struct {
	save, load string
	redact     bool
}

func (o *factsOptions) bind(f *pflag.FlagSet) {
	f.StringVar(&o.save, "save-facts", "", "write everything that was seen to this file, mode 0600")
	f.StringVar(&o.load, "facts", "", "judge the facts in this file instead of asking anybody")
	f.BoolVar(&o.redact, "redact", false, "with --save-facts: mask names of people, machines, domains and addresses")
}

// check refuses what contradicts itself.
func (o factsOptions) check(s *Session) error {
	switch {
	case o.redact && o.save == "":
		return usage("--redact", "it masks what --save-facts writes", "add --save-facts FILE")
	case o.load != "" && s.Flags.Lab:
		return usage("--facts and --lab", "the facts of a file are judged without asking anybody", "leave one of them out")
	case o.load != "" && o.save != "" && !o.redact:
		return usage("--facts and --save-facts", "the file would hold the same facts again", "leave one of them out, or add --redact")
	}
	return nil
}

// ground is what a walk starts from: an empty snapshot and everybody to ask, or
// saved facts and nobody.
func (s *Session) ground(ctx context.Context, o factsOptions) (*diag.Snapshot, *guide.Engine, error) {
	if err := o.check(s); err != nil {
		return nil, nil, err
	}
	snap, err := o.snapshot(s)
	if err != nil || o.load != "" {
		return snap, engineWith(nil), err
	}
	if err := s.start(ctx); err != nil {
		return nil, nil, err
	}
	return snap, s.engine(ctx), nil
}

// snapshot is empty, or what was saved.
func (o factsOptions) snapshot(s *Session) (*diag.Snapshot, error) {
	if o.load == "" {
		return diag.NewSnapshot(), nil
	}
	name, err := s.file(o.load)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usage("reading "+o.load, err.Error(), "name a file that --save-facts wrote")
	}
	defer f.Close()
	return snapfile.Load(f)
}

// keep writes the snapshot when that was asked for, and says what was masked.
func (o factsOptions) keep(s *Session, snap *diag.Snapshot) error {
	if o.save == "" {
		return nil
	}
	name, err := s.file(o.save)
	if err != nil {
		return err
	}
	f, err := safefile.Replace(name)
	if err != nil {
		return usage("writing "+o.save, err.Error(), "name a file that you may write with --save-facts")
	}
	if o.redact {
		var counts snapfile.Counts
		if counts, err = snapfile.SaveRedacted(f, snap); err == nil {
			fmt.Fprintln(s.Err, maskedWords(counts))
		}
	} else {
		err = snapfile.Save(f, snap)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return usage("writing "+o.save, err.Error(), "check the disk, or name another file")
	}
	return nil
}

func maskedWords(c snapfile.Counts) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Hosts, "hosts"}, {c.Accounts, "accounts"}, {c.Domains, "domains"}, {c.Addresses, "addresses"}, {c.SIDs, "SIDs"}, {c.GUIDs, "GUIDs"}, {c.Dropped, "values left out"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return "masked: " + strings.Join(append(parts, fmt.Sprintf("%d in all", c.Total())), ", ")
}
