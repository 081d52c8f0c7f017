package theme

import (
	"strings"
	"testing"
)

func env(pairs ...string) func(string) string {
	return func(k string) string {
		for _, p := range pairs {
			if v, ok := strings.CutPrefix(p, k+"="); ok {
				return v
			}
		}
		return ""
	}
}

// What a terminal cannot show is not sent to it.
func TestTheTerminalIsTakenForWhatItIs(t *testing.T) {
	for name, c := range map[string]struct {
		env  []string
		want Palette
	}{
		"xterm":           {[]string{"TERM=xterm-256color", "LANG=en_GB.UTF-8"}, Palette{Depth: TwoFiftySix}},
		"C locale":        {[]string{"TERM=xterm-256color", "LC_ALL=C", "LANG=en_GB.UTF-8"}, Palette{Depth: TwoFiftySix, ASCII: true}},
		"no locale":       {[]string{"TERM=xterm"}, Palette{Depth: Sixteen, ASCII: true}},
		"latin 1":         {[]string{"TERM=xterm", "LC_CTYPE=de_DE.ISO-8859-1"}, Palette{Depth: Sixteen, ASCII: true}},
		"utf8 spelled so": {[]string{"TERM=xterm", "LC_ALL=C.utf8"}, Palette{Depth: Sixteen}},
		"NO_COLOR":        {[]string{"TERM=xterm-256color", "LANG=C.UTF-8", "NO_COLOR=1"}, Palette{}},
		"vt100":           {[]string{"TERM=vt100", "LANG=C.UTF-8"}, Palette{ASCII: true}},
		"console":         {[]string{"TERM=linux", "LANG=C.UTF-8"}, Palette{Depth: Sixteen, ASCII: true}},
		"dumb":            {[]string{"TERM=dumb", "LANG=C.UTF-8"}, Palette{Bare: true}},
		"light":           {[]string{"TERM=rxvt", "LANG=C.UTF-8", "COLORFGBG=0;default;15"}, Palette{Depth: Sixteen, Light: true}},
		"dark":            {[]string{"TERM=rxvt", "LANG=C.UTF-8", "COLORFGBG=15;0"}, Palette{Depth: Sixteen}},
		"windows":         {[]string{"TERM=xterm", `SystemRoot=C:\Windows`}, Palette{Depth: Sixteen}},
	} {
		if got := Detect(env(c.env...), false); got != c.want {
			t.Errorf("%s: %+v instead of %+v", name, got, c.want)
		}
	}
	if !Detect(env("TERM=xterm", "LANG=C.UTF-8"), true).ASCII {
		t.Error("--ascii was not obeyed")
	}
}

// Yellow on white cannot be read: on a light terminal warnings are not yellow.
func TestWarningsCanBeReadOnALightTerminal(t *testing.T) {
	for r := Plain; r < numRoles; r++ {
		s := Palette{Depth: Sixteen, Light: true}.Start(r, false)
		for _, pale := range []string{"33", "36", "37"} {
			if strings.Contains(s, pale) {
				t.Errorf("role %d uses %q on a light terminal", r, s)
			}
		}
	}
}

// No two verdicts look the same in ASCII, and a look-alike stays visible.
func TestASCIIKeepsWhatMarksMean(t *testing.T) {
	seen := map[string]string{}
	for _, m := range marks {
		a := ASCII(m.Glyph)
		if len(a) != 1 || a[0] >= 0x80 {
			t.Errorf("%s becomes %q", m.Glyph, a)
		}
		if other := seen[a]; other != "" {
			t.Errorf("%s and %s both become %q", m.Glyph, other, a)
		}
		seen[a] = m.Glyph
	}
	if got := ASCII("http/mаil…"); got != "http/m<U+0430>il~" {
		t.Errorf("%q", got)
	}
}
