package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"adwalk/cmd/app"
)

// lineReader answers the plain console as a script does that reads lines only.
type lineReader struct {
	t     *testing.T
	out   *bufio.Scanner
	in    io.Writer
	heard []string
}

// until reads up to a line that holds a text, and returns it.
func (r *lineReader) until(text string) string {
	r.t.Helper()
	for r.out.Scan() {
		line := r.out.Text()
		r.heard = append(r.heard, line)
		if strings.Contains(line, text) {
			return line
		}
	}
	r.t.Fatalf("%q was never said:\n%s", text, strings.Join(r.heard, "\n"))
	return ""
}

func (r *lineReader) choose(text string) {
	r.t.Helper()
	number, _, _ := strings.Cut(strings.TrimSpace(r.until(text)), ":")
	r.until("Type a number")
	r.answer(number)
}

func (r *lineReader) answer(text string) {
	r.t.Helper()
	if _, err := io.WriteString(r.in, text+"\n"); err != nil {
		r.t.Fatal(err)
	}
}

// From an error text to a verified fix in the lab, with what a person saw on the
// servers and a paste, by lines alone and without a character of drawing.
func TestPlainFromSymptomToVerifiedFix(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the lab")
	}
	withConfig(t, "")
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("KRB5CCNAME", "FILE:"+t.TempDir()+"/none")
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	ended := make(chan int, 1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a question that nobody expected ends the test
	defer cancel()
	go func() {
		ended <- Run(ctx, []string{"--lab", "--plain", "--ascii"}, app.Streams{In: inR, Out: outW, Err: os.Stderr})
		_ = outW.Close()
	}()
	r := &lineReader{t: t, out: bufio.NewScanner(outR), in: inW}
	r.until("Lab:")
	r.choose("Outlook falls back to NTLM on a client access array")
	r.until("Step 1 of")
	r.choose("check on the servers: 0 of")
	r.choose(": yes")
	r.choose(": no")
	r.choose("stop here")
	r.choose("give or change an input")
	r.choose("credential status: not given")
	r.until("the lab's own")
	r.answer("=")
	r.until("Given:")
	r.choose("say a step's evidence")
	r.choose("SPN owners")
	r.until("Seen:")
	r.choose("show the plan")
	r.until("Change 1:")
	word := strings.Fields(r.until("Question: Type "))[2]
	r.answer("not " + word)
	r.until("Cancelled")
	r.choose("show the plan")
	for last := false; !last; { // the name of each account that loses something
		asked := r.until("Question: Type ")
		if m := regexp.MustCompile(`\((\d) of (\d)\)`).FindStringSubmatch(asked); m == nil || m[1] == m[2] {
			last = true
		}
		r.answer(strings.Fields(asked)[2])
	}
	r.until("Written:")
	if verdict := r.until("Verified:"); strings.Contains(verdict, "not") {
		t.Error(verdict)
	}
	r.until("What next?")
	r.until("Type a number")
	r.answer("q")
	r.until("Bye.")
	if code := <-ended; code != app.ExitOK {
		t.Errorf("exit %d", code)
	}
	for _, l := range r.heard {
		if strings.IndexFunc(l, func(c rune) bool { return c > 0x7e || c < ' ' }) >= 0 {
			t.Errorf("a line holds more than ASCII: %q", l)
		}
	}
}
