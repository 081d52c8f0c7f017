// Package plans shows, saves and writes a plan: what every command does that changes
// the directory, and adwalk apply, which writes a plan from a file.
package plans
