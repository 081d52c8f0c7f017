// Package explain is adwalk explain: an error, a code, a term or a pasted text in
// words.
package explain
