// Package safetext makes foreign text fit to be shown: nothing that a terminal
// would obey, nothing that a reader cannot see. It knows nothing but text.
package safetext
