package cli

// Without this, bubbletea asks the terminal for its colours before main and
// waits five seconds for an answer that scripts, expect and CI never give.
import _ "adwalk/ui/theme/quiet"
