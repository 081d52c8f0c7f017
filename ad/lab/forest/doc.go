// Package forest is the lab's world before any server shows it: the directory
// of a forest, its DNS, the members of its services with the keys they really
// hold, and what a person would paste from its servers. Scenarios build on the
// healthy forest that New makes, and faults change it; both do so before the
// servers start, or while they run.
package forest
