package recordings

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"adwalk/ad"
	"adwalk/ad/recording"
	"adwalk/cmd/app"
	"adwalk/diag/timeline"
	"adwalk/ui/safetext"
)

type readOptions struct {
	json bool
	all  bool
}

// readAnswer is what read says of one file.
type readAnswer struct {
	File string `json:"file"`
	timeline.Story
	Capture *recording.Summary `json:"capture,omitempty"`
	Owners  []app.SPNOwners    `json:"owners,omitempty"` // of the SPNs that were asked for, with --server
}

// Command is adwalk read.
func Command(s *app.Session) *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Read a recording: network capture, KRB5_TRACE, Windows events, log",
		Long: `Read what somebody recorded and turn it into a timeline and a diagnosis. FILE is a
network capture (pcap or pcapng, also compressed with gzip), a KRB5_TRACE, an export
of Windows events (XML or CSV), a log of IIS, apache, nginx, sssd or Java's debug
output. - is standard input.

Requests, tickets with their encryption types and key versions, errors and NTLM are
shown; ticket bytes, hashes and challenge responses never are. With --server each SPN
that was asked for is looked up in the directory.

Exit codes: 0 nothing wrong in it, 1 something found, 2 a file cannot be read,
3 the directory could not be asked.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runRead(cmd.Context(), s, o, args) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	f.BoolVar(&o.all, "all", false, "print every event, not the first hundred only")
	return cmd
}

func runRead(ctx context.Context, s *app.Session, o readOptions, files []string) error {
	var answers []readAnswer
	found := false
	for _, name := range files {
		a, err := ReadRecording(ctx, s, name)
		if err != nil {
			return err
		}
		found = found || len(a.Findings) > 0
		answers = append(answers, a)
	}
	var unasked error
	if len(s.Flags.Servers) > 0 || s.Flags.Lab {
		unasked = lookUpRecorded(ctx, s, answers)
	}
	if o.json {
		if err := app.WriteJSON(s.Out, answers); err != nil {
			return err
		}
	} else {
		for i, a := range answers {
			if i > 0 {
				fmt.Fprintln(s.Out)
			}
			printRecording(s.Out, a, o.all)
		}
	}
	switch {
	case unasked != nil:
		return unasked
	case found:
		return app.Exit{Code: app.ExitFound}
	case slices.ContainsFunc(answers, func(a readAnswer) bool { return !a.judged() }):
		return app.Exit{Code: app.ExitUnknown}
	}
	return nil
}

// judged says whether a capture held anything of a login. Other recordings without any
// are refused.
func (a readAnswer) judged() bool { return a.Capture == nil || a.Capture.Messages > 0 }

// ReadRecording reads one file, whatever it is.
func ReadRecording(ctx context.Context, s *app.Session, name string) (readAnswer, error) {
	a := readAnswer{File: name}
	file, err := s.OpenText(name)
	if err != nil {
		return a, err
	}
	defer file.Close()
	defer context.AfterFunc(ctx, func() { file.Close() })()
	in := bufio.NewReaderSize(showReading(s, name, file), 64<<10)
	head, err := in.Peek(4)
	if len(head) == 0 {
		why := "it is empty"
		if err != nil && !errors.Is(err, io.EOF) {
			why = err.Error()
		}
		return a, app.Usage("reading "+name, why, "name a capture, a trace, an export of events or a log")
	}
	if recording.IsCapture(head) {
		story := timeline.NewCapture()
		sum, err := recording.Read(ctx, in, func(m ad.WireMessage) error { story.Add(m); return nil })
		switch {
		case ctx.Err() != nil:
			return a, ctx.Err()
		case errors.Is(err, recording.ErrNotACapture):
			return a, app.Usage("reading "+name, err.Error(), "record with tcpdump -w, dumpcap or Wireshark, or convert an ETL file with etl2pcapng")
		case err != nil:
			return a, app.Usage("reading "+name, err.Error(), "check the file")
		}
		noteCapture(story, sum)
		a.Story, a.Capture = story.Story(), &sum
		return a, nil
	}
	a.Story, err = timeline.Text(ctx, in)
	switch {
	case ctx.Err() != nil:
		return a, ctx.Err()
	case errors.Is(err, timeline.ErrNotEvents), errors.Is(err, timeline.ErrNothing):
		return a, app.Usage("reading "+name, err.Error(), "give a pcap or pcapng capture, a KRB5_TRACE, events as XML (wevtutil qe … /f:xml) or as CSV with an event ID column, or a log")
	case err != nil:
		return a, app.Usage("reading "+name, err.Error(), "check the file")
	}
	return a, nil
}

// noteCapture says what of a capture could not be read.
func noteCapture(story *timeline.Capture, sum recording.Summary) {
	note := func(n int, format string) {
		if n > 0 {
			story.Note(fmt.Sprintf(format, n))
		}
	}
	if sum.Link != "" {
		story.Note(fmt.Sprintf("link type %s is not read: %d packets", sum.Link, sum.NotIP))
	}
	note(sum.Cut, "%d packets were recorded in part only: record with a larger snap length (tcpdump -s 0)")
	note(sum.Gaps, "TCP data is missing at %d places: messages there may not be shown")
	note(sum.Encrypted, "%d connections use TLS: what is inside is not visible")
	note(sum.Sealed, "%d SMB connections are encrypted: what is inside is not visible")
	for _, text := range []string{sum.Damaged, sum.Ended} {
		if text != "" {
			story.Note(text)
		}
	}
	if sum.Messages == 0 {
		story.Note("no Kerberos and no NTLM message was found: record while the client logs in, and purge its tickets before (klist purge)")
	}
}

// showReading tells on a terminal how far a large file has been read.
func showReading(s *app.Session, name string, r io.Reader) io.Reader {
	f, ok := r.(*os.File)
	if !ok || !app.Terminal(s.Err) {
		return r
	}
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() || st.Size() < 32<<20 {
		return r
	}
	return &readProgress{r: r, w: s.Err, name: filepath.Base(name), size: st.Size(), begin: time.Now()}
}

// readProgress writes one line and keeps rewriting it.
type readProgress struct {
	r           io.Reader
	w           io.Writer
	name        string
	done, size  int64
	begin, last time.Time
}

func (p *readProgress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.done += int64(n)
	if now := time.Now(); now.Sub(p.last) > 200*time.Millisecond || err != nil {
		p.last = now
		fmt.Fprintf(p.w, "\r%s: %d of %d MB, ctrl+c stops ", safetext.Printable(p.name), p.done>>20, p.size>>20)
		if err != nil {
			fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", 70))
		}
	}
	return n, err
}
