// Package tcpd accepts connections for the lab's servers, each in a goroutine of its
// own, and ends them with the context.
package tcpd
