// Package ui is the console: one bubbletea model that owns routing, layout, the
// key table, tasks and dialogs. What a screen shows and does lives in the
// packages below screen; drawing in widget, theme and safetext.
//
// The console knows the outside world only through Backend: the guides, the
// engine and the interfaces of package ad. It links no protocol library and no
// implementation of an editor; without an ad.Editor there is nothing it could
// write with.
package ui
