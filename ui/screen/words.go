package screen

import "adwalk/diag"

// Count renders a number with its noun: "1 change", "3 changes".
func Count(n int, noun string) string { return diag.Count(n, noun) }
