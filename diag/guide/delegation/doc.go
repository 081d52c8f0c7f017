// Package delegation is the guide through every account that may impersonate
// users to services.
package delegation
