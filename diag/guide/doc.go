// Package guide holds the walkthroughs: each is data (steps, what they need,
// which checks judge them, what a person is told) run by one small engine that
// the console and the command line share.
//
// A guide is pure. It asks for facts by Request; a Collector outside fetches
// them; checks judge them. Every step leaves a StepResult, which is the trace.
package guide
