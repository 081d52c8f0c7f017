package klist

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"strings"
	"time"
)

// timeLayout is how MIT klist writes a time: with the first of a list of formats
// that takes at most 19 bytes in the locale in force (krb5_timestamp_to_sfstring).
type timeLayout struct {
	conversions string // of strftime, without those that stand for others
	width       int
}

// plainLayout is the one of the C locale.
var plainLayout = timeLayout{"%m/%d/%y %H:%M:%S", 17}

// maxStamp is the room that klist gives a time, in bytes.
const maxStamp = 19

// loadTimeLayout asks the system's locale program, which knows what is installed.
// Where there is none, or it does not answer, the layout is the plain one.
func loadTimeLayout(ctx context.Context) timeLayout {
	name := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_TIME"), os.Getenv("LANG"), "C")
	if name == "C" || name == "POSIX" || strings.HasPrefix(name, "C.") {
		return plainLayout
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@-") != "" { // a path
		return plainLayout
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/usr/bin/locale", "d_t_fmt", "d_fmt", "t_fmt")
	// Nothing else of the environment, which may name libraries; where the locales lie
	// is gone, too, in a restricted session.
	cmd.Env = []string{"LC_ALL=" + name}
	if dir := os.Getenv("LOCPATH"); dir != "" {
		cmd.Env = append(cmd.Env, "LOCPATH="+dir)
	}
	out, err := cmd.Output()
	lines := strings.Split(string(out), "\n")
	if err != nil || len(lines) < 3 {
		return plainLayout
	}
	return chooseLayout(lines[0], lines[1], lines[2])
}

// chooseLayout takes a locale's formats of date and time, of the date and of the
// time.
func chooseLayout(both, date, clock string) timeLayout {
	short := strings.NewReplacer("%T", "%H:%M:%S", "%R", "%H:%M", "%D", "%m/%d/%y", "%F", "%Y-%m-%d", "%r", "%I:%M:%S %p", "%-", "%", "%E", "%", "%O", "%")
	at := time.Date(2026, 11, 28, 20, 24, 59, 0, time.UTC)
	for _, format := range []string{both, date + " " + clock, date + " %H:%M:%S", date + " %H:%M", "%Y-%m-%dT%H:%M:%S"} {
		l := timeLayout{conversions: short.Replace(format)}
		text, ok := l.strftime(at)
		if l.width = len(text); ok && l.width <= maxStamp {
			return l
		}
	}
	return plainLayout
}

// format writes a local time, or as many blanks where there is none.
func (l timeLayout) format(t time.Time) string {
	if t.IsZero() {
		return strings.Repeat(" ", l.width)
	}
	text, _ := l.strftime(t.Local())
	return text + strings.Repeat(" ", max(0, l.width-len(text)))
}

// strftime knows the conversions that are numbers; ok is false for a format with
// others. Names of days and months are among those: a time with one is too long.
func (l timeLayout) strftime(t time.Time) (text string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(l.conversions); i++ {
		if l.conversions[i] != '%' || i+1 == len(l.conversions) {
			b.WriteByte(l.conversions[i])
			continue
		}
		i++
		layout, known := strftimeNumbers[l.conversions[i]]
		if !known {
			return "", false
		}
		b.WriteString(t.Format(layout))
	}
	return b.String(), true
}

var strftimeNumbers = map[byte]string{'Y': "2006", 'y': "06", 'm': "01", 'd': "02", 'e': "_2", 'H': "15", 'I': "03", 'M': "04", 'S': "05", 'p': "PM", '%': "%"}
