// Package check is adwalk check: which checks run, over the whole forest or over
// what is named, how their findings are printed, and the forms that pipelines read.
package check
