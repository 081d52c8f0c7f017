package recordings

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"adwalk/ad"
	"adwalk/ad/recording"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/diag/timeline"
)

// Progress hears how far a file has been read, in bytes; both are 0 once it is over.
type Progress func(done, total int64)

// Read reads one file, whatever it is; progress may be nil.
func Read(ctx context.Context, s *app.Session, name string, progress Progress) (timeline.Answer, error) {
	file, err := s.OpenText(ctx, name)
	if err != nil {
		return timeline.Answer{File: name}, err
	}
	defer file.Close()
	defer context.AfterFunc(ctx, func() { file.Close() })()
	return readFrom(ctx, name, counted(file, progress))
}

// ReadPaste reads a recording that was pasted.
func ReadPaste(ctx context.Context, text string) (timeline.Answer, error) {
	return readFrom(ctx, "paste", strings.NewReader(text))
}

func readFrom(ctx context.Context, name string, r io.Reader) (timeline.Answer, error) {
	a := timeline.Answer{File: name}
	in := bufio.NewReaderSize(r, 64<<10)
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
	note := func(n int, one, many string) {
		switch {
		case n == 1:
			story.Note(one)
		case n > 1:
			story.Note(fmt.Sprintf(many, n))
		}
	}
	if sum.Link != "" {
		story.Note(fmt.Sprintf("link type %s is not read: %s", sum.Link, diag.Count(sum.NotIP, "packet")))
	}
	const larger = " recorded in part only: record with a larger snap length (tcpdump -s 0)"
	note(sum.Cut, "1 packet was"+larger, "%d packets were"+larger)
	note(sum.Gaps, "TCP data is missing at 1 place: messages there may not be shown", "TCP data is missing at %d places: messages there may not be shown")
	note(sum.Encrypted, "1 connection uses TLS: what is inside is not visible", "%d connections use TLS: what is inside is not visible")
	note(sum.Sealed, "1 SMB connection is encrypted: what is inside is not visible", "%d SMB connections are encrypted: what is inside is not visible")
	for _, text := range []string{sum.Damaged, sum.Ended} {
		if text != "" {
			story.Note(text)
		}
	}
	if sum.Messages == 0 {
		story.Note("no Kerberos and no NTLM message was found: record while the client logs in, and purge its tickets before (klist purge)")
	}
}
