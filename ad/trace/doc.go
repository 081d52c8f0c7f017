// Package trace records every exchange with a server as one Event: what was
// asked, of whom, over which protection, what came of it, how long it took, and
// the shell command that does the same. Whoever exchanges something begins an
// Event in the run's Log and ends it with the result. The log screen, the log
// file, the progress line and the reports read the Log.
//
// No Event holds a password, a key or a ticket. What a server or an operator
// wrote is kept as it is and made printable where it is shown.
package trace
