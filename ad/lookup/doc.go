// Package lookup finds and decodes what lies in a directory: accounts by any
// of their names, owners of service principal names, duplicates, delegations,
// and objects for a browser.
//
// It works on the ad.Directory interface and imports nothing but ad and the
// standard library. It never writes. Everything it decodes is foreign: sizes
// are bounded and bytes that make no sense are shown, not trusted.
package lookup
