// Package duplicates is the guide through every SPN of the forest that more than
// one account has, or that cannot be used.
package duplicates
