// Package tokens knows how large a login may be: the limits of Windows and the
// default limits of web servers for one header.
package tokens
