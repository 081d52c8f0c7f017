// Package spnscan groups the registered SPNs of a whole forest: the same name on
// several accounts, a host service's name apart from its HOST name, and names
// that a person cannot tell apart. It is fed one account at a time, so that the
// directory can be streamed.
package spnscan
