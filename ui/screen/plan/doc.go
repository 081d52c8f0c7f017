// Package plan shows what would be written, for whom, and its inverse; asks
// for the word that confirms it; writes; and shows what the verification says.
//
// The screen holds the one path from the console to an editor.
package plan
