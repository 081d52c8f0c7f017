// Package mapidoublehop is the guide for a MAPI application behind a web server
// that fails on the second hop.
package mapidoublehop
