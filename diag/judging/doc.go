// Package judging says in words and in one verdict what the answer of a service,
// of a KDC or of every domain controller means, and what to do about it. The
// command line and the console share it. It is pure: it asks nobody.
package judging
