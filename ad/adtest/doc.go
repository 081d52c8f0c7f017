// Package adtest starts real servers for tests: Samba domain controllers, MIT
// realms, an apache that speaks Negotiate, and the MIT and OpenLDAP programs
// that say who is right.
//
// A server is started once in a test binary, on a loopback address that no
// other test binary uses, and shared by its tests; each test takes fresh names
// with [Name]. A package that uses it calls [Main] from its TestMain. Nothing
// outlives the binary, also not after a panic or a timeout: beside every server
// runs a watcher that ends it when a pipe of ours closes.
//
// The package changes nothing outside the temporary directory. It is linked
// into tests only.
package adtest
