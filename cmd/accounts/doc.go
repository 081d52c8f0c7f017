// Package accounts is adwalk delegation and adwalk enctypes: what may be changed of
// an account beside its SPNs. Each verb makes a plan of one edit, which package plans
// writes.
package accounts
