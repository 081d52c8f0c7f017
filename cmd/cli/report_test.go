package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad/adtest"
	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/diag/report"
)

// A report of the lab says what the walk says, and a masked one names nobody.
func TestAReportIsWrittenInTheFormOfItsName(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	dir := t.TempDir()
	for _, form := range []string{"html", "md", "json", "csv"} {
		path := filepath.Join(dir, "r."+form)
		if code, out, errs := command(t, "report", "duplicates", "--lab", "--output", path); code != app.ExitFound {
			t.Fatalf("%s: exit %d: %s%s", form, code, out, errs)
		}
		b, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(b, []byte("spn-duplicate")) {
			t.Errorf("%s: %v, the finding is missing", form, err)
		}
		if st, _ := os.Stat(path); st.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v", form, st.Mode())
		}
		if code, _, errs := command(t, "report", "duplicates", "--lab", "--output", path); code != app.ExitUsage || !strings.Contains(errs, "exists") {
			t.Errorf("%s: an older report was not kept: exit %d, %s", form, code, errs)
		}
		masked := filepath.Join(dir, "masked."+form)
		command(t, "report", "duplicates", "--lab", "--redact", "--output", masked)
		b, err = os.ReadFile(masked)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"contoso", "alice", "svc-app", "dc1"} {
			if bytes.Contains(bytes.ToLower(b), []byte(name)) {
				t.Errorf("%s: the masked report has %q", form, name)
			}
		}
	}
}

func TestAReportNeedsAFormThatItKnows(t *testing.T) {
	for _, args := range [][]string{{"report", "--lab"}, {"report", "--lab", "--output", "x.docx"}, {"report", "nosuch", "--lab", "--output", "x.md"}} {
		if code, _, _ := command(t, args...); code != app.ExitUsage {
			t.Errorf("%q: exit %d", args, code)
		}
	}
}

// A real browser draws the page: it is not blank, and it prints.
func TestABrowserShowsTheReport(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Chromium")
	}
	adtest.Need(t, "chromium", "pdftotext")
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	dir := t.TempDir()
	path := filepath.Join(dir, "r.html")
	command(t, "report", "cas-array", "--lab", "--output", path)
	browser := func(args ...string) {
		t.Helper()
		flags := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--user-data-dir=" + filepath.Join(dir, "profile")}
		if out, err := exec.CommandContext(t.Context(), "chromium", append(append(flags, args...), "file://"+path)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	shot := filepath.Join(dir, "r.png")
	browser("--window-size=1000,1400", "--screenshot="+shot)
	f, err := os.Open(shot)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[[4]uint32]bool{}
	for y := 0; y < img.Bounds().Dy(); y += 3 {
		for x := 0; x < img.Bounds().Dx(); x += 3 {
			r, g, b, a := img.At(x, y).RGBA()
			colours[[4]uint32{r, g, b, a}] = true
		}
	}
	if len(colours) < 20 {
		t.Errorf("the page is blank: %d colours", len(colours))
	}
	pdf := filepath.Join(dir, "r.pdf")
	browser("--no-pdf-header-footer", "--print-to-pdf="+pdf)
	text, err := exec.CommandContext(t.Context(), "pdftotext", pdf, "-").Output()
	if err != nil || !bytes.Contains(text, []byte("spn-missing")) || bytes.Contains(text, []byte("hide what is fine")) {
		t.Errorf("the printed report: %v, %d bytes", err, len(text))
	}
}

func TestCheckSpeaksToPipelines(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	for form, want := range map[string]string{"junit": "<testsuite", "sarif": `"version": "2.1.0"`, "prometheus": "adwalk_subjects{", "csv": "server,check,area,status,subject,details,remedy"} {
		code, out, errs := command(t, "check", "spn", "--lab", "--format", form)
		if code != app.ExitFound || !strings.Contains(out, want) {
			t.Errorf("%s: exit %d: %.200s%s", form, code, out, errs)
		}
	}
	if code, _, _ := command(t, "check", "--lab", "--format", "yaml"); code != app.ExitUsage {
		t.Errorf("an unknown form: exit %d", code)
	}
	path := filepath.Join(t.TempDir(), "before.json")
	command(t, "report", "--lab", "--scenario", "healthy", "--output", path)
	if code, out, errs := command(t, "check", "--lab", "--since", path); code != app.ExitFound || !strings.Contains(out, "1 new") || !strings.Contains(out, "[spn-duplicate]") {
		t.Errorf("--since: exit %d: %s%s", code, out, errs)
	}
}

// A report lists every exchange with its outcome, whom it was with and how long it
// took; the log file has a line for each of them.
func TestEveryExchangeHasItsOutcome(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	dir := t.TempDir()
	path, log := filepath.Join(dir, "r.json"), filepath.Join(dir, "log")
	if code, out, errs := command(t, "report", "cas-array", "--lab", "--output", path, "--log-file", log); code != app.ExitFound {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d report.Document
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, q := range d.Queries {
		seen[q.Protocol]++
		if q.Asked == "" || q.Outcome == "" || q.Server == "" || q.Millis <= 0 || q.Text == "" {
			t.Errorf("%+v", q)
		}
		if q.Protocol == "kerberos" && strings.HasPrefix(q.Outcome, "7 ") && q.Outcome != "7 KDC_ERR_S_PRINCIPAL_UNKNOWN" {
			t.Errorf("%+v", q)
		}
	}
	for _, p := range []string{"ldap", "kerberos", "dns", "http"} {
		if seen[p] == 0 {
			t.Errorf("no exchange over %s in %v", p, seen)
		}
	}
	lines, err := os.ReadFile(log)
	if err != nil || strings.Count(string(lines), "\n") < len(d.Queries) || strings.Count(string(lines), "  # ") < len(d.Queries) {
		t.Errorf("%v, %d lines for %d exchanges", err, strings.Count(string(lines), "\n"), len(d.Queries))
	}
}

// A report lists what was sent, in order, and whoever has it can check the hash of the
// list; a line that is changed, left out or moved gives another hash.
func TestTheReportsListOfQueriesAndItsHash(t *testing.T) {
	if testing.Short() {
		t.Skip("asks through a proxy")
	}
	w := watch(t, "duplicates")
	path := filepath.Join(t.TempDir(), "r.json")
	if code, out, errs := command(t, append([]string{"report", "duplicates", "--output", path, "--timeout", "10s"}, w.through...)...); code != app.ExitFound && code != app.ExitOK && code != app.ExitUnknown {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	seen := w.ldap.Seen()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc report.Document
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	hash := func(list []report.Query) string {
		sum := sha256.New()
		for _, q := range list {
			fmt.Fprintf(sum, "%s %s\t%s\t%s\n", q.At.UTC().Format(time.RFC3339Nano), q.Text, q.Server, q.Outcome)
		}
		return hex.EncodeToString(sum.Sum(nil))
	}
	if got := hash(doc.Queries); got != doc.Digest || len(doc.Queries) < 3 {
		t.Errorf("%d queries with the hash %s, the report says %s", len(doc.Queries), got, doc.Digest)
	}
	ldap := 0
	for i, q := range doc.Queries {
		if i > 0 && q.At.Before(doc.Queries[i-1].At) {
			t.Errorf("query %d is older than the one before", i)
		}
		if q.Protocol == string(trace.LDAP) && strings.Contains(q.Server, strings.TrimPrefix(w.ldap.URL, "ldaps://")) {
			ldap++
		}
		changed := slices.Clone(doc.Queries)
		changed[i].Text += " "
		if hash(changed) == doc.Digest || hash(slices.Delete(slices.Clone(doc.Queries), i, i+1)) == doc.Digest {
			t.Errorf("query %d can be changed or left out", i)
		}
	}
	if on := seen["search"] + seen["bind"]; ldap == 0 || ldap > on {
		t.Errorf("%d exchanges with the directory are listed, %d went over the wire", ldap, on)
	}
	t.Logf("%d queries listed, %d of them of the directory; on the wire: %v", len(doc.Queries), ldap, seen)
}
