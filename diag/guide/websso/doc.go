// Package websso is the guide for a web site on Linux that authenticates with a
// keytab: apache, nginx, a Java server.
package websso
