package plain_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ui/plain"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

func parts(f *uitest.Forest, clock *uitest.Clock) plain.Parts {
	b := uitest.Console(f)
	return plain.Parts{Guides: b.Guides, Engine: b.Engine, Plan: b.Plan, Now: clock.Now, WhyReadOnly: "--read-only was given",
		Connect: func(context.Context) (screen.Status, *ad.Problem) { return b.Setup.Status, nil },
		Access:  func() screen.Access { return b.Access },
		Explain: func(string) []screen.Explanation {
			return []screen.Explanation{{Title: "No account has the SPN", Sure: "sure", Guide: "sample", Values: map[string]string{"array": "outlook.contoso.lab"}}}
		}}
}

// reader answers questions as a script does that reads lines and nothing else:
// it looks for the choice with some words and types its number.
type reader struct {
	t     *testing.T
	out   *bufio.Scanner
	in    io.Writer
	heard []string
}

func (r *reader) until(text string) string {
	r.t.Helper()
	for r.out.Scan() {
		line := r.out.Text()
		r.heard = append(r.heard, line)
		if strings.Contains(line, text) {
			return line
		}
	}
	r.t.Fatalf("%q was never said; heard\n%s", text, strings.Join(r.heard, "\n"))
	return ""
}

func (r *reader) choose(text string) {
	r.t.Helper()
	line := r.until(text)
	number, _, _ := strings.Cut(strings.TrimSpace(line), ":")
	r.until("Type a number")
	_, _ = io.WriteString(r.in, number+"\n")
}

func (r *reader) answer(question, text string) {
	r.t.Helper()
	r.until(question)
	_, _ = io.WriteString(r.in, text+"\n")
}

// From a symptom to a verified fix by lines alone, without a sequence that a
// screen reader would stumble over.
func TestAWalkFromSymptomToVerifiedFixByLines(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- plain.Run(t.Context(), parts(f, clock), inR, outW)
		outW.Close()
	}()
	r := &reader{t: t, out: bufio.NewScanner(outR), in: inW}
	r.choose("Explain an error")
	r.answer("Paste the text", "KDC_ERR_S_PRINCIPAL_UNKNOWN for exchangeMDB/outlook.contoso.lab")
	r.until("Means: No account has the SPN")
	r.choose("yes")
	r.until("Step 1 of")
	r.until("Found:")
	r.choose("say a step's evidence")
	r.choose("SPN owners")
	r.until("Seen:")
	r.choose("show the plan")
	r.until("Change 1")
	r.answer("Type CAS1$ to write", "CAS1$")
	r.until("Written: add")
	r.until("Verified:")
	r.until("What next?")
	r.until("Type a number")
	_, _ = io.WriteString(inW, "q\n")
	r.until("Bye.")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if len(f.Writes) != 3 {
		t.Errorf("%d writes", len(f.Writes))
	}
	for _, l := range r.heard {
		if strings.ContainsAny(l, "\x1b─│▸✓✗") {
			t.Errorf("a line for a screen reader holds drawing: %q", l)
		}
	}
}

// Another word than the one asked for writes nothing; neither does the end of
// the input.
func TestOnlyTheWordWrites(t *testing.T) {
	clock := uitest.NewClock()
	f := uitest.NewForest(clock)
	var out bytes.Buffer
	in := strings.NewReader("2\n4\nno\n4\n")
	if err := plain.Run(t.Context(), parts(f, clock), in, &out); err != nil {
		t.Fatal(err)
	}
	if len(f.Writes) != 0 || !strings.Contains(out.String(), "Cancelled: nothing was written") {
		t.Errorf("%d writes\n%s", len(f.Writes), out.String())
	}
}

// A keytab is judged by lines; the one login needs its own answer.
func TestAKeytabByLines(t *testing.T) {
	clock := uitest.NewClock()
	b := uitest.Console(uitest.NewForest(clock))
	own := uitest.NewOwn(clock)
	own.Wire(b)
	p := parts(uitest.NewForest(clock), clock)
	p.Access = func() screen.Access { return b.Access }
	for typed, logins := range map[string]int{"6\n/etc/web.keytab\n1\n": 0, "6\n/etc/web.keytab\n2\n": 1, "5\nmail.contoso.lab\n": 0, "7\n/tmp/trace.txt\n2\n": 0} {
		own.Logins = nil
		var out bytes.Buffer
		if err := plain.Run(t.Context(), p, strings.NewReader(typed), &out); err != nil {
			t.Fatal(err)
		}
		want := map[byte]string{'5': "Only 1 of 2 has an owner", '6': "wrong: HTTP/old.contoso.lab  [keytab-wrong-key]", '7': "wrong: No account has the SPN: HTTP/lb9.contoso.lab"}[typed[0]]
		if len(own.Logins) != logins || !strings.Contains(out.String(), want) || strings.ContainsAny(out.String(), "✓✗→─") {
			t.Errorf("%q: %d logins\n%s", typed, len(own.Logins), out.String())
		}
	}
}
