// Package kcdfrontend is the guide for an Exchange 2003 front end that cannot
// delegate to its back ends.
package kcdfrontend
