// Package walk walks a guide without a screen: it takes inputs, collects what
// each step needs, judges it, plans the fix, looks once more before the write,
// applies it, and verifies it.
//
// A Walk does the work and emits typed events; a State is what the events add
// up to. The console, the walk command, its JSON and saved walks all read the
// same events, so that the same walk has the same steps, findings, plan and
// verdict everywhere. A State can be rebuilt from its events at any time: that
// is a replay, and with the facts beside them a walk goes on where it stopped.
//
// A walk belongs to one identity, named by an opaque epoch that the caller
// gives. When the epoch ends under it, the walk stops and says so: answers to
// two identities are never mixed.
//
// The package is pure. What it asks and writes goes through guide.Collector,
// ad.Directory and ad.Editor.
package walk
