// Package remoteshell is the guide for SSH and WinRM, and for the second hop from
// there.
package remoteshell
