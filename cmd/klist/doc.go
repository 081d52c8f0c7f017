// Package klist is adwalk klist: credential caches and keytabs in the layout of MIT's,
// Heimdal's and Windows' klist.
package klist
