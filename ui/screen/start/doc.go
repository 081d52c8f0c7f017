// Package start is the first screen: what do you see? It takes a pasted error,
// event or log line, lists the walkthroughs by symptom, and leads to the
// screens that look around. What is wrong with the connection stands here
// first.
package start
