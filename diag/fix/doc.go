// Package fix turns findings into a plan: value-level changes, the same thing
// as setspn, PowerShell and LDIF text, what it changes for whom, what will
// verify it, and its inverse. A plan writes nothing; an ad.Editor does.
package fix
