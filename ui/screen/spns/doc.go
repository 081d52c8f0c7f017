// Package spns finds who holds a service principal name, in the whole forest,
// with wildcards, and the names that more than one account holds.
package spns
