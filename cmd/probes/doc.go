// Package probes is adwalk probe: a service is asked with a ticket, as a client would.
package probes
