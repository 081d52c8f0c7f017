package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
)

// maxPaste bounds what is read as a paste, in bytes.
const maxPaste = 16 << 20

// inputs takes --set and --from; a lab gives its pastes where nobody else did.
func (s *Session) inputs(g guide.Guide, snap *diag.Snapshot, o walkOptions) error {
	for _, kv := range o.set {
		key, value, ok := strings.Cut(kv, "=")
		if !ok || key == "" {
			return usage("--set "+kv, "it has no =", "write --set KEY=VALUE")
		}
		src := ad.Source{Kind: "operator", Name: "--set", At: time.Now().UTC()}
		if err := guide.Set(g, snap, key, value, src); err != nil {
			return err
		}
	}
	given := len(o.from) > 0
	for _, arg := range o.from {
		if err := s.paste(g, snap, arg); err != nil {
			return err
		}
	}
	if s.lab != nil {
		return s.labInputs(g, snap, !given)
	}
	return nil
}

// paste reads one --from argument. Without a key, the first paste input that
// understands the text takes it.
func (s *Session) paste(g guide.Guide, snap *diag.Snapshot, arg string) error {
	key, path := "", arg
	if k, p, ok := strings.Cut(arg, "="); ok && pasteInput(g, k) != nil {
		key, path = k, p
	}
	text, err := s.readPaste(path)
	if err != nil {
		return err
	}
	var tried []error
	for _, in := range g.Inputs {
		if !in.Paste || key != "" && in.Key != key {
			continue
		}
		if err := in.Parse(snap, text); err == nil {
			return nil
		} else {
			tried = append(tried, err)
		}
	}
	if len(tried) == 0 {
		return usage("--from "+arg, "the guide "+g.ID+" takes no paste", "leave it out")
	}
	if len(tried) == 1 {
		return tried[0]
	}
	return usage("--from "+arg, "none of the guide's pastes looks like this: "+errors.Join(tried...).Error(), "say which it is: --from KEY=FILE")
}

func pasteInput(g guide.Guide, key string) *guide.Input {
	for i := range g.Inputs {
		if g.Inputs[i].Paste && g.Inputs[i].Key == key {
			return &g.Inputs[i]
		}
	}
	return nil
}

func (s *Session) readPaste(path string) (string, error) {
	r := s.In
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", usage("reading "+path, err.Error(), "name a file that you may read")
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, maxPaste+1))
	switch {
	case err != nil:
		return "", usage("reading "+path, err.Error(), "check the file")
	case len(b) > maxPaste:
		return "", usage("reading "+path, fmt.Sprintf("it is larger than %d MB", maxPaste>>20), "cut out the part that matters")
	}
	return string(b), nil
}

// keepInputs carries what the first walk discovered into the second: after the
// fix the same names must hold.
func keepInputs(g guide.Guide, from, to *diag.Snapshot) {
	for _, in := range g.Inputs {
		f, ok := facts.Input.Get(from.Reader(), in.Key)
		if _, set := facts.Input.Get(to.Reader(), in.Key); ok && !set {
			f.Source = ad.Source{Kind: "operator", Name: "first walk", At: f.Source.At}
			facts.Input.Put(to, f)
		}
	}
}
