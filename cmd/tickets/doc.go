// Package tickets is adwalk ticket and adwalk s4u: what a KDC, or each of them,
// answers to a request, and whether a keytab opens it.
package tickets
