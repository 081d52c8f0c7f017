package app

import (
	"testing"
	"time"
)

func TestCountLineSaysHowLongItTakes(t *testing.T) {
	for want, got := range map[string]string{
		"5 of 10": countLine(5, 10, 10*time.Millisecond),
		"0 of 10": countLine(0, 10, time.Minute),
		"500 of 2000, 50 a second, 30s left (ctrl+c stops)": countLine(500, 2000, 10*time.Second),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
