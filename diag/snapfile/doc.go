// Package snapfile saves facts as a file, loads them again for a walk without a
// network, and masks what names people, machines and addresses before a file
// leaves the house.
//
// The format is one JSON object: a version and a list of facts, each with its
// kind, subject, source, and either a value or the problem that kept it from
// being known. Reading is bounded.
package snapfile
