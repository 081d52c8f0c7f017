package jsontext

import (
	"encoding/json"
	"strings"
	"testing"
)

// What a terminal would obey becomes an escape, and the value stays what it was.
func FuzzEncode(f *testing.F) {
	f.Add("a\x1b\u202e\u200b\u009b\U000e0041\u0301")
	f.Add(strings.Repeat("\u0301", 40))
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		b, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := json.Unmarshal(b, &got); err != nil || got != s {
			t.Errorf("%q became %q, %v", s, got, err)
		}
		marks := 0
		for _, r := range string(b) {
			if hidden(r) {
				t.Errorf("%q holds %U", b, r)
			}
			if marks++; r < 0x300 || r > 0x36f {
				marks = 0
			}
			if marks > maxMarks {
				t.Errorf("%q holds a flood of marks", b)
			}
		}
	})
}
