// Package serviceunreachable is the guide for any client and any service: the
// SPN, its owner, the key, the ticket, the service.
package serviceunreachable
