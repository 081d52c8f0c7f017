// Package machineaccount is the guide for a Linux host that is joined to the domain:
// its computer account, its keytab, its names.
package machineaccount
