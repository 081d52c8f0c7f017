// Package rc4readiness is the guide through the accounts that stop working when
// RC4 goes.
package rc4readiness
