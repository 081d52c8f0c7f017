// Package health checks the whole forest and lists what is wrong by area, worst
// first, with what is fine counted.
package health
