// Package ntlmwhy is the guide that finds out from exported events who still uses NTLM,
// for which target, and why.
package ntlmwhy
