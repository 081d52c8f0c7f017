// Package tickets shows the operator's credential caches as klist does, with
// the time that is left, and asks the KDC for a service ticket without touching
// a cache.
package tickets
