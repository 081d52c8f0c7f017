// Package guide is what walkthroughs are made of: inputs, steps, what a step
// needs, which checks judge it, what a person reads; and the engine that visits
// steps. Each guide is a package of its own below this one; package library
// lists them.
//
// A guide is pure. It asks for facts by Request; a Collector outside fetches
// them; checks judge them. Every step leaves a StepResult, which is the trace.
package guide
