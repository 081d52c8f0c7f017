// Package fault holds the single faults that can be put into the lab's healthy
// forest, each with the finding that a right diagnosis gives, and the healthy
// variants: other legitimate layouts in which nothing may be found. Faults can
// be combined where they do not touch the same thing.
package fault
