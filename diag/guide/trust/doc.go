// Package trust is the guide for a service in another domain or forest.
package trust
