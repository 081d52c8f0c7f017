// Package plain is the console for screen readers and for terminals that address
// no cell: labelled lines that are only ever added, numbered choices, no
// alternate screen, no colour and no drawing. It walks from a symptom to a
// verified fix, as the console does.
package plain
