// Package collect fetches the facts that guides ask for, through the
// interfaces of package ad: many at once within a bound, past every failure,
// each with its source. A new kind of fact is a line in the table of sources.
package collect
