package app

import (
	"strings"
	"testing"
)

// The first line is the password, however the file is written.
func TestPasswordFromAFile(t *testing.T) {
	for name, text := range map[string]string{
		"plain":             "s\u00e4gen 1",
		"more lines":        "s\u00e4gen 1\nnot this",
		"Windows line ends": "s\u00e4gen 1\r\n",
		"UTF-8 with a mark": "\ufeffs\u00e4gen 1\r\n",
		"UTF-16":            "\xff\xfes\x00\xe4\x00g\x00e\x00n\x00 \x001\x00\r\x00\n\x00",
	} {
		if got, err := firstLine(strings.NewReader(text), name); err != nil || string(got) != "s\u00e4gen 1" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := firstLine(strings.NewReader("\xe4\xff x \n"), "bytes"); err != nil || string(got) != "\xe4\xff x " {
		t.Errorf("other bytes: %q, %v", got, err)
	}
	for name, text := range map[string]string{"an empty line": "\ufeff\n", "zeros": "\x00\x00\x00", "no end": strings.Repeat("x", 10000)} {
		if _, err := firstLine(strings.NewReader(text), name); Code(err) != ExitUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
}
