package facts

import (
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
)

// ParseOffset reads a distance from UTC as people write it: "+01:00", "-5",
// "UTC+5:30", "0". The error is a *ad.Problem.
func ParseOffset(in string) (time.Duration, error) {
	bad := &ad.Problem{Kind: ad.ProblemUsage, What: "the offset from UTC cannot be read", Why: "it is " + strconv.Quote(in), Do: "write it like +01:00 or -5"}
	s := strings.ToUpper(strings.TrimSpace(in))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if s == "" || s == "Z" {
		if strings.TrimSpace(in) == "" {
			return 0, bad
		}
		return 0, nil
	}
	sign := time.Duration(1)
	switch s[0] {
	case '+':
		s = s[1:]
	case '-':
		sign, s = -1, s[1:]
	}
	hours, minutes, _ := strings.Cut(s, ":")
	h, err := strconv.Atoi(hours)
	m := 0
	if err == nil && minutes != "" {
		m, err = strconv.Atoi(minutes)
	}
	if err != nil || h < 0 || h > 14 || m < 0 || m > 59 {
		return 0, bad
	}
	return sign * (time.Duration(h)*time.Hour + time.Duration(m)*time.Minute), nil
}
