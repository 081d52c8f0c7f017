// Package ask holds what guides ask alike: requests for the environment and for
// SPN owners, checks of typed inputs, and names of hosts and accounts.
package ask
