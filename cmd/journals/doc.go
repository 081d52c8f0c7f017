// Package journals is adwalk journal: what was changed, its undo, and what became of
// changes that a run left open.
package journals
