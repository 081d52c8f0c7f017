// Package nametable remembers very many names by 40 bits of a hash of each, in little
// memory: a forest has millions of SPNs, and nearly all of them are met once. Whoever asks
// compares the names themselves where two have the same hash.
package nametable
