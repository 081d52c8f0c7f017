package widget

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ui/theme"
)

var eighths = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}

// Bar fills the given part (0 to 1) of w cells, an eighth of a cell at a time.
// What is not nothing shows at least one eighth.
func Bar(part float64, w int) string {
	n := int(min(1, max(0, part)) * float64(w*8))
	if part > 0 && n == 0 {
		n = 1
	}
	full := strings.Repeat("█", n/8) + eighths[n%8]
	return full + strings.Repeat(" ", w-(n+7)/8)
}

// Left says how long something still lives: "9h12", "3d04", "0h03", and its
// role: the last tenth warns, the past is bad.
func Left(now, start, end time.Time) (text string, part float64, role theme.Role) {
	if end.IsZero() {
		return "", 0, theme.Plain
	}
	left := end.Sub(now)
	if left <= 0 {
		return "expired", 0, theme.Bad
	}
	part = 1
	if whole := end.Sub(start); whole > 0 {
		part = min(1, float64(left)/float64(whole))
	}
	role = theme.Good
	if part < 0.1 {
		role = theme.Warn
	}
	if left >= 48*time.Hour {
		return fmt.Sprintf("%dd%02d", int(left.Hours())/24, int(left.Hours())%24), part, role
	}
	return fmt.Sprintf("%dh%02d", int(left.Hours()), int(left.Minutes())%60), part, role
}
