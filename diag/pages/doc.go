// Package pages is the catalogue: one short page a finding code, embedded, with
// the title, the one-line summary and the advice that every other part of the
// program shows. It imports nothing of the house; Texts satisfies
// diag.Texts by its methods.
package pages
