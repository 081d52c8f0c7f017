// Package scenario holds the lab's scenarios: each takes the healthy forest and
// puts in what its walkthrough has to find. One file a scenario.
package scenario
