package screen

import "fmt"

// Count renders a number with its noun: "1 change", "3 changes".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
