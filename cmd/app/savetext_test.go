package app

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEvidenceIsNotWrittenOver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "walk.txt")
	if p := SaveText(name, "first"); p != nil {
		t.Fatal(p)
	}
	if p := SaveText(name, "second"); p == nil {
		t.Error("written over")
	}
	info, err := os.Stat(name)
	if text, _ := os.ReadFile(name); err != nil || string(text) != "first" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q %v %v", text, info, err)
	}
	if p := SaveText(filepath.Join(t.TempDir(), "no", "where"), ""); p == nil {
		t.Error("written nowhere")
	}
}
