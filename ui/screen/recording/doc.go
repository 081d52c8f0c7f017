// Package recording shows what somebody recorded, a capture, a trace, events or a log:
// what is wrong in it, and its timeline.
package recording
