// Package facts declares the kinds of facts that checks read and collectors
// gather, one area a file. A new kind is a line here, a collector in
// diag/collect and a mention in the Needs of the checks that read it.
package facts
