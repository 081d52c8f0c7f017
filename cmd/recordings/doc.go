// Package recordings is adwalk read: captures, event logs and other recordings of
// what went wrong, as a timeline.
package recordings
