package diag

import "fmt"

// Count is a number of things in words: "1 value", "3 values".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
