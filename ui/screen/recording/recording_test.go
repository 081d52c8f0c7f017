package recording_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/timeline"
	"adwalk/ui/uitest"
)

func console(t *testing.T, change func(*uitest.Backend, *uitest.Own)) (*uitest.Driver, *uitest.Own) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	own := uitest.NewOwn(clock)
	own.Wire(b)
	if change != nil {
		change(b, own)
	}
	return uitest.New(t, b, clock, 100, 30), own
}

// A finding leads to its event, and to the guide with its inputs filled in.
func TestARecordingLeadsFromItsFindingToTheGuide(t *testing.T) {
	d, own := console(t, nil)
	d.Press("R")
	d.Type("/tmp/trace.txt")
	d.Press("enter")
	d.Sees("✗ 2 findings", "No account has the SPN: HTTP/lb9.contoso.lab", "no owner", "search the forest for its owners")
	d.Press("e")
	d.Sees("timeline", "▸ 08:12:01.000", "7 KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("w")
	d.Lacks("issues a ticket")
	d.Sees("falls back to NTLM")
	d.Press("w")
	d.Sees("issues a ticket")
	d.Press("tab", "c")
	d.Sees("adwalk walk sample --set array=outlook.contoso.lab", "adwalk read /tmp/trace.txt")
	d.Press("esc", "P")
	d.Sees("spn-missing")
	d.Press("esc", "t")
	d.Sees("Tickets", "KDC_ERR_S_PRINCIPAL_UNKNOWN")
	d.Press("esc", "enter")
	d.Sees("Outlook falls back to NTLM on a client access array")
	d.Press("i")
	d.Sees("outlook.contoso.lab")
	if !slices.Equal(own.Asked, []string{"/tmp/trace.txt"}) {
		t.Errorf("read %q", own.Asked)
	}
}

// A paste over the screen is read, and nothing of it is kept for a later session.
func TestAPastedRecordingIsRead(t *testing.T) {
	d, own := console(t, nil)
	d.Press("R", "esc")
	d.Paste("[4711] 1767225600.1: Getting credentials\n[4711] 1767225600.2: Received error\n")
	d.Sees("Recording › a paste", "✗ 2 findings")
	if len(own.Asked) != 1 || !strings.Contains(own.Asked[0], "Received error") {
		t.Errorf("read %q", own.Asked)
	}
	d.Press("esc", "R", "esc", "p")
	d.Paste("[4712] another trace\n")
	d.Key("ctrl+d")
	d.Settle()
	if len(own.Asked) != 2 || !strings.Contains(own.Asked[1], "another trace") {
		t.Errorf("read %q", own.Asked)
	}
}

// A large file says how far it is, and ctrl+x stops it; nothing of it is shown then.
func TestReadingALargeFileIsStopped(t *testing.T) {
	began := make(chan bool)
	d, _ := console(t, func(b *uitest.Backend, o *uitest.Own) {
		b.Recording = func(ctx context.Context, _, _ string, progress func(done, total int)) (timeline.Answer, *ad.Problem) {
			progress(300, 1024)
			close(began)
			<-ctx.Done()
			return timeline.Answer{}, ad.AsProblem(ctx.Err(), ad.ProblemCancelled, "reading the recording")
		}
	})
	d.Press(":")
	d.Type("read /tmp/big.pcap")
	d.Key("enter")
	<-began
	d.Until("300 of 1,024")
	d.Key("ctrl+x")
	d.Settle()
	d.Sees("reading the recording")
	d.Lacks("findings", "nothing wrong")
}

// A recording in which nothing is wrong opens on its timeline; one that holds no login
// is not called well.
func TestARecordingWithoutFindings(t *testing.T) {
	d, _ := console(t, func(_ *uitest.Backend, o *uitest.Own) { o.Recording.Findings = nil })
	d.Press(":")
	d.Type("read x.txt")
	d.Press("enter")
	d.Sees("✓ nothing wrong was recorded", "timeline", "asks for HTTP/mail.contoso.lab")
	d, _ = console(t, func(_ *uitest.Backend, o *uitest.Own) {
		o.Recording = timeline.Answer{Story: timeline.Story{Source: "network capture", Notes: []string{"no Kerberos and no NTLM message was found"}}, Capture: &ad.CaptureSummary{Packets: 7}}
	})
	d.Press(":")
	d.Type("read x.pcap")
	d.Press("enter")
	d.Sees("? nothing was recorded that could be judged", "no Kerberos and no NTLM message")
	d.Lacks("✓")
}

// The verdict on a recording is not cut for what it was read from.
func TestTheVerdictOnARecordingIsWhole(t *testing.T) {
	d, _ := console(t, func(_ *uitest.Backend, own *uitest.Own) {
		own.Recording.Story.Findings = nil
		own.Recording.Story.Source = "network capture of a name that takes a lot of room, more than a terminal has"
	})
	d.Press("R")
	d.Type("/tmp/trace.txt")
	d.Press("enter")
	d.Sees("✓ nothing wrong was recorded ", "network capture of a name that takes a lot of room")
}
