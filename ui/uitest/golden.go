package uitest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adwalk/ui/safetext"
)

var update = flag.Bool("update", false, "write the golden views anew")

// Golden holds a view against testdata/NAME.golden. With -update it writes the
// file. It also checks that the view is exactly w x h cells.
func Golden(t *testing.T, name, view string, w, h int) {
	t.Helper()
	Exact(t, view, w, h)
	var b strings.Builder
	for l := range strings.SplitSeq(view, "\n") {
		b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
	Kept(t, name, b.String())
}

// Kept holds a text against testdata/NAME.golden, or writes the file.
func Kept(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run the test with -update", err)
	}
	if string(want) != text {
		t.Errorf("the view differs from %s (-update writes it anew)\n--- wanted\n%s--- got\n%s", path, want, text)
	}
}

// Exact fails the test unless the view has exactly h rows of w cells.
func Exact(t *testing.T, view string, w, h int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Errorf("the view has %d rows instead of %d", len(lines), h)
	}
	for i, l := range lines {
		if got := safetext.Width(l); got != w {
			t.Errorf("row %d has %d cells instead of %d: %q", i, got, w, l)
		}
	}
}
