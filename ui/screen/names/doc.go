// Package names shows which SPN each client of a service asks for, in which order and
// by which rule, who owns it, and what the KDC answers for it.
package names
