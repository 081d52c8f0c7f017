// Package lbnamespace is the guide for a load-balanced namespace of Exchange
// 2013 and later.
package lbnamespace
