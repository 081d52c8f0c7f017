// Package mech names the security mechanisms that clients and services negotiate: their
// object identifiers, as they stand in tokens on the wire. It imports nothing of the
// project.
package mech
