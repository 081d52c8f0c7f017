// Package dialog holds the questions that stand over a screen. A dialog takes
// keys and, when it is answered, returns the answer; what follows is the
// asking screen's business.
package dialog
