// Package objects browses the directory: a tree at the left, the attributes of
// an object at the right, decoded, with the raw value one key away.
package objects
