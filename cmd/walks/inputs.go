package walks

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/guide"
	"adwalk/diag/paste"
	"adwalk/diag/walk"
)

// Inputs takes --set and --from; a lab gives its pastes where nobody else did.
// A text that is pasted goes into the facts that the walk starts from, since it
// may be too large to be kept as an input's value.
func Inputs(ctx context.Context, s *app.Session, g guide.Guide, w *walk.Walk, base *diag.Snapshot, o Options) error {
	if f := s.Flags.FrontEndKeytab; f != "" { // else a wrong path would only be told by the last step, if at all
		if _, err := krb.ReadKeytab(f); err != nil {
			return err
		}
	}
	for _, kv := range o.Set {
		key, value, ok := strings.Cut(kv, "=")
		if !ok || key == "" {
			return app.Usage("--set "+kv, "it has no =", "write --set KEY=VALUE")
		}
		src := ad.Source{Kind: "operator", Name: "--set", At: time.Now().UTC()}
		if err := w.Give(key, value, src); err != nil {
			return err
		}
	}
	for _, sc := range o.decide {
		i := strings.LastIndexByte(sc, '=')
		if i <= 0 || i == len(sc)-1 {
			return app.Usage("--decide "+sc, "it is not SUBJECT=CHOICE", "take both from the plan's choices: --json lists them")
		}
		w.Decide(sc[:i], sc[i+1:], ad.Source{Kind: "operator", Name: "--decide", At: time.Now().UTC()})
	}
	for _, arg := range o.From {
		if err := pasteFrom(ctx, s, g, base, arg); err != nil {
			return err
		}
	}
	if l, _ := s.Embedded(); l != nil {
		return s.LabInputs(g, w, len(o.From) == 0)
	}
	return nil
}

// pasteFrom reads one --from argument. Without a key, the first paste input that
// understands the beginning of the text takes all of it. Logs are streamed,
// whatever their size.
func pasteFrom(ctx context.Context, s *app.Session, g guide.Guide, snap *diag.Snapshot, arg string) error {
	key, path := "", arg
	if k, p, ok := strings.Cut(arg, "="); ok && pasteInput(g, k) != nil {
		key, path = k, p
	}
	from, err := s.OpenText(ctx, path)
	if err != nil {
		return err
	}
	defer from.Close()
	r := bufio.NewReaderSize(from, sniffed)
	if key == "" {
		if key, err = whichPaste(g, r, arg); err != nil {
			return err
		}
	}
	return guide.SetFrom(ctx, g, snap, key, r, bytesRead(s))
}

// sniffed is how much of a text is looked at to tell what it is, in bytes.
const sniffed = 256 << 10

// whichPaste tells which of the guide's pastes a text is, from its beginning.
func whichPaste(g guide.Guide, r *bufio.Reader, arg string) (string, error) {
	head, err := r.Peek(sniffed)
	if err != nil && err != io.EOF {
		return "", app.Usage("--from "+arg, err.Error(), "check the file")
	}
	text, err := paste.Text(head)
	if err != nil {
		return "", err
	}
	var tried []error
	for _, in := range g.Inputs {
		if !in.Paste {
			continue
		}
		if err := in.Parse(diag.NewSnapshot(), text); err != nil {
			tried = append(tried, err)
			continue
		}
		return in.Key, nil
	}
	switch len(tried) {
	case 0:
		return "", app.Usage("--from "+arg, "the guide "+g.ID+" takes no paste", "leave it out")
	case 1:
		return "", tried[0]
	}
	return "", app.Usage("--from "+arg, "none of the guide's pastes looks like this: "+errors.Join(tried...).Error(), "say which it is: --from KEY=FILE")
}

// bytesRead shows how far a long text is, on a terminal only.
func bytesRead(s *app.Session) func(done int64) {
	if !app.Terminal(s.Err) {
		return nil
	}
	return func(done int64) { fmt.Fprintf(s.Err, "\r\x1b[K%d MB read\r", done>>20) }
}

func pasteInput(g guide.Guide, key string) *guide.Input {
	for i := range g.Inputs {
		if g.Inputs[i].Paste && g.Inputs[i].Key == key {
			return &g.Inputs[i]
		}
	}
	return nil
}
